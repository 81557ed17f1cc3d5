"""A linter for curated lists."""

__version__ = "0.1.0"
