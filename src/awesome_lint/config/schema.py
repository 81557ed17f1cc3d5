"""JSON Schema of a configuration file, for editors and validators."""

from __future__ import annotations

import json
from inspect import cleandoc
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from awesome_lint import rulebook
from awesome_lint.config import FilePatterns, Level, LinksConfig, VenuesConfig
from awesome_lint.config.presets import DEFAULT, Preset
from awesome_lint.rules import RULES, Rule

_EXTENDS = "The preset that this configuration builds on"
_EXCLUDE = "Files that are not linted, as patterns with the syntax of `.gitignore`"


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12), made from the types that files are decoded into."""
    rules = msgspec.defstruct(
        "Rules",
        [(_identifier(rule), _rule(rule), None) for rule in RULES],
        rename={_identifier(rule): rule.id for rule in RULES},
        forbid_unknown_fields=True,
    )
    config = msgspec.defstruct(
        "Configuration",
        [
            ("extends", Annotated[Preset, Meta(description=_EXTENDS)], DEFAULT),
            ("exclude", Annotated[FilePatterns | None, Meta(description=_EXCLUDE)], None),
            ("rules", _section(rules, "Which rules run, and how"), None),
            ("venues", _section(VenuesConfig, "Venues that the rulebook does not know"), None),
            ("links", _section(LinksConfig, "How links are checked"), None),
        ],
        forbid_unknown_fields=True,
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Configuration of awesome-lint",
        **msgspec.json.schema(config),
    }


def text() -> str:
    """Return the schema as the published file."""
    return json.dumps(_dedent(schema()), indent=2, ensure_ascii=False) + "\n"


def _dedent(node: Any) -> Any:
    """Remove the indentation of descriptions made of docstrings, as Python 3.13 does by itself."""
    if isinstance(node, list):
        return [_dedent(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: cleandoc(value) if key == "description" and isinstance(value, str) else _dedent(value)
        for key, value in node.items()
    }


def _section(wanted: type[Struct], description: str) -> Any:
    return Annotated[wanted | None, Meta(description=description)]


def _rule(rule: Rule) -> Any:
    switch: Any = Level | bool  # YAML 1.1 reads `off` and `on` as booleans
    table = msgspec.defstruct(
        rule.id,
        [("severity", switch, "on")],
        bases=(rule.options,),
        kw_only=True,
        forbid_unknown_fields=True,
    )
    default = f"Default severity: {rule.severity}" if rule.enabled else "Off by default"
    summary = f"{rulebook.summary(rule.id)} {default}."
    return Annotated[switch | table | None, Meta(description=summary)]


def _identifier(rule: Rule) -> str:
    return rule.id.replace("-", "_")
