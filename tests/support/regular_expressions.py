"""Regular expressions of the source that take more than linear time on some text.

Two problems are searched for. Backtracking is found by regexploit, which reports cubic and worse
patterns and is extended here to quadratic ones. Restarts are unknown to regexploit: a searched
pattern is tried again at each character, so a pattern that can start inside its own repeated class
and fail after it (`[\\W\\d_]+$`, `<!--.*?-->`) takes quadratic time even without backtracking.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import string
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain, product
from math import prod
from types import ModuleType
from typing import Any, NamedTuple, TypeGuard

import awesome_lint

# These modules have other names since Python 3.11, and the old ones cause warnings.
_constants: Any = sys.modules.setdefault("sre_constants", re._constants)  # type: ignore[attr-defined]
_parser: Any = sys.modules.setdefault("sre_parse", re._parser)  # type: ignore[attr-defined]
_compiler: Any = re._compiler  # type: ignore[attr-defined]

from regexploit.ast.repeat import FiniteRepeat, InfiniteRepeat  # noqa: E402
from regexploit.ast.sequence import Sequence  # noqa: E402
from regexploit.ast.sre import SreOpParser  # noqa: E402
from regexploit.redos import expand_branches, make_redos  # noqa: E402

MOST = 5000
"""Repeats up to this many characters cost a constant."""

_MOST_PATHS = 5000
_EDGES = {"AT_BEGINNING": "start", "AT_BEGINNING_STRING": "start", "AT_BOUNDARY": "edge"}
_SEARCHES = frozenset(("findall", "finditer", "search", "split", "sub", "subn"))
_SAMPLES = (
    *string.printable,
    *"\u00e9\u0130\u0301\u2003\u2019\u201c\u4e2d\uff08\uff1a\ufe0f\u200b\u200c\U0001f600",
    *"\ue000\ue001\ue002\ue003\ue004\ufffc",
)
"""At least one character of each class that patterns distinguish."""


class Pattern(NamedTuple):
    """A regular expression of the source; `searched` unless it is only matched at one place."""

    name: str
    pattern: str
    flags: int
    searched: bool


def patterns() -> Iterator[Pattern]:
    """Yield the regular expressions of all modules: constants, and those in calls.

    For patterns that a cached function without parameters makes, such as from the words of a table,
    the function is called.
    """
    modules = [
        importlib.import_module(each.name)
        for each in pkgutil.walk_packages(awesome_lint.__path__, "awesome_lint.")
        if not each.name.endswith("__main__")
    ]
    trees = {module: ast.parse(_source(module)) for module in modules}
    imported = _uses(*trees.values())
    seen: set[int] = set()
    for module, tree in trees.items():
        own = _uses(tree)
        for name, value in vars(module).items():
            made = value() if _makes_patterns(value) else value
            for compiled in _compiled(made):
                if id(compiled) not in seen and isinstance(compiled.pattern, str):
                    seen.add(id(compiled))
                    is_constant = isinstance(made, re.Pattern)
                    used = (own if name.startswith("_") else imported).get(name, set())
                    searched = not is_constant or not _SEARCHES.isdisjoint(used)
                    where = f"{_short(module)}.{name}"
                    yield Pattern(where, compiled.pattern, compiled.flags, searched)
        yield from _in_calls(module, tree)


def _short(module: ModuleType) -> str:
    return module.__name__.removeprefix("awesome_lint.")


def _source(module: ModuleType) -> str:
    assert module.__file__ is not None
    with open(module.__file__, encoding="utf-8") as file:  # noqa: PTH123 - one line
        return file.read()


def _compiled(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif _makes_patterns(value):
        yield from _compiled(value())
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _compiled(each)
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from _compiled(each)


def _makes_patterns(value: object) -> TypeGuard[Callable[[], object]]:
    """Return whether a value is a cached function without parameters that returns patterns."""
    made = getattr(value, "__wrapped__", None)
    if not (hasattr(value, "cache_info") and made and not inspect.signature(made).parameters):
        return False
    return "re.Pattern" in str(made.__annotations__.get("return"))


def _uses(*trees: ast.Module) -> dict[str, set[str]]:
    """Return the methods that are called on each name."""
    used: dict[str, set[str]] = {}
    for node in (node for tree in trees for node in ast.walk(tree)):
        # A pattern passed to a function may be searched for there.
        if isinstance(node, ast.Call):
            for argument in node.args:
                handed = argument.func if isinstance(argument, ast.Call) else argument
                if isinstance(handed, ast.Name):
                    used.setdefault(handed.id, set()).add("search")
        if isinstance(node, ast.Attribute):
            owner = node.value.func if isinstance(node.value, ast.Call) else node.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            used.setdefault(name, set()).add(node.attr)
    return used


def _in_calls(module: ModuleType, tree: ast.Module) -> Iterator[Pattern]:
    """Yield the patterns in calls such as `re.search(…)`, and in `re.compile(…)` in functions."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if _makes_patterns(vars(module).get(function.name)):
            continue
        for node in ast.walk(function):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re"), attr=method), args=[first, *_]
                ) if method in _SEARCHES | {"compile", "fullmatch", "match"}:
                    searched = method in _SEARCHES | {"compile"}
                    name = f"{_short(module)}.{function.name}"
                    try:
                        code = compile(ast.Expression(first), "", "eval")
                        text = eval(code, vars(module))  # noqa: S307 - the source's own
                    except NameError:
                        text = f"unknown: {ast.unparse(first)}"
                    yield Pattern(name, text, 0, searched)


