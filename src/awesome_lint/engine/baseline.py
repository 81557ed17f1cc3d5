"""Baselines: files of known findings, which are not reported.

A finding is identified by its file and its family (see `fingerprint`), and of a family as many
are known as are counted, so that lines may be inserted, moved and sorted. The file is JSON with
one finding per line, which merges well; `docs/baseline.schema.json` is its JSON Schema.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from awesome_lint.engine.fingerprint import family
from awesome_lint.model import Diagnostic, UserError
from awesome_lint.text.display import displayable
from awesome_lint.text.patterns import deferred

SCHEMA = (
    "https://raw.githubusercontent.com/awesome-lint/awesome-lint/main/docs/baseline.schema.json"
)

_MAX_MESSAGE_CHARS = 120
_LINE = deferred(r"\b(on|of) line \d+\b")


class BaselineError(UserError):
    """A baseline that cannot be used."""


class BaselineFinding(Struct, frozen=True, forbid_unknown_fields=True):
    """Findings of one file that are equal except for their place."""

    path: Annotated[str, Meta(description="the file, relative to the directory of the baseline")]
    rule: str
    message: Annotated[str, Meta(description="an excerpt of the message, for readers")]
    fingerprint: Annotated[
        str,
        Meta(pattern="^[0-9a-f]{32}$", description="32 hexadecimal digits"),
    ]
    count: Annotated[int, Meta(ge=1, description="a number from 1 on")] = 1


class Baseline(Struct, frozen=True, forbid_unknown_fields=True):
    """All findings that are known."""

    version: Annotated[int, Meta(ge=1, le=1, description="1")]
    findings: tuple[BaselineFinding, ...]
    schema: Annotated[str, Meta(description="the URL of a schema")] = msgspec.field(
        name="$schema", default=SCHEMA
    )

    def for_path(self, path: str) -> tuple[BaselineFinding, ...]:
        """Return the known findings of one file."""
        return tuple(known for known in self.findings if known.path == path)


def build_baseline(found: Mapping[str, Iterable[Diagnostic]]) -> Baseline:
    """Return the baseline of all findings, given by the path of their file."""
    families: dict[tuple[str, str, str], list[str]] = {}
    for path, diagnostics in found.items():
        for each in diagnostics:
            key = (path, each.rule, family(each.fingerprint))
            families.setdefault(key, []).append(_excerpt(each.message))
    known = (
        BaselineFinding(path, rule, min(messages), name, len(messages))
        for (path, rule, name), messages in families.items()
    )
    return Baseline(1, tuple(sorted(known, key=msgspec.structs.astuple)))


def remove_outdated(baseline: Baseline, outdated: Mapping[str, Counter[str]]) -> Baseline:
    """Return a baseline without findings that no longer occur, given as families by path."""
    left = {path: Counter(counts) for path, counts in outdated.items()}
    kept = []
    for known in baseline.findings:
        families = left.get(known.path, Counter())
        gone = min(known.count, families[known.fingerprint])
        families[known.fingerprint] -= gone
        if known.count > gone:
            kept.append(msgspec.structs.replace(known, count=known.count - gone))
    return msgspec.structs.replace(baseline, findings=tuple(kept))


def known_fingerprints(found: Iterable[Diagnostic], known: Iterable[BaselineFinding]) -> set[str]:
    """Return the fingerprints of the findings that are known.

    If more of a family are found than are known, the first ones are known.
    """
    left = _counts(known)
    recognised = set()
    for each in found:
        name = family(each.fingerprint)
        if left[name] > 0:
            left[name] -= 1
            recognised.add(each.fingerprint)
    return recognised


def count_outdated(found: Iterable[Diagnostic], known: Iterable[BaselineFinding]) -> Counter[str]:
    """Return the number of findings of each family that are known but not found."""
    return _counts(known) - Counter(family(each.fingerprint) for each in found)


def dumps(baseline: Baseline) -> str:
    """Return the text of a baseline's file."""
    import json  # only runs that write one need it

    findings = [json.dumps(_plain(known), ensure_ascii=False) for known in baseline.findings]
    lines = ",\n".join(f"    {finding}" for finding in findings)
    head = f'{{\n  "$schema": {json.dumps(baseline.schema)},\n  "version": {baseline.version},\n'
    return f'{head}  "findings": [\n{lines}\n  ]\n}}\n'


def loads(data: bytes, name: str) -> Baseline:
    """Return the baseline in a file that messages call `name`.

    Raise BaselineError if it holds none.
    """
    try:
        return msgspec.json.decode(data, type=Baseline)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _decode_with_lines(data, name)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a baseline's file (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Baseline of awesome-lint, version 1",
        **msgspec.json.schema(Baseline),
    }


def _decode_with_lines(data: bytes, name: str) -> Baseline:
    """Decode a baseline as YAML, whose errors have lines."""
    from awesome_lint.config import decode, nodes

    try:
        root = nodes.parse(data.decode("utf-8-sig"), "JSON")
        return decode.struct(root, Baseline, "baseline")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BaselineError("not UTF-8", name, line) from None
    except nodes.Mistake as mistake:
        raise BaselineError(mistake.message, name, mistake.line) from None


def _counts(known: Iterable[BaselineFinding]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for each in known:
        counts[each.fingerprint] += each.count
    return counts


def _plain(known: BaselineFinding) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(known)
    if known.count == 1:
        del fields["count"]
    return fields


def _excerpt(message: str) -> str:
    """Return a message without line numbers, which change wherever a line is inserted."""
    text = displayable(_LINE().sub(r"\1 another line", message))
    return text if len(text) <= _MAX_MESSAGE_CHARS else f"{text[: _MAX_MESSAGE_CHARS - 1]}…"
