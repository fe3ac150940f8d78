"""From a fresh clone to a running command, with the standard library alone.

``manage.py`` calls :func:`newsroom.bootstrap.main.main`.  Nothing here may
import Django or any package: none is installed yet.
"""
