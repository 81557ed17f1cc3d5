"""Behaviors of hosts, with the verdicts that the link check should reach."""

from __future__ import annotations

from fakenet.behaviours.alive import ALIVE
from fakenet.behaviours.behaviour import Behaviour
from fakenet.behaviours.blocked import BLOCKED
from fakenet.behaviours.dead import DEAD
from fakenet.behaviours.moved import MOVED
from fakenet.behaviours.refused import REFUSED
from fakenet.behaviours.unreachable import UNREACHABLE

__all__ = ["BEHAVIOURS", "Behaviour"]

BEHAVIOURS = (*ALIVE, *MOVED, *DEAD, *BLOCKED, *UNREACHABLE, *REFUSED)
