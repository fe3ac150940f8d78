"""The environment of the tests, set before Django reads its settings (``-p tests.environment`` in pyproject)."""

import os

os.environ["HAWASHI_TEST"] = "1"
os.environ.setdefault("SECRET_KEY", "tests-only-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2)
# Playwright's synchronous API runs an event loop in the thread that also uses the ORM.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
