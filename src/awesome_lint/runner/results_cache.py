"""Outlines and findings of earlier runs, in files of the cache directory.

Parsing and linting are functions of their arguments: a result is valid as long as the text, the
configuration, the vocabulary, the files that local links lead to, the results of links and the
program are the same. The key of a result is a digest of all of these.

Each file has one slot for its outline and one for each kind of findings, so that the cache does
not grow with the number of runs. Results that are missing, damaged or written by another version
are computed again. Results that cannot be written are not cached.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal, TypeVar
from zlib import crc32

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from awesome_lint import rulebook
from awesome_lint.config import RuleSetting
from awesome_lint.engine.result import DocumentResult
from awesome_lint.model import Diagnostic, Evidence, Fix, Vocabulary
from awesome_lint.runner import atomic_write
from awesome_lint.runner.lazy_document import LazyDocument
from awesome_lint.runner.outline import Outline, outline
from awesome_lint.version import __version__

OutlineKind = Literal["outline", "base"]
"""The documents of a file: its own, and that before the change under review."""
FindingsKind = Literal["all", "offline", "before"]
"""The kinds of findings of a file: of all rules that run, of those that run without a network, and
those before the change under review."""

MAX_AGE_SECONDS: Final = 30 * 86400.0
"""Seconds after which a result that was not computed again is deleted."""
MAX_BYTES: Final = 64 * 1024 * 1024
"""Size of the largest result that is stored."""
MAX_FINDINGS: Final = 100_000
"""The most findings of a file that are stored: encoding more takes much memory."""

_FORMAT_VERSION: Final = 1
"""Version of the files, increased when their format changes."""
_DIGEST_BYTES: Final = 16
_CHECKSUM_BYTES: Final = 4
_SUFFIX: Final = ".result"
_PACKAGES: Final = ("linkify_it", "markdown_it", "mdurl", "rapidfuzz", "yaml")
"""The packages that documents and findings depend on. Each has its version in its `__init__.py`."""

T = TypeVar("T")


class _Findings(Struct, frozen=True, array_like=True):
    """A `DocumentResult`. Findings that share a fix still share it after decoding."""

    diagnostics: tuple[Diagnostic, ...]
    """The findings without their fixes."""
    fixes: tuple[Fix, ...]
    fix_indexes: tuple[int, ...]
    """The index in `fixes` of the fix of each finding; -1 for none."""
    suppressed: int
    ran: frozenset[str]

    @classmethod
    def of(cls, result: DocumentResult) -> _Findings:
        fixes = {id(each.fix): each.fix for each in result.diagnostics if each.fix is not None}
        indexes = {identity: index for index, identity in enumerate(fixes)}
        return cls(
            tuple(replace(each, fix=None) for each in result.diagnostics),
            tuple(fixes.values()),
            tuple(indexes.get(id(each.fix), -1) for each in result.diagnostics),
            result.suppressed,
            result.ran,
        )

    def result(self) -> DocumentResult:
        fixes = (*self.fixes, None)
        found = tuple(
            each if index < 0 else replace(each, fix=fixes[index])
            for each, index in zip(self.diagnostics, self.fix_indexes, strict=True)
        )
        return DocumentResult(found, self.suppressed, ran=self.ran)


class ResultsCache:
    """The results of earlier runs in a directory; without one, nothing is stored."""

    def __init__(self, directory: Path | None = None) -> None:
        self._directory = directory
        self._is_pruned = False
        self._anchors: dict[Path, tuple[str, ...]] = {}
        """The anchors of files to which several files of the run link."""

    def outline(self, kind: OutlineKind, document: LazyDocument) -> Outline:
        """Return the outline of a document."""
        slot = self._slot(kind, document.cached_as)
        key = _document_key(document) if slot else b""
        known = _read(slot, key, Outline) if slot else None
        if known is None:
            known = outline(document.parsed)
            self._write(slot, key, known)
        return known

    def has_outline(self, document: LazyDocument) -> bool:
        """Return whether the outline of a document is stored. It may be damaged."""
        slot = self._slot("outline", document.cached_as)
        return slot is not None and _has(slot, _document_key(document))

    def parse_anchors(self, file: Path, text: str) -> tuple[str, ...]:
        """Return what `document.parse_anchors` returns for the text of a file."""
        if file in self._anchors:
            return self._anchors[file]
        slot = self._slot("anchors", file)
        key = _digest(_program(), text) if slot else b""
        known = _read(slot, key, tuple[str, ...]) if slot else None
        if known is None:
            from awesome_lint import document  # slow to import

            known = document.parse_anchors(text)
            self._write(slot, key, known)
        self._anchors[file] = known
        return known

    def lint(
        self,
        kind: FindingsKind,
        document: LazyDocument,
        settings: Sequence[RuleSetting],
        evidence: Evidence,
        before: LazyDocument | None,
    ) -> DocumentResult:
        """Return what `engine.lint` returns. A result with internal errors is not stored.

        `evidence` lacks the known hosts, the lookalikes and the document `before` the change under
        review, which only rules need.
        """
        slot = self._slot(kind, document.cached_as)
        key = _findings_key(document, settings, evidence, before) if slot else b""
        known = _read(slot, key, _Findings) if slot else None
        if known is not None:
            return known.result()
        from awesome_lint.engine import engine  # slow to import

        evidence = replace(
            evidence,
            hosts=rulebook.hosts(),
            lookalikes=rulebook.lookalikes(),
            before=before and before.parsed,
        )
        result = engine.lint(document.parsed, settings, evidence)
        if slot and not result.failures and len(result.diagnostics) <= MAX_FINDINGS:
            self._write(slot, key, _Findings.of(result))
        return result

    def _slot(self, kind: str, file: Path | None) -> Path | None:
        """Return the file that has the results of a kind for `file`; None if there is none."""
        if self._directory is None or file is None:
            return None
        name = _digest(kind, os.fsencode(file.absolute())).hex()
        return self._directory / f"{name}{_SUFFIX}"

    def _write(self, slot: Path | None, key: bytes, result: object) -> None:
        if slot is None:
            return
        with suppress(OSError, UnicodeEncodeError):  # a lone surrogate cannot be encoded
            content = msgspec.msgpack.encode(result)
            if len(content) > MAX_BYTES:
                return
            slot.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._prune(slot.parent)
            data = b"".join((key, _checksum(content), content))
            atomic_write.replace(slot, data, survives_a_crash=False)

    def _prune(self, directory: Path) -> None:
        """Delete old results, and drafts of runs that were killed; once a run."""
        if self._is_pruned:
            return
        self._is_pruned = True
        oldest = time.time() - MAX_AGE_SECONDS
        with os.scandir(directory) as entries:
            for entry in entries:
                if entry.name.endswith((_SUFFIX, atomic_write.DRAFT_SUFFIX)):
                    with suppress(FileNotFoundError):  # another run may rename or delete it
                        if entry.stat(follow_symlinks=False).st_mtime < oldest:
                            Path(entry).unlink()


def is_writable(directory: Path) -> bool:
    """Return whether results can be stored in a directory, which is made if it does not exist."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(directory, os.W_OK | os.X_OK)


