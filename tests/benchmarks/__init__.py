"""Measurements of the whole site, run by hand: ``.venv/bin/python -m tests.benchmarks.<name>``.

``marking`` mouse-up to painted and confirmed · ``loading`` bytes, requests and time of a first load ·
``pages`` the server's time, on SQLite and PostgreSQL · ``memory`` of the whole server · ``importing`` many files ·
``agreement`` of two annotators, without a site · ``review`` from one annotation of the queue to the next ·
``bulk`` a change of 10,000 from the list of the administration.

Each makes a database and a server in a temporary folder and removes them.  Nothing
here asserts: on a busy machine figures double.  Repeat, and compare medians.
"""
