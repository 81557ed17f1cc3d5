"""Link reference definitions: which are used, and which label an undefined reference means."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint.model import Document, LinkDefinition, Prose, Span, UndefinedReference
from awesome_lint.rules.shared.per_document import once_per_document
from awesome_lint.text.patterns import deferred
from awesome_lint.text.words import folded_words

_MIN_RESOLVED = 3
"""References that resolve at least, where a document is written with references."""
_MIN_NEAR_CHARS = 4
"""Characters of the shortest label for which a near one is searched."""
_TWO_EDITS_CHARS = 8
"""Characters from which two labels that differ in two edits are near each other."""
_MAX_SEARCHES = 200
"""Labels of one file for which near ones are searched."""
_MIN_SHARED_CHARS = 3
"""Characters of the shortest word that a text and its label share."""

_FULL = deferred(r"\]\[(?P<label>[^\[\]]+)\]\Z")
_DIGITS = deferred(r"[0-9]+")
_NUMBER = deferred(r"[\W_0-9]+")
_SLUG = deferred(r"[^\s,;A-Z]+")
_URL = deferred(r"(?i)[a-z][a-z0-9+.-]*://|www\.")
_CHECKBOX = frozenset(("", "x", "X"))
_LITERAL = deferred(
    r"\[(?P<label>[^\[\]]{1,200})\]"
    r"(?:[ \t]*[:\uff1a]?[ \t]*(?=<?(?i:https?://|www\.))"
    r"|:[ \t]*(?=\.{0,2}/\w|#\w|[\w/-]{1,200}\.(?:md|html?)\b))"
)
_SHORTCUT = deferred(r"(?<!\])\[(?P<label>[^\[\]]{1,200})\](?![\[(:]|[ \t]*https?:)")
_DEFINITION = deferred(r"\[[^\[\]]+\]:\s*\S+(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*")


class LiteralDefinition(Struct, frozen=True):
    """A line that is written as a definition, but rendered as text, with the references to it."""

    label: str
    """The label as written."""
    span: Span
    """The text of the line."""
    is_complete: bool
    """Whether the line would be a definition if it did not continue another block."""
    following: int
    """The number of lines below that would be definitions if this one were."""
    uses: tuple[Span, ...]
    """The references to the label and to those of the lines below, which are rendered as text as
    well."""


class MissingDefinition(Struct, frozen=True):
    """A reference that is meant as a link or image, but whose label is not defined."""

    reference: UndefinedReference
    similar: LinkDefinition | None
    """The only definition of a similar label, if there is one."""


def label_key(label: str) -> str:
    """Return what equal labels have in common: case and white space do not distinguish them."""
    return " ".join(label.split()).casefold()


def is_comment(definition: LinkDefinition) -> bool:
    """Return whether a definition is a comment: `[//]: # (text)`, `[comment]: <> (text)`."""
    return definition.url in ("", "#") or not any(map(str.isalnum, definition.label))


def used_definitions(document: Document) -> frozenset[Span]:
    """Return the places of the URLs of links, which links share with the definitions they use."""
    return frozenset(link.url_span for link in document.links)


def find_missing_definitions(document: Document) -> Iterator[MissingDefinition]:
    """Yield the references that are meant as links, but whose labels are not defined.

    Many lists have tags side by side, such as `[ICRA][2024]` or `[1][2]`. Therefore, a reference
    must be an image, have the form `[label][]`, a label that is similar to one that is defined or
    to its text, or be in a document whose other references resolve. References to a line that is
    written as a definition are left to `find_literal_definitions`.
    """
    if not document.undefined_references:
        return
    labels = _Labels(document)
    literals = _literal_by_label(document)
    unsure = []
    found = {}
    for reference in document.undefined_references:
        if not _may_be_link(reference) or label_key(reference.label) in literals:
            continue
        similar = labels.similar(reference.label)
        found[reference.span] = MissingDefinition(reference, similar)
        if not (similar or _is_certain(document, reference)):
            unsure.append(reference)
    if unsure:
        resolved = _resolved_labels(document)
        forms = set(map(_form, resolved))
        is_written_so = len(resolved) >= max(_MIN_RESOLVED, len(unsure) + 1)
        for reference in unsure:
            if not (
                is_written_so
                and _form(reference.label) in forms
                and not _is_among_tags(document, reference)
                and not _NUMBER().fullmatch(reference.text)
            ):
                del found[reference.span]
    yield from found.values()


def _may_be_link(reference: UndefinedReference) -> bool:
    """Return whether a reference may be meant as one.

    It is not if its text is a checkbox, or its label a footnote or a URL, which
    link-malformed reports.
    """
    text, label = reference.text.strip(), reference.label
    is_checkbox = not reference.is_image and text in _CHECKBOX
    return not is_checkbox and label[0] not in "^!" and not _URL().match(label)


def _is_certain(document: Document, reference: UndefinedReference) -> bool:
    """Return whether the form of a reference shows that it is meant as a link or image."""
    if _follows_word(document, reference) or _NUMBER().fullmatch(reference.label):
        return False
    if reference.is_image or reference.is_collapsed:
        return True
    if _is_among_tags(document, reference) or not _SLUG().fullmatch(reference.label):
        return False
    shared = set(folded_words(reference.text)).intersection(folded_words(reference.label))
    return any(len(word) >= _MIN_SHARED_CHARS and word.isalpha() for word in shared)


def _follows_word(document: Document, reference: UndefinedReference) -> bool:
    """Return whether a reference directly follows a word, as an index does: `matrix[row][]`."""
    before = document.lines[reference.span.line - 1][: reference.span.column - 1][-1:]
    return before in ("_", "$", ")") or (before.isascii() and before.isalnum())


def _is_among_tags(document: Document, reference: UndefinedReference) -> bool:
    """Return whether another pair of brackets is beside a reference: `[MIT][BSD][GPL]`."""
    span = reference.span
    before = document.lines[span.line - 1][: span.column - 1].rstrip()
    after = document.lines[span.end_line - 1][span.end_column - 1 :].lstrip()
    return before.endswith("]") or after.startswith("[")


def _resolved_labels(document: Document) -> list[str]:
    """Return the labels of the links of the form `[text][label]` that resolve."""
    sources = (document.slice(link.span) for link in document.links if link.kind == "reference")
    labels = (match["label"].strip() for source in sources if (match := _FULL().search(source)))
    return list(filter(None, labels))


def _form(label: str) -> str:
    """Return the form of a label: a number, a word without capitals and spaces, or other words."""
    if _NUMBER().fullmatch(label):
        return "number"
    return "word" if _SLUG().fullmatch(label) else "words"


def find_literal_definitions(document: Document) -> list[LiteralDefinition]:
    """Return the lines that are written as definitions of used labels, but rendered as text.

    A label is used by `[text][label]`, `[label][]` or, unless it is a number, `[label]`.
    """
    literals = _literal_by_label(document)
    if not literals:
        return []
    uses = _undefined_by_label(document, literals.keys())
    found: list[LiteralDefinition] = []
    for key, literal in literals.items():
        above = found[-1] if found else None
        line = literal.span.line
        if literal.is_complete and above and above.span.line + above.following + 1 == line:
            more = tuple(sorted((*above.uses, *uses[key])))
            found[-1] = replace(above, following=above.following + 1, uses=more)
        else:
            found.append(replace(literal, uses=tuple(sorted(uses[key]))))
    return [literal for literal in found if literal.uses]


def _undefined_by_label(document: Document, keys: Collection[str]) -> Mapping[str, list[Span]]:
    """Return the references to some labels that are not defined, by label key."""
    uses: dict[str, list[Span]] = {key: [] for key in keys}
    for reference in document.undefined_references:
        key = label_key(reference.label)
        if key in uses and _may_be_link(reference):
            uses[key].append(reference.span)
    for prose in document.prose:
        if "[" not in prose.text:
            continue
        for match in _SHORTCUT().finditer(prose.text):
            key = label_key(match["label"])
            if key in uses and not _NUMBER().fullmatch(key) and key not in _CHECKBOX:
                uses[key].append(prose.place(*match.span()))
    return uses


@once_per_document
def _literal_by_label(document: Document) -> Mapping[str, LiteralDefinition]:
    """Return the lines that are written as definitions, but rendered as text, by label key.

    They are without the lines below and the references. Of several lines with one label, which may
    be a form of text, none is returned.
    """
    found: dict[str, LiteralDefinition] = {}
    repeated = set()
    lines: list[Prose] = [
        *document.prose,
        *(prose for block in document.blocks if block.kind == "html" for prose in block.prose),
    ]
    for prose in lines:
        if not prose.text.startswith("["):
            continue
        source = document.slice(prose.span)
        if match := _LITERAL().match(source):
            key = label_key(match["label"])
            repeated.update({key} & found.keys())
            is_complete = _DEFINITION().fullmatch(source) is not None
            found[key] = LiteralDefinition(match["label"], prose.span, is_complete, 0, ())
    return {key: literal for key, literal in found.items() if key not in repeated}


class _Labels:
    """Lookup of the labels that a document defines."""

    def __init__(self, document: Document) -> None:
        self._definitions: dict[str, LinkDefinition] = {}
        for definition in document.definitions:
            if not is_comment(definition):
                self._definitions.setdefault(label_key(definition.label), definition)
        self._searches = 0
        self.similar = cache(self._similar)

    def _similar(self, label: str) -> LinkDefinition | None:
        """Return the only definition whose label differs in spelling alone."""
        from rapidfuzz import process  # rarely needed, and slow to import
        from rapidfuzz.distance import OSA

        key = label_key(label)
        self._searches += 1
        if self._searches > _MAX_SEARCHES or not _MIN_NEAR_CHARS <= len(key) <= 200:
            return None
        numbers = _DIGITS().findall(key)
        edits = 2 if len(key) >= _TWO_EDITS_CHARS else 1
        near = process.extract(
            key, self._definitions.keys(), scorer=OSA.distance, score_cutoff=edits, limit=None
        )
        # Numbers distinguish labels: `ice1` and `ice2`.
        alike = [found for found in near if _DIGITS().findall(found[0]) == numbers]
        alike = [found for found in alike if found[1] == alike[0][1]]
        return self._definitions[alike[0][0]] if len(alike) == 1 else None
