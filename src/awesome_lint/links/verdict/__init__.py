"""Meaning of responses for a link. Pure functions."""
