"""awesome-lint without registries, and without rate limits for any host.

    PYTHONPATH=benchmarks python -m linkbench.unlimited [OPTIONS] README.md

It measures the time of the requests alone.
"""

from __future__ import annotations

import sys
from typing import Final
from unittest.mock import patch

from awesome_lint.cli import main
from awesome_lint.links.schedule.host import Pace

CONCURRENCY: Final = 64
"""Requests in flight at once per host, as many as for all hosts."""

if __name__ == "__main__":
    pace = Pace(interval=0.0, burst=0, concurrency=CONCURRENCY)
    with (
        patch("awesome_lint.links.schedule.hosts.pace_for", lambda *_: pace),
        patch("awesome_lint.links.session.registries", lambda *_, **__: ()),
    ):
        sys.exit(main(sys.argv[1:]))
