"""doi.org, for DOIs without a record at the agencies: which of them are not registered at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from awesome_lint.links.registries import doi
from awesome_lint.links.registries.registry import Api, Fetch, NotFound, RegistryId


async def _look_up(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, NotFound]:
    """Return the DOIs that are not registered. The resolver has no records of the others."""
    answers = await doi.look_up(identifiers, fetch)
    return {name: each for name, each in answers.items() if isinstance(each, NotFound)}


FALLBACK: Final = Api(
    name=doi.REGISTRY.name,
    title=doi.REGISTRY.title,
    look_up=_look_up,
    batch_size=doi.REGISTRY.batch_size,
    pace=doi.REGISTRY.pace,
)
