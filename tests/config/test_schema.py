"""JSON Schema of the configuration."""

from __future__ import annotations

import functools
import json
from typing import Any

import jsonschema  # type: ignore[import-untyped] # ships no types
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.config import (
    ConfigError,
    file,
    schema,
)
from awesome_lint.rules import RULES
from paths import DOCS

IDS = [rule.id for rule in RULES]


@functools.cache
def validator() -> Any:
    return jsonschema.Draft202012Validator(schema.schema())


def test_published_schema_is_up_to_date() -> None:
    published = (DOCS / "config.schema.json").read_text(encoding="utf-8")
    assert published == schema.text(), "run make docs"


def test_schema_is_a_schema_with_every_rule() -> None:
    jsonschema.Draft202012Validator.check_schema(schema.schema())
    rules = schema.schema()["$defs"]["Rules"]["properties"]
    assert list(rules) == IDS


@pytest.mark.parametrize(
    "content",
    [
        {"rulez": {}},
        {"rules": {"venue-tpyo": "off"}},
        {"rules": {IDS[0]: "of"}},
        {"rules": {IDS[0]: {"severity": "fatal"}}},
        {"rules": {"duplicate-row": {"scope": "page"}}},
        {"venues": {"add": [{"name": "A"}]}},
        {"venues": {"remove": []}},
        {"links": {"exclude": "a"}},
        {"extends": "lax"},
        {"rules": {"sort-order": {"by": "names"}}},
    ],
)
def test_schema_refuses(content: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validator().validate(content)
    with pytest.raises(ConfigError):
        file.loads(json.dumps(content), "lint.yml")


TYPED = st.characters(codec="ascii", exclude_categories=["Cc"])
LEVELS = st.sampled_from(["off", "on", "error", "warning", "info", False, True, None])
CONFIGS = st.fixed_dictionaries(
    {},
    optional={
        "extends": st.sampled_from(["recommended", "strict"]),
        "rules": st.dictionaries(
            st.sampled_from(IDS), LEVELS | st.fixed_dictionaries({"severity": LEVELS.filter(bool)})
        ),
        "venues": st.fixed_dictionaries(
            {
                "add": st.lists(
                    st.fixed_dictionaries(
                        {
                            "name": st.text(TYPED, min_size=1),
                            "kind": st.just("track"),
                        }
                    )
                )
            }
        ),
        "links": st.fixed_dictionaries(
            {"exclude": st.lists(st.text(TYPED, min_size=1))},
            optional={
                "include": st.lists(st.text(TYPED, min_size=1)),
                "hosts": st.dictionaries(
                    st.sampled_from(["a.example", "*.b.example", "bücher.example", "localhost"]),
                    st.fixed_dictionaries(
                        {},
                        optional={
                            "interval": st.floats(0.1, 3600),
                            "burst": st.integers(0, 100),
                            "concurrency": st.integers(1, 10),
                            "method": st.sampled_from(["HEAD", "GET"]),
                        },
                    ),
                ),
                "fragments": st.booleans(),
                "soft-404": st.booleans(),
                "archive": st.booleans(),
            },
        ),
    },
)


@given(CONFIGS)
def test_what_the_schema_allows_is_read(content: dict[str, Any]) -> None:
    validator().validate(content)
    config = file.loads(yaml.safe_dump(content, allow_unicode=True), "lint.yml")
    assert list(config.rules) == sorted(content.get("rules", ()))
    links = content.get("links", {})
    assert list(config.links.exclude) == links.get("exclude", [])
    assert config.links.fragments == links.get("fragments", False)
    assert config.links.archive == links.get("archive", True)
    assert config.links.soft_404 == links.get("soft-404", False)
