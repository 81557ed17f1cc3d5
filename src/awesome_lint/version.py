"""The version, which the package, the wheel, reports and requests tell."""

__version__ = "0.1.0"