def _has(slot: Path, key: bytes) -> bool:
    try:
        with slot.open("rb") as stream:
            return stream.read(_DIGEST_BYTES) == key
    except OSError:
        return False


def _read(slot: Path, key: bytes, wanted: type[T]) -> T | None:
    """Return the result in a slot; None if it has another key, or is damaged."""
    try:
        with slot.open("rb") as stream:
            if stream.read(_DIGEST_BYTES) != key:
                return None
            checksum = stream.read(_CHECKSUM_BYTES)
            content = stream.read(MAX_BYTES + 1)
        if checksum != _checksum(content):
            return None
        return msgspec.msgpack.decode(content, type=wanted)
    except (OSError, msgspec.MsgspecError):
        return None


def _document_key(document: LazyDocument) -> bytes:
    return _digest(_program(), document.path, document.text, _venues_key(document.vocabulary))


@lru_cache(maxsize=8)  # nearly all files of a run have one vocabulary
def _venues_key(vocabulary: Vocabulary) -> bytes:
    return _digest(vocabulary.venues)


def _findings_key(
    document: LazyDocument,
    settings: Sequence[RuleSetting],
    evidence: Evidence,
    before: LazyDocument | None,
) -> bytes:
    # The known hosts and the lookalikes are parts of the program, and the others have keys.
    facts = {
        name: getattr(evidence, name)
        for name in evidence.__struct_fields__
        if name not in ("venues", "hosts", "lookalikes", "before")
    }
    rules = [(each.rule.id, each.severity, each.chosen, each.configured) for each in settings]
    old = before and _document_key(before)
    return _digest(_document_key(document), rules, facts, old)


@cache
def _program() -> bytes:
    """Return a digest of what identifies this program: its version and its files.

    Two commits may have the same version, and both may be installed.
    """
    packages = []
    for name in _PACKAGES:
        spec = find_spec(name)
        packages.append(Path(spec.origin).read_bytes() if spec and spec.origin else b"")
    package, rules = Path(__file__).parents[1], rulebook.directory()
    files: Sequence[object]
    if rules.is_relative_to(package):
        files = _checksums(package)
    else:  # a checkout
        files = [*_states(package), *_states(rules)]
    return _digest(_FORMAT_VERSION, __version__, sys.version, packages, files)


def _checksums(package: Path) -> list[str]:
    """Return the lines about the files of a package, with their checksums, in its RECORD.

    Installers write that file (packaging.python.org, "Recording installed projects").
    """
    record = package.parent / f"{package.name}-{__version__}.dist-info" / "RECORD"
    try:
        lines = record.read_text(encoding="utf-8").splitlines()
    except OSError:  # some distributions of Linux delete it
        return []
    return [line for line in lines if line.startswith(f"{package.name}/")]


def _states(directory: Path) -> Iterator[tuple[str, int, int]]:
    """Yield the name, size and time of each file below a directory."""
    with os.scandir(directory) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_file():
                status = entry.stat()
                yield entry.name, status.st_size, status.st_mtime_ns
            elif entry.name != "__pycache__":
                yield from _states(Path(entry))


def _digest(*facts: Any) -> bytes:
    try:
        content = msgspec.msgpack.encode(facts, order="deterministic")
    except UnicodeEncodeError:  # lone surrogates, as in names that are not UTF-8
        import json  # hardly ever needed

        content = json.dumps(msgspec.to_builtins(facts, order="deterministic")).encode()
    return blake2b(content, digest_size=_DIGEST_BYTES).digest()


def _checksum(content: bytes) -> bytes:
    """Return a checksum, which reveals changes by a failing disk."""
    return crc32(content).to_bytes(_CHECKSUM_BYTES, "big")
