"""Presets: for each, the options that its rules have unless they are configured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

Preset = Literal["recommended", "strict"]

DEFAULT: Preset = "recommended"
STRICTEST: Preset = "strict"
"""Preset that reports all that the default one does, and more."""

# Measured on real lists (docs/corpus.md): the findings that `strict` adds are right as well, but
# authors mean it so. Links to PDFs and to versions alone are 1200 in 17 lists.
PRESETS: Mapping[Preset, Mapping[str, Mapping[str, Any]]] = {
    # The rules' own defaults: findings that a maintainer would act on.
    "recommended": {},
    # Uniform lists, in which no heading has an entry twice.
    "strict": {
        "duplicate-row": {"scope": "section"},
        "duplicate-entry": {"scope": "section"},
        "arxiv-url": {"prefer": "abs", "versions": "forbid"},
        "sort-order": {"habits": ("title", "date", "arxiv", "year")},
        "link-empty": {"badges": "forbid"},
    },
}
