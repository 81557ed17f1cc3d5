"""Lay out a new rule: its page, its module, its line in the list of rules, and its test.

    python tools/new_rule.py rule-name

The new rule does what the example rule of CONTRIBUTING.md does, under the new name: it works, and
the four files are a starting point. Nothing is written if one of the files exists.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = "title-shouted"
NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_TEST = '''\
"""{name}, beyond the examples of its page."""

import pytest

from linting import messages


@pytest.mark.parametrize("title", ["A survey of surveys", "NASA"])
def test_not_reported(title: str) -> None:
    assert messages(f"- [{{title}}](https://example.org/a)\\n", "{name}") == []
'''


def main(arguments: list[str]) -> int:
    """Write the files of the rule that the arguments name; return an exit status."""
    name = arguments[0] if len(arguments) == 1 else ""
    if not NAME.fullmatch(name):
        print(f"not the name of a rule: {name!r}. Names are like title-shouted", file=sys.stderr)
        return 2
    module = name.replace("-", "_")
    page, code = (_for_rule(block, name) for block in _example())
    rules = ROOT / "src" / "awesome_lint" / "rules"
    files = {
        ROOT / "rules" / f"{name}.md": page,
        rules / f"{module}.py": code,
        ROOT / "tests" / "rules" / f"test_{module}.py": _TEST.format(name=name),
    }
    for path in files:
        if path.exists():
            print(f"{path.relative_to(ROOT)} exists", file=sys.stderr)
            return 2
    for path, content in files.items():
        path.write_text(content, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    registry = rules / "__init__.py"
    registry.write_text(_registered(registry.read_text(encoding="utf-8"), name), encoding="utf-8")
    print(f"added {name} to {registry.relative_to(ROOT)}: move it next to related rules")
    return 0


def _example() -> tuple[str, str]:
    """Return the page and the module of the example in CONTRIBUTING.md."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    page, code = (
        re.search(rf"^ {{3}}{fence}{info}\n(.*?)^ {{3}}{fence}$", text, re.DOTALL | re.MULTILINE)
        for fence, info in (("````", "markdown"), ("```", "python"))
    )
    if page is None or code is None:
        raise SystemExit("CONTRIBUTING.md has no example of a rule")
    return _dedented(page[1]), _dedented(code[1])


def _dedented(block: str) -> str:
    return "".join(line.removeprefix("   ") for line in block.splitlines(keepends=True))


def _for_rule(block: str, name: str) -> str:
    return block.replace(EXAMPLE, name)


def _registered(text: str, name: str) -> str:
    """Return the list of rules with one more at its end."""
    return re.sub(
        r"(?m)^(RULES: .*?\n)(?s:(.*?))^\)$",
        rf'\1\2    Rule("{name}", "warning"),\n)',
        text,
        count=1,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
