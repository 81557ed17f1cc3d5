"""image-not-image, beyond the examples of its page."""

import pytest

from awesome_lint.model import LocalFile
from linting import fixed, lint, messages
from rendering import html

PROXY = "https://camo.githubusercontent.com/0a1b2c3d"
ADD = "Add the image to the repository, and write its path relative to this file"


def proxied(url: str) -> str:
    return f"{PROXY}/{url.encode().hex()}"


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("https://github.com/robots/ice", "the page of a repository"),
        ("https://github.com/robots/ice/", "the page of a repository"),
        ("https://github.com/robots/ice/issues/42", "a page of GitHub"),
        ("https://github.com/robots/ice/wiki/Figures", "a page of GitHub"),
        ("https://github.com/robots/ice/blob/main/talk.pdf", "a document"),
        ("https://gist.github.com/ada/0123abcd", "a page of GitHub"),
        ("https://www.dropbox.com/s/ice42/ice.png", "a page of Dropbox"),
        ("https://www.dropbox.com/scl/fo/ice42/abc?rlkey=1&dl=0", "a folder on Dropbox"),
        ("https://drive.google.com/open?id=ice42", "a page of Google Drive"),
        ("https://docs.google.com/presentation/d/ice42/edit#slide=1", "a page of Google Docs"),
        ("https://imgur.com/ice42", "a page of Imgur"),
        ("https://imgur.com/a/ice42", "an album on Imgur"),
        ("https://youtu.be/ice42?t=3", "a video on YouTube"),
        ("https://vimeo.com/424242", "a video on Vimeo"),
        ("https://photos.app.goo.gl/ice42", "a page of Google Photos"),
        ("https://example.org/ICE.MP4?raw=true", "a video"),
        ("https://example.org/ice.gifv", "a video"),
        ("ice.webm", "a video"),
        ("talks/ice.pdf#page=3", "a document"),
        ("//example.org/ice.zip", "an archive"),
    ],
)
def test_what_is_not_an_image(url: str, what: str) -> None:
    for text in (f"![Ice]({url})\n", f'<p><img alt="Ice" src="{url}"></p>\n'):
        (found,) = lint(text, "image-not-image")
        assert found.message == f"`{url}` is {what}, not an image: readers see a broken image"
        assert found.severity == "warning"
        assert found.fix is None


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/ada.png",
        "https://github.com/robots/ice/raw/main/ice.png",
        "https://github.com/robots/ice/blob/main/ice.png",
        "https://github.com/robots/ice/actions/workflows/ice.yml/badge.svg",
        "https://github.com/robots/ice/wiki/figures/ice.png",
        "https://github.com/robots/ice/assets/1/0123abcd",
        "https://github.com/user-attachments/assets/0123abcd",
        "https://gist.github.com/ada/0123abcd/raw/ice.svg",
        "https://www.dropbox.com/scl/fi/ice42/ice.png?rlkey=1&dl=1",
        "https://drive.google.com/uc?export=view&id=ice42",
        "https://i.imgur.com/ice42",
        "https://imgur.com/ice42.png",
        "https://img.youtube.com/vi/ice42/0.jpg",
        "https://colab.research.google.com/assets/colab-badge.svg",
        "https://docs.google.com/drawings/d/ice42/pub?w=960",
        "https://example.org/ice",
        "https://example.org/ice.php?name=ice.pdf",
        "https://shots.example.org/https://example.org/ice.html",
        "https://img.shields.io/github/license/robots/ice.md",
        "https://example.org/ice.png?sig=1",
        "https://example.org/ice.png?expires=never",
        "figures/ice.png",
        "figures/Users/ada/ice.png",
        "https://localhost.example.org/ice.png",
        "https://example.org/ice.png?t=1&e=2",
    ],
)
def test_images(url: str) -> None:
    assert messages(f"![Ice]({url})\n\n<img src='{url}'>\n", "image-not-image") == []


def test_only_images_are_looked_at() -> None:
    text = (
        "[Ice](https://youtu.be/ice42) [Talk](ice.pdf)\n\n"
        '<video src="ice.mp4"></video> <audio src="ice.mp3"></audio>\n\n'
        '<video><source src="ice.webm"></video>\n'
    )
    assert messages(text, "image-not-image") == []


@pytest.mark.parametrize("size", ['width="1"', "height=0", "height='1px'"])
def test_an_image_that_only_counts_visits_is_not_looked_at(size: str) -> None:
    assert messages(f'<img src="https://imgur.com/ice42" {size}>\n', "image-not-image") == []
    text = '<img src="https://imgur.com/ice42" width="100" height="10">\n'
    assert len(messages(text, "image-not-image")) == 1


def test_each_image_of_a_srcset_is_looked_at() -> None:
    text = '<picture><source srcset="ice.png 1x, ice.mp4 2x"><img src="ice.png"></picture>\n'
    assert messages(text, "image-not-image") == [
        "1:38 `ice.mp4` is a video, not an image: readers see a broken image"
    ]


def test_a_definition_of_several_images_is_reported_once() -> None:
    text = "![Ice][ice] ![Ice again][ice]\n\n[ice]: https://imgur.com/ice42\n"
    assert messages(text, "image-not-image") == [
        "3:8 `https://imgur.com/ice42` is a page of Imgur, not an image: readers see a broken image"
    ]


