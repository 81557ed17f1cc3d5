"""arXiv's papers, looked up by their DOIs at doi.org, to confirm that they do not exist.

arXiv registers the DOI `10.48550/arXiv.ID` for each paper, some days after its submission (arXiv
help, "arXiv DOIs"). The resolver knows all DOIs, but needs one request for each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec.structs import replace

from awesome_lint.identifiers import arxiv
from awesome_lint.links.registries import doi
from awesome_lint.links.registries.registry import Api, Fetch, LookupResult, NotFound, RegistryId
from awesome_lint.model import Record


async def _look_up(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, LookupResult]:
    """Look papers up. One that has no DOI is missing for certain only if it is not recent."""
    names = {arxiv.doi_of(identifier): identifier for identifier in identifiers}
    answers: dict[RegistryId, LookupResult] = {}
    for name, answer in (await doi.look_up(tuple(names), fetch)).items():
        identifier = names[name]
        if isinstance(answer, NotFound):
            answers[identifier] = replace(answer, is_decisive=not _is_recent(identifier))
        else:
            answers[identifier] = Record(
                answer.registry, identifier, f"https://arxiv.org/abs/{identifier}"
            )
    return answers


def _is_recent(identifier: RegistryId) -> bool:
    """Return whether a paper may be from this month or the one before."""
    last_month = datetime.now(UTC).replace(day=1) - timedelta(days=1)
    return "/" not in identifier and identifier[:4] >= f"{last_month:%y%m}"


CONFIRMATION: Final = Api(
    name=doi.REGISTRY.name,
    title=doi.REGISTRY.title,
    look_up=_look_up,
    batch_size=doi.REGISTRY.batch_size,
    pace=doi.REGISTRY.pace,
)
"""doi.org, for the identifiers of arXiv."""
