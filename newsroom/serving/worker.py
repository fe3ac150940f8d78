"""What a worker of granian runs; knows no Django until the application is loaded."""

import importlib
import os

APPLICATION = "newsroom.wsgi:application"


def load_application(target: str):
    """Return the WSGI application ``module:name``; called in the worker.

    The worker leaves the terminal's group: one that gets Ctrl+C itself and then
    granian's own signal hangs in one of two cases (granian 2.8.7).
    """
    if hasattr(os, "setpgrp"):
        os.setpgrp()
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)
