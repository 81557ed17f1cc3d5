"""Modules that several rules share."""
