"""Typed configuration, decoded from nodes; each mistake has its line and the nearest right word."""

from __future__ import annotations

import re
from collections.abc import Collection
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from awesome_lint.config import Config, FilePatterns, Level, LinksConfig, RuleConfig, VenuesConfig
from awesome_lint.config.nodes import Mapping, Mistake, Node, Scalar, Sequence, is_empty
from awesome_lint.config.presets import Preset
from awesome_lint.rules import RULES, Rule
from awesome_lint.text.suggest import did_you_mean, quote_word, suggest_or_list

S = TypeVar("S", bound=Struct)
Pairs = dict[str, tuple[int, Node]]

SWITCHES: dict[str, Level] = {
    **dict.fromkeys(("off", "false", "no"), "off"),
    **dict.fromkeys(("on", "true", "yes"), "on"),
}
"""Words of YAML 1.1 and JSON for off and on, in lower case."""

NOUNS = {str: "text", int: "a whole number", float: "a number", bool: "`true` or `false`"}
"""Names of the scalar types in messages."""


def config(root: Node, source: str) -> Config:
    """Return the configuration of a file; `source` is its path.

    Raises nodes.Mistake.
    """
    known = ("extends", "exclude", "rules", "venues", "links")
    sections = _pairs(root, "the configuration", known, "key")
    return Config(
        extends=_value(sections["extends"][1], Preset, "extends")
        if "extends" in sections
        else None,
        exclude=_value(sections["exclude"][1], FilePatterns, "exclude")
        if "exclude" in sections
        else (),
        rules=_rules(sections["rules"][1]) if "rules" in sections else {},
        venues=_section(sections, "venues", VenuesConfig),
        links=_section(sections, "links", LinksConfig),
        source=source,
    )


def _section(sections: Pairs, name: str, wanted: type[S]) -> S:
    return struct(sections[name][1], wanted, name) if name in sections else wanted()


def _rules(node: Node) -> dict[str, RuleConfig]:
    rules = {rule.id: rule for rule in RULES}
    return {
        rule_id: _rule(value, rules[rule_id])
        for rule_id, (_, value) in _pairs(node, "`rules`", rules, "rule").items()
    }


def _rule(node: Node, rule: Rule) -> RuleConfig:
    if isinstance(node, Scalar) and not is_empty(node):
        return RuleConfig(_level(node, rule.id))
    known = ("severity", *(field.encode_name for field in msgspec.structs.fields(rule.options)))
    pairs = _pairs(node, f"`{rule.id}`", known, "option")
    severity = pairs.pop("severity", None)
    return RuleConfig(
        _level(severity[1], f"{rule.id}.severity") if severity else "on",
        _values(pairs, node.line, rule.options, rule.id),
    )


def _level(node: Node, path: str) -> Level:
    if isinstance(node, Scalar) and node.text.lower() in SWITCHES:
        return SWITCHES[node.text.lower()]
    level: Level = _value(node, Level, path)
    return level


def struct(node: Node, wanted: type[S], path: str) -> S:
    """Return a mapping as the struct `wanted`; `path` is its name in messages.

    Raises nodes.Mistake.
    """
    names = [field.encode_name for field in msgspec.structs.fields(wanted)]
    pairs = _pairs(node, f"`{path}`", names, "key")
    return wanted(**_values(pairs, node.line, wanted, path))


def _values(pairs: Pairs, line: int, wanted: type[Struct], path: str) -> dict[str, Any]:
    """Return the values of a struct's fields, from pairs whose keys are known to be among them."""
    values = {}
    for field in msgspec.structs.fields(wanted):
        name = field.encode_name
        if name in pairs:
            values[field.name] = _value(pairs[name][1], field.type, f"{path}.{name}")
        elif field.required:
            raise Mistake(line, f"`{path}` lacks `{name}`")
    return values


def _pairs(node: Node, where: str, known: Collection[str], noun: str) -> Pairs:
    """Return the pairs of a mapping as a new dict, after checking its keys."""
    if is_empty(node):
        return {}
    if not isinstance(node, Mapping):
        raise Mistake(node.line, f"{where} must be a mapping, not {_kind(node)}")
    for key, (line, _) in node.items.items():
        if key not in known:
            inside = f" of {where}" if noun == "option" else ""
            raise Mistake(
                line, f"unknown {noun} {quote_word(key)}{inside}{suggest_or_list(key, known)}"
            )
    return dict(node.items)


def _value(node: Node, wanted: Any, path: str) -> Any:
    """Return the value of a node as the type `wanted`."""
    origin = get_origin(wanted)
    if origin in (Union, UnionType):  # of a type and None, which no file holds
        return _value(node, get_args(wanted)[0], path)
    if origin is Annotated:
        kind, meta = get_args(wanted)
        return _bounded(node, kind, meta, path)
    if isinstance(wanted, type) and issubclass(wanted, Struct):
        return struct(node, wanted, path)
    if origin is tuple:
        if not isinstance(node, Sequence):
            raise Mistake(node.line, f"`{path}` must be a list, not {_kind(node)}")
        return tuple(_value(item, get_args(wanted)[0], path) for item in node.items)
    if origin is dict:
        if not isinstance(node, Mapping):
            raise Mistake(node.line, f"`{path}` must be a mapping, not {_kind(node)}")
        key_type, item = get_args(wanted)
        if key_type is str:
            return {key: _value(value, item, path) for key, (_, value) in node.items.items()}
        return {
            _value(Scalar(line, key, plain=False), key_type, path): _value(
                value, item, f"{path}.{key}"
            )
            for key, (line, value) in node.items.items()
        }
    if isinstance(node, Scalar) and node.text and not is_empty(node):
        try:
            return msgspec.convert(node.text, wanted, strict=False)
        except msgspec.ValidationError:
            pass
    words = get_args(wanted) if origin is Literal else ()
    noun = "one of " + ", ".join(f"`{word}`" for word in words) if words else NOUNS[wanted]
    near = did_you_mean(node.text, words) if isinstance(node, Scalar) else ""
    raise Mistake(node.line, f"`{path}` must be {noun}, not {_kind(node)}{near}")


def _bounded(node: Node, wanted: Any, meta: msgspec.Meta, path: str) -> Any:
    """Return a text of the right form, or a number within its bounds."""
    if get_origin(wanted) is tuple:
        most = meta.max_length
        if isinstance(node, Sequence) and most is not None and len(node.items) > most:
            wrong = f"`{path}` must be {meta.description}, not of {len(node.items)}"
            raise Mistake(node.items[most].line, wrong)
        return _value(node, wanted, path)
    try:
        value = _value(node, wanted, path)
        right = _fits(value, meta)
    except Mistake:
        right = False
    if not right:
        near = did_you_mean(node.text, meta.examples or ()) if isinstance(node, Scalar) else ""
        wrong = f"`{path}` must be {meta.description}, not {_kind(node)}{near}"
        raise Mistake(node.line, wrong)
    return value


def _fits(value: Any, meta: msgspec.Meta) -> bool:
    if isinstance(value, str):
        fits = meta.max_length is None or len(value) <= meta.max_length
        return fits and re.search(meta.pattern or "", value) is not None
    return (meta.ge is None or value >= meta.ge) and (meta.le is None or value <= meta.le)


def _kind(node: Node) -> str:
    """Return a description of a node, for a message about the expected type."""
    if isinstance(node, Scalar):
        return quote_word(node.text) if node.text else "nothing"
    return "a list" if isinstance(node, Sequence) else "a mapping"
