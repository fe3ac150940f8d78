#!/usr/bin/env python3
"""Start any command of the site: ``python3 manage.py demo``, ``test``, ``import_articles``...

A fresh clone needs nothing but Python: the bootstrap makes ``.venv`` and runs
the command in it.  This file must be readable for an old Python, to tell so.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Hawashi needs Python 3.11 or newer and this is Python {}.{}: "
        "start it with a newer one, for example python3.12 manage.py.".format(*sys.version_info)
    )

from newsroom.bootstrap.main import main  # after the check: it uses newer Python

if __name__ == "__main__":
    sys.exit(main(sys.argv))
