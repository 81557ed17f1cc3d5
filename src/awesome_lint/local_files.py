"""Targets of links inside the repository: the only part that looks at files which links name.

A README is untrusted. Nothing is opened, no symbolic link is followed, and no path in a link is
passed to the system: only directories that were found from the top of the repository downwards
are listed, and names are compared with the listings. The comparison is case-sensitive, as on
GitHub, on every file system.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Literal
from urllib.parse import unquote

from msgspec import Struct

from awesome_lint.identifiers import github
from awesome_lint.model import LocalFile
from awesome_lint.text.patterns import deferred
from awesome_lint.text.unicode import normalize_linear

_NOT_A_PATH = deferred(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\?")
README_DIRECTORIES: Final = (".github", "", "docs")
"""The directories of a repository in which GitHub looks for the README of its front page, in this
order (docs.github.com, "About the repository README file")."""
_README = deferred(r"readme(?:\.[a-z]+)?", re.IGNORECASE)
_TEMPLATE = deferred(r"\{\{|\{%|<%|\$\{")
_TEXT_ELSEWHERE = deferred(r"(?:issue|pull_request)_template(?:\.[a-z]+)?", re.IGNORECASE)
"""The name of a file, or of the directory of files, whose text GitHub copies into new issues or
pull requests (docs.github.com, "About issue and pull request templates")."""
_Kind = Literal["directory", "link", "file"]
_MODES: Mapping[str, _Kind] = {"120000": "link", "160000": "directory"}
_Listing = dict[str, list[tuple[str, _Kind]]]
"""The contents of a directory, by names in lower case."""


def is_markdown(name: str) -> bool:
    """Return whether a file is Markdown, by its name."""
    return name.lower().endswith((".md", ".markdown"))


class _UnknownPath(Exception):  # noqa: N818 - no error, but the answer that there is not one
    """A path whose target cannot be determined."""


def check_links(
    urls: Iterable[str], file: Path, own: github.OwnRepository | None = None
) -> dict[str, LocalFile] | None:
    """Return the targets of the relative URLs among `urls`, as seen from `file`.

    URLs of files on the default branch of `own`, the repository of the file on GitHub, are looked
    up as well, and so are sections of its front page. Left out are links that leave the repository
    (GitHub's own pages, such as `../../issues`), those into submodules, and those of templates of
    issues and pull requests. Files behind a symbolic link to a directory are missing, since GitHub
    does not follow it. None if nothing can be determined: the file is not in a git work tree, or in
    one with a sparse checkout, or is a symbolic link itself.
    """
    repository = _Repository.around(file)
    return None if repository is None else _check_links(urls, repository, own)


def check_links_in_tree(
    urls: Iterable[str],
    tree: Mapping[str, str],
    path: str,
    own: github.OwnRepository | None = None,
) -> dict[str, LocalFile]:
    """Return the targets of the same URLs in a commit, as seen from the file at `path`.

    `tree` has the paths of its files from the top, each with its mode as git writes it.
    """
    *directory, name = path.split("/")
    repository = _Repository("", tuple(directory), name, _list_tree(tree))
    return _check_links(urls, repository, own)


def _check_links(
    urls: Iterable[str], repository: _Repository, own: github.OwnRepository | None
) -> dict[str, LocalFile]:
    found = {}
    for url in dict.fromkeys(urls):
        try:
            names = repository.path(url)
            if names is None and own is not None:
                names = _path_on_github(url, repository, own)
            if names is not None:
                found[url] = repository.at(names)
        except _UnknownPath:
            continue
    return found


def _path_on_github(
    url: str, repository: _Repository, own: github.OwnRepository
) -> tuple[str, ...] | None:
    """Return the names on the path to the target of a URL of the repository on GitHub.

    None for other URLs, and for its front page itself, of which only sections are looked up.
    """
    if github.is_section_of_front_page(url, own):
        return repository.readme()
    path = github.path_on_default_branch(url, own)
    return None if path is None else tuple(filter(None, path.split("/")))


class _Repository(Struct, frozen=True):
    """A git work tree, with the path of the linted file's directory in it and the file's name."""

    top: str
    directory: tuple[str, ...]
    name: str
    listings: dict[tuple[str, ...], _Listing]

    @classmethod
    def around(cls, file: Path) -> _Repository | None:
        if file.is_symlink():
            return None
        directory = Path(os.path.realpath(file.parent))
        for top in (directory, *directory.parents):
            if (top / ".git").exists():
                if (top / ".git" / "info" / "sparse-checkout").exists():
                    return None
                return cls(str(top), directory.relative_to(top).parts, file.name, {})
        return None

    def path(self, url: str) -> tuple[str, ...] | None:
        """Return the names on the path from the top to the target of a link.

        None for a link that is not relative, or leaves the repository, and in a template of issues
        or pull requests, on whose pages the link leads elsewhere.
        """
        url = url.strip()
        if not url or _NOT_A_PATH().match(url) or _TEMPLATE().search(url):
            return None
        if any(map(_TEXT_ELSEWHERE().fullmatch, (*self.directory, self.name))):
            return None
        written = unquote(re.split(r"[?#]", url, maxsplit=1)[0])
        names = [] if written.startswith("/") else list(self.directory)
        for name in written.split("/"):
            if name == "..":
                if not names:
                    return None
                names.pop()
            elif name not in ("", "."):
                names.append(name)
        return tuple(names)

    def at(self, names: tuple[str, ...]) -> LocalFile:
        """Return the target at a path. Raise _UnknownPath if it cannot be determined."""
        found: tuple[str, ...] = ()
        kind: _Kind = "directory"
        for name in names:
            if kind == "link":
                return LocalFile(exists=False, linked_directory="/".join(found))
            entry = _find_name(name, self._list(found)) if kind == "directory" else None
            if entry is None:
                return LocalFile(exists=False)
            found, kind = (*found, entry[0]), entry[1]
        if all(map(_is_same_name, names, found)):
            return LocalFile(
                exists=True,
                path="/".join(found) if kind == "file" else "",
                directory="/".join(found) if kind == "directory" else "",
                is_document=found == (*self.directory, self.name),
            )
        return LocalFile(exists=False, other_case="/".join(found))

    def readme(self) -> tuple[str, ...] | None:
        """Return the names on the path to the README on the front page; None if it is not known."""
        for place in README_DIRECTORIES:
            if place and (place, "directory") not in self._list(()).get(place, []):
                continue
            directory = (place,) if place else ()
            found = [
                (name, kind)
                for entries in self._list(directory).values()
                for name, kind in entries
                if _README().fullmatch(name) and kind != "directory"
            ]
            if found:
                markdown = [entry for entry in found if is_markdown(entry[0])]
                (name, kind), *others = markdown or found
                return None if others or kind != "file" else (*directory, name)
        return None

    def _list(self, directory: tuple[str, ...]) -> _Listing:
        """Return the contents of a directory that was found. Raise _UnknownPath for a submodule."""
        if directory not in self.listings:
            self.listings[directory] = _list_directory(Path(self.top, *directory))
        listing = self.listings[directory]
        # Git does not track empty directories: one is a missing submodule, or untracked.
        if directory and (not listing or ".git" in listing):
            raise _UnknownPath
        return listing


def _list_directory(directory: Path) -> _Listing:
    listing: _Listing = {}
    try:
        with os.scandir(directory) as entries:
            for entry in entries:
                kind: _Kind = "link" if entry.is_symlink() else "file"
                if entry.is_dir(follow_symlinks=False):
                    kind = "directory"
                listing.setdefault(_fold_name(entry.name), []).append((entry.name, kind))
    except OSError:
        raise _UnknownPath from None
    return listing


def _list_tree(tree: Mapping[str, str]) -> dict[tuple[str, ...], _Listing]:
    """Return the contents of each directory of a commit; a submodule is an empty directory."""
    listings: dict[tuple[str, ...], _Listing] = {(): {}}

    def add(names: tuple[str, ...], kind: _Kind) -> None:
        listing = listings[names[:-1]]
        listing.setdefault(_fold_name(names[-1]), []).append((names[-1], kind))
        if kind == "directory":
            listings[names] = {}

    for path, mode in tree.items():
        names = tuple(path.split("/"))
        for depth in range(1, len(names)):
            if names[:depth] not in listings:
                add(names[:depth], "directory")
        add(names, _MODES.get(mode, "file"))
    return listings


def _find_name(name: str, listing: _Listing) -> tuple[str, _Kind] | None:
    """Return the entry of a name: the same name, or the only one that differs in case."""
    alike = listing.get(_fold_name(name), [])
    same = [entry for entry in alike if _is_same_name(name, entry[0])]
    return (same or alike)[0] if same or len(alike) == 1 else None


def _fold_name(name: str) -> str:
    return normalize_linear("NFC", name).casefold()


def _is_same_name(name: str, other: str) -> bool:
    return normalize_linear("NFC", name) == normalize_linear("NFC", other)
