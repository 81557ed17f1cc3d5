"""repo-health: entries whose repository does not meet the configured criteria."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from awesome_lint.identifiers import spdx
from awesome_lint.identifiers.identity import identify
from awesome_lint.model import Document, Evidence, Finding, Link, Record
from awesome_lint.rules.shared.link_results import lines_mention
from awesome_lint.rules.shared.repositories import HOSTS, archived_phrases, repositories
from awesome_lint.text.wording import count, enumerate_words, quote

Months = Annotated[int, Meta(ge=1, le=600, description="a whole number from 1 to 600")]
LicenseId = Annotated[
    str,
    Meta(
        description="an SPDX license identifier",
        examples=["MIT", "Apache-2.0"],
        extra={"words": spdx.known_licenses},
    ),
]


class Options(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, rename="kebab"):
    """Options of repo-health. A criterion that is None, false or empty is not checked."""

    max_months_since_push: Months | None = None
    """The maximum number of months since the last push."""

    require_license: bool = False
    """Whether a repository must have a license."""

    licenses: tuple[LicenseId, ...] = ()
    """The allowed licenses; all if there are none."""

    min_stars: (
        Annotated[int, Meta(ge=1, le=1_000_000, description="a whole number from 1 to 1000000")]
        | None
    ) = None
    """The minimum number of stars of an added repository."""

    min_months_old: Months | None = None
    """The minimum age of an added repository, in months."""


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each criterion that the repository of an entry does not meet.

    Stars and age are checked on lines that a change adds, for repositories that are new in it.
    """
    seen = set()
    found = []
    for entry in document.entries:
        for link, record in repositories(entry, evidence):
            if link.url_span not in seen:
                seen.add(link.url_span)
                found.append((link, record))
    listed = _listed_before(evidence) if options.min_stars or options.min_months_old else ()
    for link, record in sorted(found, key=lambda pair: pair[0].url_span):
        yield from _disabled(link, record)
        yield from _push(document, link, record, options, evidence.today)
        yield from _license(link, record, options)
        if evidence.is_new(link.span) and identify(link.url) not in listed:
            yield from _stars(link, record, options)
            yield from _age(link, record, options, evidence.today)


def _listed_before(evidence: Evidence) -> frozenset[str]:
    """Return the identities of the links before the change under review."""
    links = evidence.before.links if evidence.before else ()
    return frozenset(identify(link.url) for link in links)


def _disabled(link: Link, record: Record) -> Iterator[Finding]:
    if record.disabled:
        yield _finding(
            link,
            record,
            "disabled",
            f"{quote(link.url)} is disabled by {HOSTS[record.registry]}: readers cannot use it",
            "Link to its successor, or remove the entry",
        )


def _push(
    document: Document, link: Link, record: Record, options: Options, today: date | None
) -> Iterator[Finding]:
    """Check the last push, unless the repository is archived or the entry says that it is.

    repo-archived reports archived repositories.
    """
    months, last = options.max_months_since_push, record.pushed or record.active
    if not (months and last and today) or record.archived or last >= _months_before(today, months):
        return
    if not lines_mention(document, link, archived_phrases()):
        kind = "push" if record.pushed else "activity"
        yield _finding(
            link,
            record,
            "push",
            f"{quote(link.url)} has had no {kind} for more than {count(months, 'month')}:"
            f" last {kind} {last[:7]}",
            "Replace or remove the entry if the project no longer works",
        )


def _license(link: Link, record: Record, options: Options) -> Iterator[Finding]:
    """Check the license."""
    if record.license == "":
        if options.require_license or options.licenses:
            yield _finding(
                link,
                record,
                "license",
                f"{HOSTS[record.registry]} finds no license in {quote(link.url)}: without one,"
                " readers may not copy, change or share its code",
                "Ask its authors to add a license file, or remove the entry",
            )
    elif record.license and not _is_allowed(record.license, options):
        allowed = enumerate_words([f"`{each}`" for each in options.licenses])
        yield _finding(
            link,
            record,
            "license",
            f"{quote(link.url)} has the license `{record.license}`, which is not one of {allowed}",
            f"Remove the entry, or add `{record.license}` to the option `licenses`",
        )


def _is_allowed(license_id: str, options: Options) -> bool:
    """Return whether a license is allowed, or not recognized by the host."""
    return (
        not options.licenses
        or license_id == spdx.NOASSERTION
        or any(spdx.is_same_license(license_id, each) for each in options.licenses)
    )


def _stars(link: Link, record: Record, options: Options) -> Iterator[Finding]:
    wanted = options.min_stars
    if wanted and record.stars is not None and record.stars < wanted:
        yield _finding(
            link,
            record,
            "stars",
            f"{quote(link.url)} has {count(record.stars, 'star')}, fewer than {wanted}",
            f"Add the entry when the repository has {count(wanted, 'star')}",
        )


def _age(link: Link, record: Record, options: Options, today: date | None) -> Iterator[Finding]:
    months = options.min_months_old
    if months and today and record.created > _months_before(today, months):
        old = count(months, "month")
        yield _finding(
            link,
            record,
            "age",
            f"{quote(link.url)} was created on {record.created}, less than {old} ago",
            f"Add the entry when the repository is {old} old",
        )


def _finding(link: Link, record: Record, criterion: str, message: str, advice: str) -> Finding:
    facts = (criterion, record.canonical_url.lower())
    return Finding(link.url_span, message, advice, cause=criterion, facts=facts)


def _months_before(today: date, months: int) -> str:
    """Return the date a number of months before `today`, as `YYYY-MM-DD`.

    It may not exist, such as 2026-02-31, but it can be compared with dates.
    """
    year, month = divmod(12 * today.year + today.month - 1 - months, 12)
    return f"{year:04}-{month + 1:02}-{today.day:02}"
