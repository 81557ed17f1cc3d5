"""Typed configuration, decoded from nodes; each mistake has its line and the nearest right word."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import partial
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from awesome_lint.config import Config, FilePatterns, Level, LinksConfig, RuleConfig, VenuesConfig
from awesome_lint.config.nodes import Mapping, Mistake, Node, Scalar, Sequence, is_empty
from awesome_lint.config.presets import Preset
from awesome_lint.rules import RULES_BY_ID, Rule
from awesome_lint.text.suggest import MAX_CHARS, did_you_mean, quote_word, suggest_or_list

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

    Raises nodes.Mistake, which has all mistakes.
    """
    known = ("extends", "exclude", "rules", "venues", "links")
    pairs = _pairs(root, "the configuration")
    _, extends, exclude, rules, venues, links = _all(
        lambda: _check_keys(pairs, known, "key"),
        lambda: _value(pairs["extends"][1], Preset, "extends") if "extends" in pairs else None,
        lambda: _value(pairs["exclude"][1], FilePatterns, "exclude") if "exclude" in pairs else (),
        lambda: _rules(pairs["rules"][1]) if "rules" in pairs else {},
        lambda: _section(pairs, "venues", VenuesConfig),
        lambda: _section(pairs, "links", LinksConfig),
    )
    return Config(extends, exclude, rules, venues, links, source)


def _all(*parts: Callable[[], Any]) -> list[Any]:
    """Return the values of all parts. Raises one Mistake with the mistakes of all parts."""
    values = []
    mistakes: list[Mistake] = []
    for part in parts:
        try:
            values.append(part())
        except Mistake as mistake:
            mistakes += (mistake, *mistake.others)
    if mistakes:
        first, *others = mistakes
        raise Mistake(first.line, first.message, tuple(others))
    return values


def _section(sections: Pairs, name: str, wanted: type[S]) -> S:
    return struct(sections[name][1], wanted, name) if name in sections else wanted()


def _rules(node: Node) -> dict[str, RuleConfig]:
    pairs = _pairs(node, "`rules`")
    known = [rule_id for rule_id in pairs if rule_id in RULES_BY_ID]
    _, *configs = _all(
        lambda: _check_keys(pairs, RULES_BY_ID, "rule"),
        *(partial(_rule, pairs[rule_id][1], RULES_BY_ID[rule_id]) for rule_id in known),
    )
    return dict(zip(known, configs, strict=True))


def _rule(node: Node, rule: Rule) -> RuleConfig:
    if isinstance(node, Scalar) and not is_empty(node):
        return RuleConfig(_level(node, rule.id))
    known = ("severity", *(field.encode_name for field in msgspec.structs.fields(rule.options)))
    pairs = _pairs(node, f"`{rule.id}`")
    severity = pairs.get("severity")
    _, level, options = _all(
        lambda: _check_keys(pairs, known, "option", f" of `{rule.id}`"),
        lambda: _level(severity[1], f"{rule.id}.severity") if severity else "on",
        lambda: _values(pairs, node.line, rule.options, rule.id),
    )
    return RuleConfig(level, options)


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
    pairs = _pairs(node, f"`{path}`")
    _, values = _all(
        lambda: _check_keys(pairs, names, "key", f" of `{path}`"),
        lambda: _values(pairs, node.line, wanted, path),
    )
    return wanted(**values)


def _values(pairs: Pairs, line: int, wanted: type[Struct], path: str) -> dict[str, Any]:
    """Return the values of a struct's fields that are among some pairs."""
    fields = [
        field
        for field in msgspec.structs.fields(wanted)
        if field.required or field.encode_name in pairs
    ]
    values = _all(*(partial(_field, pairs, line, field, path) for field in fields))
    return {field.name: value for field, value in zip(fields, values, strict=True)}


def _field(pairs: Pairs, line: int, field: msgspec.structs.FieldInfo, path: str) -> Any:
    name = field.encode_name
    if name not in pairs:
        raise Mistake(line, f"`{path}` lacks `{name}`")
    return _value(pairs[name][1], field.type, f"{path}.{name}")


def _pairs(node: Node, where: str) -> Pairs:
    """Return the pairs of a mapping."""
    if is_empty(node):
        return {}
    if not isinstance(node, Mapping):
        raise Mistake(node.line, f"{where} must be a mapping, not {_kind(node)}")
    return node.items


def _check_keys(pairs: Pairs, known: Collection[str], noun: str, where: str = "") -> None:
    """Raise Mistake for keys that are not known."""

    def check(key: str) -> None:
        if key not in known:
            near = suggest_or_list(key, known)
            raise Mistake(pairs[key][0], f"unknown {noun} {quote_word(key)}{where}{near}")

    _all(*(partial(check, key) for key in pairs))


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
            raise Mistake(
                node.line, f"`{path}` must be a list, not {_kind(node)}{_suggest_list(node)}"
            )
        item_type = get_args(wanted)[0]
        return tuple(_all(*(partial(_value, item, item_type, path) for item in node.items)))
    if origin is dict:
        if not isinstance(node, Mapping):
            raise Mistake(node.line, f"`{path}` must be a mapping, not {_kind(node)}")
        key_type, item = get_args(wanted)
        of_keys: list[Callable[[], Any]] = []
        of_values: list[Callable[[], Any]] = []
        for key, (line, value) in node.items.items():
            of_keys.append(partial(_value, Scalar(line, key, plain=False), key_type, path))
            name = path if key_type is str else f"{path}.{key}"
            of_values.append(partial(_value, value, item, name))
        parts = _all(*of_keys, *of_values)
        return dict(zip(parts[: len(of_keys)], parts[len(of_keys) :], strict=True))
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
    further = meta.extra or {}
    # A function, because the words are in a table that is read when it is first needed.
    words = further["words"]() if "words" in further else ()
    try:
        value = _value(node, wanted, path)
        right = _fits(value, meta) and (not words or value in words)
    except Mistake:
        right = False
    if not right:
        known = words or meta.examples or ()
        near = did_you_mean(node.text, known) if isinstance(node, Scalar) else ""
        wrong = f"`{path}` must be {meta.description}, not {_kind(node)}{near}"
        raise Mistake(node.line, wrong)
    if "find_mistake" in further and (reason := further["find_mistake"](value)):
        raise Mistake(node.line, f"`{path}`: {_kind(node)} cannot be used: {reason}")
    return value


def _fits(value: Any, meta: msgspec.Meta) -> bool:
    if isinstance(value, str):
        fits = meta.max_length is None or len(value) <= meta.max_length
        return fits and re.search(meta.pattern or "", value) is not None
    return (meta.ge is None or value >= meta.ge) and (meta.le is None or value <= meta.le)


def _suggest_list(node: Node) -> str:
    """Return the end of a message about a text in place of a list of texts; empty for others."""
    if not isinstance(node, Scalar) or not 0 < len(node.text) <= MAX_CHARS:
        return ""
    if any(each in node.text for each in '"\\`\n'):
        return ""
    items = ", ".join(f'"{item}"' for item in node.text.split(", "))
    return f": did you mean `[{items}]`?"


def _kind(node: Node) -> str:
    """Return a description of a node, for a message about the expected type."""
    if isinstance(node, Scalar):
        return quote_word(node.text) if node.text else "nothing"
    return "a list" if isinstance(node, Sequence) else "a mapping"
