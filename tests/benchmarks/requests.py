"""Requests as a browser sends them, on one connection, and their time."""

import http.client
import time
import urllib.parse
from dataclasses import dataclass

from tests.benchmarks.site import Server

BROWSERS_ENCODINGS = "gzip, deflate, br, zstd"


@dataclass(frozen=True)
class Timing:
    """How long requests took to their last byte, and the processor time of the server for each; milliseconds."""

    waited: list[float]
    processor: float
    size: int


class Visitor:
    """Somebody with a session."""

    def __init__(self, server: Server, session: str = "") -> None:
        self.server = server
        self.headers = {"Accept-Encoding": BROWSERS_ENCODINGS, "Accept": "text/html"}
        if session:
            self.headers["Cookie"] = f"sessionid={session}"
        address = urllib.parse.urlsplit(server.address)
        self.connection = http.client.HTTPConnection(address.hostname, address.port)

    def get(self, path: str, **headers: str) -> bytes:
        """Return the body as transferred.  Raises ``OSError`` unless the answer is 200."""
        self.connection.request("GET", path, headers=self.headers | headers)
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise OSError(f"{path}: {response.status}")
        return body

    def time(self, path: str, times: int, warm_up: int = 5) -> Timing:
        for _ in range(warm_up):
            body = self.get(path)
        waited, before = [], self.server.cpu_seconds()
        for _ in range(times):
            started = time.perf_counter()
            self.get(path)
            waited.append((time.perf_counter() - started) * 1000)
        processor = (self.server.cpu_seconds() - before) / times * 1000
        return Timing(waited, processor, len(body))
