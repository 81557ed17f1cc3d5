"""Notes about pull requests that change the configuration."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cli_helpers import ONE_ERROR, Cli, Result
from rendering import html as rendered
from report_helpers import commands
from repositories import commit, event, git, repository, write

STRICT = "rules: {table-column-count: error}\nlinks: {fail-after: 3d}\n"
LAX = (
    "rules:\n  table-column-count: info\n  link-dead: off\n  venue-typo: off\n"
    "links:\n  fail-after: 2w\n  exclude: ['https://a.example/*']\n"
)
NOTE = (
    "the proposed change also changes the configuration: `.awesome-lint.yml` switches off"
    " `venue-typo`, `link-dead`; lowers `table-column-count` from error to info; excludes the"
    " links `https://a.example/*`; lengthens `fail-after` from 3d to 2w"
)


def propose(
    directory: Path, monkeypatch: pytest.MonkeyPatch, before: dict[str, str], after: dict[str, str]
) -> None:
    """Make the checkout of a pull request that replaces some files."""
    repository(directory, {"README.md": "# A list\n", **before})
    git(directory, "switch", "--quiet", "--create=proposed")
    for name in before.keys() - after.keys():
        (directory / name).unlink()
    commit(directory, {"README.md": ONE_ERROR, **after})
    event(directory, monkeypatch, git(directory, "rev-parse", "main"))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(directory / ".git" / "summary"))


def noted(result: Result) -> str:
    """Return the note about the configuration; assert that annotation and note are equal."""
    found = [each for each in commands(result.out) if each.properties["title"] == "awesome-lint"]
    assert len(found) <= 1
    assert [line for line in result.err.splitlines() if "configuration" in line] == [
        f"note: {each.data}" for each in found
    ]
    return found[0].data if found else ""


def test_one_annotation_names_all_that_is_reported_less(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(directory, monkeypatch, {".awesome-lint.yml": STRICT}, {".awesome-lint.yml": LAX})

    result = cli()

    assert noted(result) == NOTE
    (command,) = [each for each in commands(result.out) if "changes the config" in each.data]
    assert (command.name, command.properties["file"]) == ("notice", ".awesome-lint.yml")
    # The note is not a finding.
    assert result.status == 0
    assert "1 info in 1 file" in result.out
    assert cli("--fail-on=info").status == 1
    assert "<code>.awesome-lint.yml</code> switches off" in rendered(
        (directory / ".git" / "summary").read_text()
    )
    assert noted(cli("--diff-base=none")) == NOTE
    assert "configuration" not in cli("--quiet", "--format=text").err


def test_so_it_is_where_the_command_line_names_the_base(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(directory, monkeypatch, {".awesome-lint.yml": STRICT}, {".awesome-lint.yml": LAX})
    monkeypatch.delenv("GITHUB_ACTIONS")
    assert cli("--diff-base=main").err == f"note: {NOTE}\n"
    assert cli("--diff-base=HEAD").err == ""
    assert cli().err == ""
    write(directory, {".awesome-lint.yml": STRICT})
    assert cli("--diff-base=main").err == ""


@pytest.mark.parametrize(
    ("before", "after", "note"),
    [
        (
            {},
            {".awesome-lint.yml": "rules: {link-dead: off}"},
            "the new `.awesome-lint.yml` switches off `link-dead`",
        ),
        (
            {".awesome-lint.yml": "rules: {link-empty: error}"},
            {},
            "the removal of `.awesome-lint.yml` lowers `link-empty` from error to warning",
        ),
        (
            {".awesome-lint.yml": ""},
            {".awesome-lint.yaml": "rules: {link-dead: off}"},
            "`.awesome-lint.yaml` instead of `.awesome-lint.yml` switches off `link-dead`",
        ),
        (
            {".awesome-lint.yaml": "rules: {link-empty: error}"},
            {".awesome-lint.yaml": "rules: {link-empty: error}", ".awesome-lint.yml": ""},
            (
                "`.awesome-lint.yml` instead of `.awesome-lint.yaml` lowers `link-empty` from"
                " error to warning"
            ),
        ),
        (
            {".awesome-lint.yml": "not: right"},
            {".awesome-lint.yml": "rules: {link-dead: off}"},
            "`.awesome-lint.yml` switches off `link-dead`",
        ),
        ({}, {}, ""),
        ({}, {".awesome-lint.yml": ""}, ""),
        ({".awesome-lint.yml": LAX}, {".awesome-lint.yml": LAX}, ""),
        ({".awesome-lint.yml": LAX}, {".awesome-lint.yml": STRICT}, ""),
        ({".awesome-lint.yml": LAX}, {".awesome-lint.yaml": LAX}, ""),
        ({".awesome-lint.yml": LAX}, {}, ""),
        ({"other.yml": STRICT}, {"other.yml": LAX}, ""),
        ({"lists/.awesome-lint.yml": STRICT}, {"lists/.awesome-lint.yml": LAX}, ""),
    ],
)
def test_new_removed_and_other_configurations(
    cli: Cli,
    directory: Path,
    monkeypatch: pytest.MonkeyPatch,
    before: dict[str, str],
    after: dict[str, str],
    note: str,
) -> None:
    propose(directory, monkeypatch, before, after)
    head = "the proposed change also changes the configuration: "
    assert noted(cli("--diff-base=main", "--fail-on=never")) == (head + note if note else "")


@pytest.mark.parametrize("checked_out", ["proposed", "main"])
def test_a_workflow_of_the_target(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch, checked_out: str
) -> None:
    """The workflow may check out the proposed commit, though it should not."""
    propose(directory, monkeypatch, {".awesome-lint.yml": STRICT}, {".awesome-lint.yml": LAX})
    monkeypatch.setenv("GITHUB_EVENT_NAME", "pull_request_target")
    git(directory, "switch", "--quiet", checked_out)
    result = cli("--fail-on=never")
    assert noted(result) == (NOTE if checked_out == "proposed" else "")
    assert "everything is reported" not in result.err


def test_a_preset_that_the_command_line_names(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(directory, monkeypatch, {".awesome-lint.yml": "extends: strict"}, {})
    assert "extends `recommended` instead of `strict`" in noted(cli("--fail-on=never"))
    assert noted(cli("--preset=strict", "--fail-on=never")) == ""


def test_several_configurations_in_one_annotation(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(
        directory,
        monkeypatch,
        {"lists/a.md": "", "lists/b.md": "", "more/a.md": ""},
        {
            "lists/a.md": "",
            "lists/b.md": "",
            "more/a.md": "",
            "lists/.awesome-lint.yml": "rules: {link-dead: off}",
            ".awesome-lint.yml": "rules: {venue-typo: off}",
        },
    )
    assert noted(cli(".")) == (
        "the proposed change also changes the configuration: the new `.awesome-lint.yml` switches"
        " off `venue-typo`; and the new `lists/.awesome-lint.yml` switches off `link-dead`"
    )


def test_a_named_configuration(cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    propose(directory, monkeypatch, {"lint/my.yml": STRICT}, {"lint/my.yml": LAX})
    assert noted(cli("--config=lint/my.yml")) == NOTE.replace(".awesome-lint.yml", "lint/my.yml")
    assert noted(cli("--no-config")) == ""


def test_a_trusted_configuration_is_not_of_the_change(
    cli: Cli,
    directory: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    propose(directory, monkeypatch, {".awesome-lint.yml": STRICT}, {".awesome-lint.yml": LAX})
    outside = tmp_path_factory.mktemp("runner") / "my.yml"
    outside.write_text(LAX)
    assert noted(cli(f"--config={outside}")) == ""
    (directory / "written-by-a-step.yml").write_text(LAX)
    assert noted(cli("--config=written-by-a-step.yml")) == ""


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege there")
def test_a_configuration_that_is_a_link(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (directory / ".awesome-lint.yml").symlink_to("lint/my.yml")
    propose(directory, monkeypatch, {"lint/my.yml": STRICT}, {"lint/my.yml": LAX})
    assert noted(cli()) == NOTE
    (directory / ".awesome-lint.yml").unlink()
    (directory / ".awesome-lint.yml").symlink_to("nowhere.yml")
    assert noted(cli("--fail-on=never")) == ""


def test_untrusted_words_start_no_command(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    glob = "##[add-path]/evil\\n::error::x\\e[2J%0A::error::y <img src=x>`@everyone`"
    config = f'links: {{exclude: ["{glob}"]}}\n'
    propose(directory, monkeypatch, {}, {".awesome-lint.yml": config})
    result = cli("--select=table-column-count")
    names = [each.name for each in commands(result.out + "\n" + result.err)]
    assert names == ["error", "notice"]
    assert "\x1b" not in result.out + result.err
    assert "<img" not in rendered((directory / ".git" / "summary").read_text())


def test_ten_notices_with_the_note_among_them(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(directory, monkeypatch, {}, {".awesome-lint.yml": "rules: {table-column-count: info}"})
    row = ONE_ERROR.splitlines(keepends=True)[-1]
    rows = "".join(row.replace("lost", f"lost {number}") for number in range(12))
    write(directory, {"README.md": ONE_ERROR + rows})
    result = cli("--select=table-column-count")
    notices = [each for each in commands(result.out) if each.name == "notice"]
    assert len(notices) == 10
    assert notices[-1].data.startswith("5 more findings (5 info): ")
    assert notices[-2].data.startswith("the proposed change also changes")
