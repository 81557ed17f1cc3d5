"""`awesome-lint export`: what it reads, looks up, writes and says."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from awesome_lint.exporters import FORMATS
from awesome_lint.links import records
from awesome_lint.runner import export as runner_export
from cli_helpers import Cli
from fakenet import Internet, Service
from fakenet.registries import crossref
from fakenet.registries.arxiv import Arxiv
from fakenet.registries.github import GitHub
from fakenet.world import Paper, Repository, Work
from repositories import git, repository, write

PAPER = "https://arxiv.org/abs/2401.01234"
LIST = f"""\
# Robots

- [Walking]({PAPER}), ICRA 2024
- [Glacier](https://glacier.example/) - A simulator.
"""
NOT_CACHED = "note: 1 link without a record in the cache: only what the list states is exported\n"


@pytest.fixture
def export(cli: Cli, directory: Path) -> Cli:
    """Run the command on a README, offline unless it says `online`."""
    write(directory, {"README.md": LIST})

    def run(*arguments: str, stdin: bytes = b"", online: bool = False) -> object:
        options = [] if online else ["--offline"]
        return cli("export", *options, *arguments, stdin=stdin, online=True)

    return run  # type: ignore[return-value]


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    papers = {"2401.01234": Paper(title="Walking on Ice", authors=("Ada Snow",))}
    with Internet({}, services=Arxiv(papers).services) as net:
        look_up = partial(records.look_up_records, connector_factory=net.connector)
        monkeypatch.setattr(records, "look_up_records", look_up)
        yield net


def test_records_are_looked_up_and_cached(export: Cli, internet: Internet) -> None:
    first = export("--to=json", online=True)
    looked_up = re.fullmatch(
        r"note: 1 of 2 entries have records of registries, looked up on"
        r" (20\d\d-\d\d-\d\d) \(UTC\)\n",
        first.err,
    )
    assert looked_up
    content = json.loads(first.out)
    (record,) = content["entries"][0]["records"]
    assert (record["title"], record["authors"]) == ("Walking on Ice", ["Ada Snow"])
    assert record["looked_up"] == content["oldest_record"]
    assert record["looked_up"].startswith(looked_up[1])
    assert content["entries"][1]["records"] == []
    assert len(internet.requests) == 1
    again = export("--to=json", online=True)
    assert again == first
    assert export("--to=json") == first
    assert len(internet.requests) == 1
    assert export("--to=json", "--no-cache").err == NOT_CACHED


def test_a_paper_that_its_registry_does_not_know(
    export: Cli, directory: Path, internet: Internet
) -> None:
    write(directory, {"README.md": LIST.replace("2401.01234", "2401.09999")})
    result = export("--to=json", online=True)
    assert json.loads(result.out)["entries"][0]["missing"] == ["arXiv has no paper 2401.09999"]
    assert result.err == (
        "note: 1 link unknown to the registry: only what the list states is exported\n"
    )
    assert internet.requests


def test_records_of_several_registries(
    export: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Work(
        title="Lamps & <i>Wicks</i>",
        authors=(("Ada", "Lamp"), ("Jan", "van der Wick")),
        volume="3",
        issue="2",
        pages="10-12",
        updates=("retraction",),
    )
    program = Repository(description="A simulator of {lamps}", archived=True, license="MIT")
    services: dict[str, Service] = {
        **GitHub({"lamp/glow": program}, token="").services,
        crossref.ORIGIN: crossref.Crossref({"10.5555/lamps": work}),
    }
    markdown = """\
- [Lamps](https://doi.org/10.5555/Lamps), 2024
- [Glow](https://github.com/lamp/glow)
"""
    write(directory, {"README.md": markdown})
    with Internet({}, services=services) as net:
        look_up = partial(records.look_up_records, connector_factory=net.connector)
        monkeypatch.setattr(records, "look_up_records", look_up)
        result = export("--to=bibtex", online=True)
    assert result.err.startswith("note: 2 of 2 entries have records of registries, looked up on ")
    assert (
        re.sub("(?<=-)[0-9a-f]{8}(?=,)", "…", result.out)
        == r"""@article{lamps-…,
  title = {Lamps \& Wicks},
  author = {Ada Lamp and Jan van der Wick},
  journal = {Journal of Lamps},
  year = {2024},
  volume = {3},
  number = {2},
  pages = {10--12},
  publisher = {Lamp Press},
  doi = {10.5555/lamps},
  url = {https://doi.org/10.5555/Lamps},
  note = {Retracted},
}

@software{glow-…,
  title = {Glow},
  url = {https://github.com/lamp/glow},
  annote = {A simulator of \textbraceleft{}lamps\textbraceright{}},
}
"""
    )
    (_, glow) = csv.DictReader(io.StringIO(export("--to=csv").out, newline=""))
    facts = ("record_description", "record_archived", "record_stars", "record_license")
    assert [glow[name] for name in facts] == ["A simulator of {lamps}", "true", "100", "MIT"]


def test_without_a_response(export: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with Internet({}) as net:
        look_up = partial(records.look_up_records, connector_factory=net.connector)
        monkeypatch.setattr(records, "look_up_records", look_up)
        result = export("--to=csv", online=True)
    assert result.status == 0
    assert result.err.endswith(
        "note: 1 link without a response of a registry: only what the list states is exported\n"
    )
    assert len(list(csv.reader(io.StringIO(result.out, newline="")))) == 3


@pytest.mark.parametrize("name", FORMATS)
def test_every_format(export: Cli, name: str) -> None:
    result = export("--to", name, "--url", "https://robots.example/")
    assert (result.status, result.err) == (0, NOT_CACHED)
    assert "Walking" in result.out
    assert "Glacier" in result.out
    assert export("--to", name, "--quiet", "--url", "https://robots.example/").err == ""


def test_a_file(export: Cli, directory: Path) -> None:
    assert export("--to=csv", "--output=list.csv") == (0, "", NOT_CACHED)
    data = (directory / "list.csv").read_bytes()
    assert data.count(b"\r\n") == 3
    assert export("--to=csv").out.encode() == data
    assert export("--to=csv", "-o", "-").out.encode() == data
    export("--to=csv", "-o", "list.csv")
    assert (directory / "list.csv").read_bytes() == data
    assert [path.name for path in directory.glob("*list*")] == ["list.csv"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "--to is missing: name a format (csv, json, bibtex, rss, opml)"),
        (["--to"], "--to requires an argument"),
        (
            ["--to=bibtext"],
            "--to: `bibtext` is not one of csv, json, bibtex, rss, opml: did you mean `bibtex`?",
        ),
        (["--csv"], "unknown option `--csv`: did you mean `--to csv`?"),
        (["--format=csv"], "unknown option `--format`: did you mean `--to`?"),
        (["--ofline"], "unknown option `--ofline`: did you mean `--offline`?"),
        (["--oo"], "unknown option `--oo` (--help lists all options)"),
        (["--fix"], "unknown option `--fix` (--help lists all options)"),
        (["--to=rss", "--url=robots"], "--url: `robots` is not the URL of a web page"),
        (["--to=rss", "--url=//a.example"], "--url: `//a.example` is not the URL of a web page"),
        (["--to=csv", "REDME.md"], "REDME.md: no such file: did you mean `README.md`?"),
        (["--to=csv", "--quiet", "--verbose"], "--quiet and --verbose exclude each other"),
        (["--to=csv", "--config=a", "--no-config"], "--config and --no-config exclude each other"),
        (
            ["--to=csv", "-o", "README.md"],
            (
                "README.md: cannot be written: `--output README.md` would replace a file that is"
                " exported"
            ),
        ),
        (
            ["--to=csv", "-o", "no/a.csv"],
            "no/a.csv: cannot be written by `--output no/a.csv`: its directory does not exist",
        ),
        (
            ["--to=csv", "-o", "no/"],
            "no/: cannot be written by `--output no/`: its directory does not exist",
        ),
        (
            ["--to=csv", "-o", "lists/"],
            "lists/: cannot be written by `--output lists/`: it is a directory",
        ),
        (
            ["--to=csv", "-o", ".git/a"],
            ".git/a: cannot be written by `--output .git/a`: it is in git's own directory",
        ),
        (
            ["--to=csv", "-o", "lists"],
            "lists: cannot be written by `--output lists`: it is a directory",
        ),
    ],
)
def test_wrong_usage(export: Cli, directory: Path, arguments: list[str], message: str) -> None:
    (directory / "lists").mkdir()
    result = export("--quiet", *arguments) if "--verbose" not in arguments else export(*arguments)
    assert result == (2, "", f"error: {message}\n")
    assert (directory / "README.md").read_text() == LIST


def test_help(export: Cli) -> None:
    status, out, err = export("--help")
    assert (status, err) == (0, "")
    assert out.startswith("Usage: awesome-lint export [OPTIONS] [PATH]...\n")
    assert re.findall(r"^  (?:-\w, )?--([\w-]+)", out, re.MULTILINE) == [
        *("to", "output", "url"),
        *("offline", "timeout", "allow-private-hosts", "proxy", "cache-dir", "no-cache"),
        *("refresh", "cache-scope", "deadline", "max-concurrency"),
        *("config", "no-config", "exclude", "stdin-filename", "quiet", "verbose", "help"),
    ]


def test_files_and_directories(export: Cli, directory: Path) -> None:
    write(directory, {"lists/a.md": "- [A](https://a.example) - A.\n", "lists/b.md": LIST})
    result = export("--to=json", "lists", "README.md")
    content = json.loads(result.out)
    assert [(each["path"], each["line"]) for each in content["entries"]] == [
        *(("lists/a.md", 1), ("lists/b.md", 3), ("lists/b.md", 4)),
        *(("README.md", 3), ("README.md", 4)),
    ]
    assert (content["title"], content["url"]) == ("lists/a.md", "")


def test_standard_input(export: Cli) -> None:
    result = export("--to=json", "--stdin-filename=a.md", "-", stdin=LIST.encode())
    assert {each["path"] for each in json.loads(result.out)["entries"]} == {"a.md"}


def test_a_file_that_cannot_be_read(export: Cli, directory: Path) -> None:
    (directory / "bad.md").write_bytes(b"\xff")
    error = "error: bad.md:1: not UTF-8: byte 0xff at offset 0\n"
    result = export("--to=csv", "README.md", "bad.md")
    assert (result.status, result.err) == (2, NOT_CACHED + error)
    assert "Glacier" in result.out
    assert export("--to=csv", "bad.md", "-o", "list.csv") == (2, "", error)
    assert not (directory / "list.csv").exists()


def test_venues_of_the_configuration(export: Cli, directory: Path) -> None:
    write(
        directory,
        {
            "README.md": f"- [Walking]({PAPER}), ICEX 2024\n",
            ".awesome-lint.yml": "venues: {add: [{name: ICEX, kind: journal}]}\n",
        },
    )
    assert export("--to=bibtex").out.startswith("@article{walking-2401.01234,\n")
    assert export("--to=bibtex", "--no-config").out.startswith("@misc{")
    write(directory, {".awesome-lint.yml": "venus: {}\n"})
    assert export("--to=csv").err == (
        "error: .awesome-lint.yml:1: unknown key `venus`: did you mean `venues`?\n"
    )


def test_works_that_are_listed_several_times(export: Cli, directory: Path) -> None:
    write(directory, {"README.md": f"{LIST}\n## More\n\n- [Walking]({PAPER}) - Again.\n"})
    note = "note: 1 entry left out: bibtex has each work once\n"
    result = export("--to=bibtex")
    assert result.err == NOT_CACHED + note
    assert result.out.count("@inproceedings") == 1
    assert "1 entry left out: rss has each work once" in export("--to=rss").err
    assert export("--to=csv").err == NOT_CACHED


def test_the_page_of_the_list(export: Cli, directory: Path) -> None:
    note = "note: the feed has no link, which RSS requires: give the URL of the list with --url\n"
    assert export("--to=rss").err == NOT_CACHED + note

    def link(*arguments: str) -> str:
        url: str = json.loads(export("--to=json", *arguments).out)["url"]
        return url

    (directory / ".git").rmdir()
    repository(directory, {"README.md": LIST, "lists/a b.md": LIST, "lists/README.md": LIST})
    assert link() == ""
    git(directory, "remote", "add", "origin", "git@github.com:snow/robots.git")
    assert link() == "https://github.com/snow/robots"
    assert link("lists/a b.md") == "https://github.com/snow/robots/blob/HEAD/lists/a%20b.md"
    assert link("lists/README.md") == "https://github.com/snow/robots/blob/HEAD/lists/README.md"
    assert link("--url=https://a.example/") == "https://a.example/"
    assert export("--to=rss").err == NOT_CACHED


def test_a_list_without_entries(export: Cli, directory: Path) -> None:
    write(directory, {"README.md": "# A list\n"})
    result = export("--to=csv", online=True)
    assert (result.status, result.err) == (0, "note: no entries found\n")
    assert result.out.count("\n") == 1


def test_a_directory_named_export(export: Cli, cli: Cli, directory: Path) -> None:
    write(directory, {"export/a.md": LIST})
    assert "Glacier" in export("--to=csv").out
    assert cli("./export").out == "No findings in 1 file\n"


def test_internal_errors(export: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("Oops")

    monkeypatch.setattr(records, "look_up_records", fail)
    result = export("--to=csv", online=True)
    assert result.status == 2
    assert result.err.startswith(
        "note: 2 links without a response of a registry: only what the list states is exported\n"
        "error: internal error in the lookup of records: ValueError: Oops; everything else is"
        " reported. Please report this at "
    )
    assert "Glacier" in result.out
    assert export("--to=csv", "--refresh", online=True).status == 2
    assert "note: Traceback" in export("--to=csv", "--verbose", online=True).err
    monkeypatch.setattr(runner_export, "list_document", fail)
    result = export("--to=csv")
    assert result.status == 2
    assert result.err.startswith(
        "error: README.md: internal error in the parser: ValueError: Oops; everything else is"
    )


def test_errors_of_the_lookup(export: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "no.pem")
    result = export("--to=csv", online=True)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("error: SSL_CERT_FILE: ")
