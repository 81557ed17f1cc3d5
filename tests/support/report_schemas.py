"""The published schemas of report formats; `schemas/README.md` has their sources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped] # ships no types

SCHEMAS = Path(__file__).parent / "schemas"


def mistakes(report: Any, schema: str) -> list[str]:
    """Return the violations of a schema in a report."""
    content = json.loads((SCHEMAS / f"{schema}.json").read_bytes())
    validator = jsonschema.validators.validator_for(content)
    checked = validator(content, format_checker=validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in checked.iter_errors(report)]