def fault(pattern: Pattern) -> str | None:
    """Return why a regular expression takes more than linear time; None if it does not."""
    if pattern.pattern.startswith("unknown: "):
        return f"made of what is read: {pattern.pattern.removeprefix('unknown: ')}"
    flags = pattern.flags & ~re.UNICODE
    if example := _backtracks(pattern.pattern, flags):
        return f"backtracks on {example}"
    if pattern.searched and (example := _restarts(pattern.pattern, flags)):
        return f"begins anew in {example}"
    return None


class _Parser(SreOpParser):  # type: ignore[misc] # it has no types
    """regexploit's parser, extended by the atomic groups and possessive repeats of Python 3.11."""

    def __init__(self) -> None:
        super().__init__()
        self.bodies: list[Any] = []

    def from_POSSESSIVE_REPEAT(self, data: tuple[int, int, Any]) -> Any:  # noqa: N802 - its name
        least, _, elements = data
        body = self.sequence_or_singleton(elements)
        if body is None:
            return None
        self.bodies.append(body)
        return FiniteRepeat(body, least, max(least, 1))

    def from_ATOMIC_GROUP(self, elements: Any) -> Any:  # noqa: N802 - its name
        body = self.sequence_or_singleton(elements)
        self.bodies.append(body)
        return body


def _backtracks(pattern: str, flags: int) -> str | None:
    parser = _Parser()
    whole = parser.parse_sre(pattern, flags)
    for body in (whole, *parser.bodies):
        if body is None:
            continue
        sequence = body if isinstance(body, Sequence) else Sequence([body])
        for path in expand_branches(sequence):
            for index, element in enumerate(path.elements):
                repeated = isinstance(element, InfiniteRepeat) and element.overall_character_class()
                if not repeated:
                    continue
                # One more, since the library does not report quadratic patterns.
                starriness = element.starriness + 1
                try:
                    for found in make_redos(path, index, index + 1, repeated, starriness):
                        return str(found.example())
                except IndexError:
                    continue  # in the library, the rest cannot fail
    return None


class _Atom(NamedTuple):
    """A step of a pattern: the characters that it may consume, or a condition."""

    characters: frozenset[str]
    least: int
    unbounded: bool
    condition: str = ""


def _restarts(pattern: str, flags: int) -> str | None:
    parsed = _parser.parse(pattern, flags)
    for path in _paths(parsed, parsed.state):
        for index, run in enumerate(path):
            if not run.unbounded or _is_guarded(path[:index], run.characters):
                continue
            begins_within = all(
                not before.least or before.characters & run.characters
                for before in path[:index]
                if not before.condition
            )
            may_fail = any(after.least or after.condition for after in path[index + 1 :])
            if begins_within and may_fail:
                return "".join(sorted(run.characters))[:40].encode("unicode_escape").decode()
    return None


def _is_guarded(before: list[_Atom], run: frozenset[str]) -> bool:
    """Return whether no match can start inside a run, because of the condition before it."""
    return any(
        each.condition == "start"
        or (each.condition == "not behind" and run <= each.characters)
        or (each.condition == "behind" and not run & each.characters)
        or (each.condition == "edge" and (run <= _words() or not run & _words()))
        for each in before
    )


@cache
def _words() -> frozenset[str]:
    return frozenset(each for each in _SAMPLES if re.fullmatch(r"\w", each))


def _paths(ops: Any, state: Any) -> list[list[_Atom]]:
    """Return the paths through a pattern, as far as their steps differ.

    If there are too many, optional parts count as present and unable to fail.
    """
    ways = [_ways(op, data, state) for op, data in ops]
    if prod(map(len, ways)) > _MOST_PATHS:
        ways = [[way[-1]] if [] in way else way for way in ways]
    assert prod(map(len, ways)) <= _MOST_PATHS, "a pattern with too many branches to be looked at"
    return [list(chain.from_iterable(parts)) for parts in product(*ways)]


def _ways(op: Any, data: Any, state: Any) -> list[list[_Atom]]:
    """Return the paths through one step of a pattern; the empty one first, if there is one."""
    match str(op):
        case "SUBPATTERN":
            return _paths(data[3], state)
        case "ATOMIC_GROUP":
            return _paths(data, state)
        case "BRANCH":
            return [path for branch in data[1] for path in _paths(branch, state)]
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, body = data
            if most == 1:
                return [*([] if least else [[]]), *_paths(body, state)]
            return [[_Atom(_characters(body, state), least, int(most) > MOST)]]
        case "ASSERT" | "ASSERT_NOT" as name:
            condition = "behind" if data[0] < 0 else "ahead"
            negation = "not " if name == "ASSERT_NOT" else ""
            return [[_Atom(_characters(data[1], state), 0, False, negation + condition)]]
        case "AT":
            condition = _EDGES.get(str(data), "end")
            return [[_Atom(frozenset(), 0, False, condition)]]
        case _:
            return [[_Atom(_characters([(op, data)], state), 1, False)]]


def _characters(ops: Any, state: Any) -> frozenset[str]:
    """Return the samples that a part of a pattern may consume."""
    found: set[str] = set()
    for op, data in ops:
        name = str(op)
        if name == "SUBPATTERN":
            found |= _characters(data[3], state)
        elif name == "ATOMIC_GROUP":
            found |= _characters(data, state)
        elif name == "BRANCH":
            for branch in data[1]:
                found |= _characters(branch, state)
        elif name.endswith("_REPEAT"):
            found |= _characters(data[2], state)
        elif name.startswith(("AT", "ASSERT")):
            continue
        elif name.startswith("GROUPREF"):
            found |= set(_SAMPLES)
        else:
            part = _compiler.compile(_parser.SubPattern(state, [(op, data)]), state.flags)
            found |= {each for each in _SAMPLES if part.fullmatch(each)}
    return frozenset(found)
