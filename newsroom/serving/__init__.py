"""What ``serve`` and ``demo`` have in common: the collected static files and the server's worker."""
