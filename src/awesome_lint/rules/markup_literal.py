"""markup-literal: markup that GitHub shows as characters, and unintended markup."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.model import Document, Evidence, Finding
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.literal_blocks import (
    find_literal_inline_marks,
    find_literal_marks,
    has_checkboxes,
    may_have_literal_marks,
)
from awesome_lint.rules.shared.literal_emphasis import (
    find_literal_delimiters,
    find_struck_text,
    may_be_note,
)
from awesome_lint.rules.shared.literal_html import find_literal_html
from awesome_lint.rules.shared.markdown_in_html import lines_of_markdown_tables
from awesome_lint.rules.shared.unintended_blocks import (
    find_unintended_code,
    find_unintended_heading,
    has_hash_headings,
)


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each mark that GitHub shows as characters, and each unintended one."""
    is_note = may_be_note(document)
    brackets = _has_bracketed_links(document)
    checkboxes = has_checkboxes(document)
    hashes = has_hash_headings(document)
    tables = lines_of_markdown_tables(document)
    for block in document.blocks:
        findings: list[Finding] = []
        if block.delimiters:
            findings += find_literal_delimiters(document, block, may_be_note=is_note)
        if block.struck:
            findings += find_struck_text(document, block)
        if block.kind == "html":
            findings += find_literal_html(document, block, tables)
        elif block.kind == "code":
            findings += find_unintended_code(document, block)
        else:
            if block.kind != "cell" and may_have_literal_marks(block):
                findings += find_literal_marks(document, block, has_checkboxes=checkboxes)
            findings += find_literal_inline_marks(block, has_bracketed_links=brackets)
        if block.kind == "heading":
            findings += find_unintended_heading(document, block, has_hashes=hashes)
        if findings:
            yield from sorted(findings, key=lambda finding: finding.span)


def _has_bracketed_links(document: Document) -> bool:
    """Return whether links of the document are in brackets of their own: `[[text](URL)]`."""
    return any(
        link.kind in ("inline", "reference", "html")
        and (
            link.text.startswith("[")
            or document.lines[link.span.line - 1][: link.span.column - 1].endswith("[")
        )
        for link in document.links
    )
