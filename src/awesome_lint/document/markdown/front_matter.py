"""YAML front matter, which GitHub shows as a table above the README.

GitHub documents nothing. Its behavior is recorded in the fixtures of the project rehype-github
(`packages/yaml-metadata/test/fixtures`): front matter is a mapping between a first line `---` and
the next one. A sequence, a scalar and an empty block are Markdown, and YAML that libyaml cannot
parse is shown as it is, under an error. `...` ends front matter for Jekyll and Pandoc.
"""

from __future__ import annotations

from collections.abc import Sequence

_OPENING = "---"
_CLOSING = ("---", "...")


def line_count(lines: Sequence[str]) -> int:
    """Return the number of a document's lines that are front matter; 0 if it has none."""
    if not lines or lines[0].rstrip() != _OPENING:
        return 0
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in _CLOSING:
            return number + 1 if _is_front_matter("\n".join(lines[1:number])) else 0
    return 0


def _is_front_matter(text: str) -> bool:
    """Return whether YAML is a mapping or invalid. Events are read, so nesting needs no stack."""
    if not text.strip():
        return False
    import yaml  # few documents have front matter

    is_mapping = False
    events = yaml.parse(text.encode("utf-8", "replace"), yaml.CSafeLoader)
    try:
        for index, event in enumerate(events):
            # The first two events begin the stream and the document.
            is_mapping = is_mapping or (index == 2 and isinstance(event, yaml.MappingStartEvent))
    except yaml.YAMLError:
        return True
    return is_mapping
