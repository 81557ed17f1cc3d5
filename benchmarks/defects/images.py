"""Defects of images, and of a README that is too large."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from awesome_lint.model import Edit, Span
from awesome_lint.rules.readme_truncated import Options
from defects.source import Kind, Mutation, Source, kind

_IMAGE = "https://example.org/figures/ice-{}.png"


def _with_images(source: Source) -> Iterator[Edit]:
    """Put an image after every third entry."""
    for number, entry in enumerate(source.entries[::3]):
        link = entry.links[-1] if entry.links else None
        if entry.kind == "bullet" and link and link.span.line == link.span.end_line:
            line, column = link.span.line, len(source.lines[link.span.line - 1]) + 1
            image = f" ![Robots on ice]({_IMAGE.format(number)})"
            yield Edit(Span(line, column, line, column), image)


def _image(name: str, change: Callable[[str, Random], str]) -> Kind:
    """Return a kind that changes the URL of an image by a function."""

    @kind(name, "image-not-image", prepare=_with_images)
    def plant(source: Source, random: Random) -> Iterator[Mutation]:
        for link in source.document.links:
            if link.kind == "image" and link.url.startswith(_IMAGE.partition("{")[0]):
                yield source.replace(link.url_span, change(link.url, random))

    return plant


def _page(_url: str, random: Random) -> str:
    return random.choice(
        (
            "https://github.com/robots/ice/tree/main/figures",
            "https://github.com/robots/ice",
            "https://www.dropbox.com/s/ice42/ice.png?dl=0",
            "https://drive.google.com/file/d/ice42/view?usp=sharing",
            "https://imgur.com/ice42",
            "https://huggingface.co/robots/ice/blob/main/ice.png",
        )
    )


def _file(url: str, random: Random) -> str:
    ending = random.choice((".mp4", ".pdf", ".mov", ".webm", ".html"))
    return random.choice((url.replace(".png", ending), "https://youtu.be/ice42"))


def _signed(url: str, random: Random) -> str:
    return random.choice(
        (
            f"{url}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=300&X-Amz-Signature=0123",
            f"{url}?Expires=1700000000&Signature=0123&Key-Pair-Id=APKA",
            f"{url}?sv=2023-01-03&se=2024-01-01&sr=b&sp=r&sig=0123",
            "https://private-user-images.githubusercontent.com/1/2-ice.png?jwt=0123",
            f"https://camo.githubusercontent.com/0123/{url.encode().hex()}",
        )
    )


def _on_one_computer(url: str, random: Random) -> str:
    name = url.rpartition("/")[2]
    return random.choice(
        (
            f"C:\\Users\\ada\\{name}",
            f"D:/robots/{name}",
            f"file:///home/ada/{name}",
            f"/Users/ada/{name}",
            f"figures\\{name}",
        )
    )


@kind("entries after the limit of a README", "readme-truncated")
def truncated(source: Source, _random: Random) -> Iterator[Mutation]:
    """Insert a comment before a heading, so that what GitHub shows ends before the heading."""
    limit = Options().limit
    for heading in source.document.headings:
        line = heading.span.line
        above = source.lines[: line - 1]
        if not above or above[-1].strip() or source.lines[line - 1].strip()[:1] != "#":
            continue
        size = sum(len(text.encode()) + 1 for text in above)
        padding = limit - size - len("<!--\n-->\n\n") - 1
        if padding > 0:
            comment = ("<!--", "." * padding, "-->", "")
            yield Mutation(line, 0, comment, line + len(comment), line + len(comment))


KINDS = (
    _image("image that is a page", _page),
    _image("image that is another file", _file),
    _image("image whose URL expires", _signed),
    _image("image on one computer", _on_one_computer),
    truncated,
)
