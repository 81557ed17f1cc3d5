"""image-not-image: images whose URL is not that of an image, or stops working."""

from __future__ import annotations

from collections.abc import Iterator

from awesome_lint.identifiers import image_url, local_path, malformed_url
from awesome_lint.model import Document, Evidence, Finding, Link, Span
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.arxiv_links import replace_url
from awesome_lint.rules.shared.images import SLASHES, has_path_of_computer, is_shown_image
from awesome_lint.text.wording import quote

_LOSS = "readers see a broken image"
_ADD = "Add the image to the repository, and write its path relative to this file"
_PERMANENT = "Write a URL of the image that does not expire, or add the image to the repository"
_URL_OF_IMAGE = "Write the URL of the image itself, or add the image to the repository"
_VIDEO = "Show a picture that links to the video: `[![text](URL of a picture)](URL of the video)`"


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each image whose URL is not that of an image, or stops working.

    Other malformed URLs are left to link-malformed, and other missing files to link-local-file.
    """
    seen: set[Span] = set()
    for link in document.links:
        if link.kind == "image" and link.url_span not in seen:
            seen.add(link.url_span)
            if is_shown_image(document, link):
                file = evidence.files.get(link.url)
                yield from _diagnose(document, link, exists=file is not None and file.exists)


def _diagnose(document: Document, link: Link, *, exists: bool) -> Iterator[Finding]:
    url = link.url
    if has_path_of_computer(document, link):
        if not exists:
            yield _path_of_computer(document, link)
    elif malformed_url.diagnose(url):
        return
    elif image_url.is_proxied(url):
        yield _proxied(document, link)
    elif why := image_url.expiry(url):
        # Reports must not contain the signature.
        yield Finding(
            link.url_span,
            f"{quote(url.partition('?')[0])} stops working, because {why}; then {_LOSS}",
            _PERMANENT,
        )
    elif no_image := image_url.diagnose(url):
        message = f"{quote(url)} is {no_image.what}, not an image: {_LOSS}"
        yield _finding(document, link, message, no_image)


def _finding(document: Document, link: Link, message: str, no_image: image_url.NoImage) -> Finding:
    if no_image.corrected is None:
        return Finding(link.url_span, message, _VIDEO if no_image.is_video else _URL_OF_IMAGE)
    return _replaced(document, link, message, no_image.corrected)


def _replaced(document: Document, link: Link, message: str, url: str) -> Finding:
    advice = f"Write {quote(url, 100)}"
    fix = replace_url(document, link, url, advice, safe=True)
    return Finding(link.url_span, message, advice, fix=fix)


def _path_of_computer(document: Document, link: Link) -> Finding:
    right = local_path.with_slashes(link.url)
    if right is None:
        return Finding(link.url_span, f"{quote(link.url)} is a file on one computer: {_LOSS}", _ADD)
    message = (
        f"{quote(link.url)} has `\\` in place of `/`: GitHub does not find the file, and {_LOSS}"
    )
    if document.slice(link.url_span) != link.url:
        # Markdown removed backslashes before punctuation.
        return Finding(link.url_span, message, SLASHES)
    return _replaced(document, link, message, right)


def _proxied(document: Document, link: Link) -> Finding:
    original = image_url.proxied_url(link.url)
    what = quote(original, 100) if original else "an image"
    message = (
        f"This URL of {what} in GitHub's image proxy stops working when GitHub changes the key of"
        f" the proxy; then {_LOSS}"
    )
    if original is None:
        return Finding(link.url_span, message, _URL_OF_IMAGE)
    return _replaced(document, link, message, original)
