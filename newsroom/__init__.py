"""The site and its articles."""

VERSION = "0.4.0"
