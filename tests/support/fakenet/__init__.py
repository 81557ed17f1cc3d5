"""A fake internet on the loopback interface: names, IP addresses, certificates, pages, faults."""

from __future__ import annotations

from fakenet.internet import Internet, Request, Service
from fakenet.world import Page, World, from_yaml

__all__ = ["Internet", "Page", "Request", "Service", "World", "from_yaml"]
