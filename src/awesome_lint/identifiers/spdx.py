"""SPDX license identifiers.

Source: the SPDX License List, and annex D of the SPDX specification: case does not distinguish
identifiers, and `-only`, `-or-later` and `+` state which versions of a license apply.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from awesome_lint import rulebook

NOASSERTION: Final = "NOASSERTION"
"""The value that stands for a license that is not recognized."""
_VERSIONS: Final = re.compile(r"(?:-only|-or-later|\+)$")


def known_licenses() -> frozenset[str]:
    """Return all identifiers of the list, with the deprecated ones."""
    return rulebook.words("licenses", "license")


def parse_license(text: str) -> str:
    """Return the identifier that equals a text without regard to case, or `NOASSERTION`."""
    return _by_lower_case().get(text.lower(), NOASSERTION)


def is_same_license(identifier: str, other: str) -> bool:
    """Return whether two identifiers may denote the same license text.

    A license file is the same for `GPL-3.0`, `GPL-3.0-only` and `GPL-3.0-or-later`.
    """
    return _license_text(identifier) == _license_text(other)


def _license_text(identifier: str) -> str:
    return _VERSIONS.sub("", identifier.lower())


@cache
def _by_lower_case() -> Mapping[str, str]:
    return {identifier.lower(): identifier for identifier in known_licenses()}
