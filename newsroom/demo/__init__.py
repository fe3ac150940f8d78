"""What only ``manage.py demo`` does: its database, its accounts, its server."""
