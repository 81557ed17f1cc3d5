"""The sections of files, with the years of their entries."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from awesome_lint import Options, lint_paths
from awesome_lint.model import Section
from awesome_lint.runner.options import Format

PAGE = Options(offline=True, reports=(Format("html"),))

README = """\
# Papers

- [An Early One](https://example.org/early), 2019

## Robots

| Title | Venue | Link |
|:--|:--|:--|
| Walking on Ice | ICRA 2024 | [paper](https://arxiv.org/abs/2312.01234) |
| Walking on Sand | ICRA 2024 | [paper](https://example.org/sand) |
| Walking on Mud | | [page](https://example.org/mud) [paper](https://arxiv.org/pdf/cs/9901001) |

### Legs

- [Three Legs](https://example.org/three)
- [Four Legs](https://example.org/four)

## Boats

### [Sails of Ice](https://arxiv.org/abs/2401.01230)

Boats with sails.

### [Hulls of Ice](https://arxiv.org/abs/2401.01231)

Boats with hulls.

### [Oars of Ice](https://arxiv.org/abs/2402.01232)

Boats with oars.

## Planes
"""


def sections(text: str, directory: Path) -> list[Section]:
    path = directory / "README.md"
    path.write_text(text)
    found = lint_paths([path], PAGE).sections
    assert {each.path for each in found} <= {str(path)}
    return list(found)


def test_sections(tmp_path: Path) -> None:
    found = sections(README, tmp_path)
    path = str(tmp_path / "README.md")
    assert found == [
        Section(path, (), 1, 0),
        Section(path, ("Papers",), 1, 1, {}, {2019: 1}),
        Section(path, ("Robots",), 5, 3, {2023: 1, 1999: 1}, {2024: 1}),
        Section(path, ("Robots", "Legs"), 13, 2),
        Section(path, ("Boats",), 18, 3, {2024: 3}),
        Section(path, ("Planes",), 32, 0),
    ]


def test_several_headings_of_the_first_level_are_sections(tmp_path: Path) -> None:
    found = sections("# One\n\n## Two\n\n# Three\n\n#### Four\n\n## Five\n", tmp_path)
    assert [each.titles for each in found] == [
        (),
        ("One",),
        ("One", "Two"),
        ("Three",),
        ("Three", "Four"),
        ("Three", "Five"),
    ]


def test_years_after_the_next_one_are_left_out(tmp_path: Path) -> None:
    year = datetime.now(UTC).year
    items = (
        f"- [Walking on {word}](https://example.org/{word}), ICRA {year + number}\n"
        for number, word in enumerate(("Ice", "Mud", "Sand"))
    )
    _, found = sections("# A list\n\n" + "".join(items), tmp_path)
    assert found.entries == 3
    assert found.stated_years == {year: 1, year + 1: 1}


def test_sections_are_found_only_for_a_report_that_shows_them(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(README)
    for reports in ((), (Format("json"),)):
        run = lint_paths([tmp_path], Options(offline=True, reports=reports))
        assert (run.sections, run.link_checks) == ((), ())


def test_an_internal_error_costs_the_sections_of_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from awesome_lint.runner import sections as module

    find = module.find_sections

    def broken(document: object, last_year: int) -> object:
        if str(document.path).endswith("a.md"):  # type: ignore[attr-defined]
            raise ValueError("broken")
        return find(document, last_year)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "find_sections", broken)
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("# One\n")
    run = lint_paths([tmp_path], PAGE)
    assert {Path(each.path).name for each in run.sections} == {"b.md"}
    (failure,) = run.failures
    assert (failure.part, Path(failure.subject).name) == ("the sections", "a.md")
    assert failure.error == "ValueError: broken"
