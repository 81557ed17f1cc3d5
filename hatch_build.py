"""Build hook: the README on the package index, where relative links lead nowhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

BLOB = "https://github.com/awesome-lint/awesome-lint/blob/main/"
_RELATIVE = re.compile(r"\]\((?![a-z]+:|#)")


class ReadmeHook(MetadataHookInterface):
    """Sets `project.readme` to the README with absolute links."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the README in the metadata of the project."""
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": _RELATIVE.sub(f"]({BLOB}", text),
        }
