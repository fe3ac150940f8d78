"""What a browser complains about while a test runs."""

from playwright.sync_api import BrowserContext


class Complaints:
    """Console errors and warnings, exceptions and CSP reports of every page that it listens to."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.expected: list[str] = []

    def listen_to(self, context: BrowserContext) -> None:
        context.on("console", self._hear_console)
        context.on("weberror", self._hear_error)

    def stop_listening_to(self, context: BrowserContext) -> None:
        context.remove_listener("console", self._hear_console)
        context.remove_listener("weberror", self._hear_error)

    def expect(self, *fragments: str) -> None:
        """Let complaints that contain one of ``fragments`` pass, such as ``status of 409``."""
        self.expected.extend(fragments)

    @property
    def unexpected(self) -> list[str]:
        return [text for text in self.heard if not any(fragment in text for fragment in self.expected)]

    def _hear_error(self, error) -> None:
        self.heard.append(f"exception: {error.error}")

    def _hear_console(self, message) -> None:
        if message.type in ("error", "warning", "assert"):
            self.heard.append(f"console {message.type}: {message.text} ({message.location.get('url')})")
