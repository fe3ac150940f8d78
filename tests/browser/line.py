"""The way to the server, which can be cut."""

import re

# Everything that is stored; pages, cards and questions about news pass.
CHANGES = re.compile(r"/annotations/([^?]*/)?$")


class Line:
    def __init__(self, context) -> None:
        self.context = context
        self.sent: list[str] = []
        self.passed: list[str] = []

    def cut(self) -> None:
        self._route(lambda route: route.abort())

    def answer(self, status: int) -> None:
        """Let something on the way answer in place of the server."""
        self._route(lambda route: route.fulfill(status=status, body="…"))

    def lose_the_answer(self) -> None:
        """Let the next request through and its answer not: the server has committed, the page knows nothing."""
        self._route(lambda route: route.fetch() and route.abort(), times=1)

    def mend_and_watch(self) -> None:
        """Let everything through and remember it."""
        self._route(lambda route: self.passed.append(route.request.post_data) or route.continue_())

    def mend(self) -> None:
        self.context.unroute(CHANGES)

    def _route(self, handle, **options) -> None:
        def counted(route):
            if route.request.method != "POST":
                return route.continue_()
            self.sent.append(route.request.post_data)
            return handle(route)

        self.context.route(CHANGES, counted, **options)
