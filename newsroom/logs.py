"""One line a record; a record about a request names its method, status and person."""

import logging


class RequestFormatter(logging.Formatter):
    """Format as ``time level logger: message [METHOD status user]``."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s%(about_request)s")

    def format(self, record: logging.LogRecord) -> str:
        record.about_request = _about_request(record)
        return super().format(record)


def _about_request(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    method = getattr(request, "method", None)
    if method is None:  # a socket, in the development server's records
        return ""
    # The lazy user is not resolved here: a log line must not query the database.
    user = getattr(request, "_cached_user", None)
    parts = [method, str(getattr(record, "status_code", "")), str(getattr(user, "pk", None) or "-")]
    return f" [{' '.join(parts)}]"