@pytest.mark.parametrize(
    ("url", "image"),
    [
        (
            "https://www.dropbox.com/scl/fi/ice42/ice.png?rlkey=1&dl=0",
            "https://www.dropbox.com/scl/fi/ice42/ice.png?rlkey=1&raw=1",
        ),
        (
            "https://gitlab.com/robots/ice/-/blob/main/ice.png",
            "https://gitlab.com/robots/ice/-/raw/main/ice.png",
        ),
        (
            "https://huggingface.co/datasets/robots/ice/blob/main/ice.png",
            "https://huggingface.co/datasets/robots/ice/resolve/main/ice.png",
        ),
        (
            "https://commons.wikimedia.org/wiki/File:Ice.png",
            "https://commons.wikimedia.org/wiki/Special:FilePath/Ice.png",
        ),
        (proxied("https://example.org/ice.png?v=1"), "https://example.org/ice.png?v=1"),
        (f"{proxied('http://example.org/ice.png')}?s=1", "http://example.org/ice.png"),
        ("figures\\on\\ice.png", "figures/on/ice.png"),
        ("figures%5Cice.png", "figures/ice.png"),
        (".\\ice.png?raw=true", "./ice.png?raw=true"),
    ],
)
def test_fixes(url: str, image: str) -> None:
    text = f"# Robots\n\n- ![Ice]({url})\n"
    found = lint(text, "image-not-image")
    assert [each.help for each in found] == [f"Write `{image}`"]
    assert found[0].fix
    assert found[0].fix.safe
    assert fixed(text, found) == f"# Robots\n\n- ![Ice]({image})\n"
    assert lint(fixed(text, found), "image-not-image") == ()


@pytest.mark.parametrize(
    "url",
    [
        f"{PROXY}/6874",
        f"{PROXY}/{b'ftp://example.org/ice.png'.hex()}",
        f"{PROXY}/{b'https://example.org/ice 1.png'.hex()}",
        f"{PROXY}/{b'https://example.org/ice.png'.hex()}0",
        PROXY,
    ],
)
def test_an_url_of_the_proxy_without_that_of_an_image_has_no_fix(url: str) -> None:
    (found,) = lint(f"![Ice]({url})\n", "image-not-image")
    assert found.message == (
        "This URL of an image in GitHub's image proxy stops working when GitHub changes the"
        " key of the proxy; then readers see a broken image"
    )
    assert found.fix is None


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://private-user-images.githubusercontent.com/1/2-ice.png", "for five minutes"),
        ("https://raw.githubusercontent.com/a/b/main/ice.png?token=SECRET", "private repository"),
        ("https://storage.googleapis.com/a/ice.png?X-Goog-Signature=SECRET", "a limited time"),
        ("https://a.blob.core.windows.net/ice.png?sv=1&se=2030&sig=SECRET", "a limited time"),
        ("https://d1.cloudfront.net/a.png?Expires=1&Signature=SECRET&Key-Pair-Id=A", "a limited"),
        ("https://s3.amazonaws.com/a.png?AWSAccessKeyId=A&Expires=1&Signature=SECRET", "a limited"),
        (
            "https://a.oss-cn.aliyuncs.com/a.png?OSSAccessKeyId=A&Expires=1&Signature=SECRET",
            "signed",
        ),
        ("https://media.licdn.com/dms/image/a?e=1&v=beta&t=SECRET", "LinkedIn signs it"),
        ("https://cdn.discordapp.com/attachments/1/2/a.png?ex=1&is=2&hm=SECRET", "for a day"),
    ],
)
def test_signed_urls_expire_and_their_signature_is_not_repeated(url: str, why: str) -> None:
    (found,) = lint(f"![Ice]({url})\n", "image-not-image")
    assert "stops working, because" in found.message
    assert why in found.message
    assert "SECRET" not in found.message


@pytest.mark.parametrize(
    "url",
    [
        "C:\\Users\\ada\\ice.png",
        "D:/ice.png",
        "c:ice.png",
        "file:ice.png",
        "~/ice.png",
        "d%3A/ice.png",
        "/var/folders/ice.png",
        "/mnt/data/ice.png",
        "http://localhost:8000/ice.png",
        "http://127.0.0.1/ice.png",
        "/home/ada/ice.png",
        "/Users/ada/figures/ice.png",
        "\\\\\\\\server\\share\\ice.png",
    ],
)
def test_a_path_on_one_computer_is_reported_once(url: str) -> None:
    text = f"# Robots\n\n- ![Ice]({url})\n"
    found = lint(text, files={url: LocalFile(exists=False)})
    assert [(each.rule, each.help) for each in found] == [("image-not-image", ADD)]
    assert "is a file on one computer" in found[0].message


def test_github_escapes_backslashes() -> None:
    text = "![Ice](figures\\ice.png)\n"
    assert 'src="figures%5Cice.png"' in html(text)
    (found,) = lint(text, files={"figures\\ice.png": LocalFile(exists=False)})
    assert found.message == (
        "`figures\\ice.png` has `\\` in place of `/`: GitHub does not find the file, and readers"
        " see a broken image"
    )


def test_files_of_the_repository_are_found() -> None:
    exists = LocalFile(exists=True)
    files = {"/home/robots/ice.png": exists, "figures\\ice.png": exists}
    text = "![Ice](/home/robots/ice.png) ![Ice](figures\\ice.png)\n"
    assert lint(text, files=files) == ()
