"""Paths of the repository that tests read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
"""The repository's root directory."""

DOCS: Final = ROOT / "docs"

FIXTURES: Final = ROOT / "tests" / "fixtures"
"""Whole runs, one directory each."""

SUPPORT: Final = ROOT / "tests" / "support"
"""Helpers of tests, `fakenet` among them: the import path for processes that need them."""
