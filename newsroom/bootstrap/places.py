"""Where the bootstrap finds and keeps things."""

from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VENV_DIR = BASE_DIR / ".venv"
VAR_DIR = BASE_DIR / "var"
