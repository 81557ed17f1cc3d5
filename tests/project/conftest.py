"""Shared fixtures of the tests of packaging."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def unmeasured_processes() -> Iterator[None]:
    """Run pip, git and the installed linter without coverage, which is slow."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        yield
