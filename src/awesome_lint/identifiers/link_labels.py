"""Labels of links: words that name the kind of thing that a link leads to."""

from __future__ import annotations

from awesome_lint.text.words import folded_words

PAPER = frozenset(
    """
    abs abstract aclanthology acl anthology article arxiv doi html ieee link neurips openreview
    paper papers pdf preprint pub publication publisher springer 地址 论文 链接
    """.split()
)
ASIDE = frozenset(
    """
    appendix benchmark bibtex bilibili blog checkpoint checkpoints citation cite code codes colab
    data dataset datasets demo demos discord docs documentation gitee github gitlab hf homepage
    huggingface implementation leaderboard media medium model models news notebook official
    page post poster presentation project pytorch repo repository review reviews slide
    slides star stars supp supplementary talk tensorflow tool toolkit tweet twitter video videos
    web webpage website weights youtube zhihu 主页 代码 数据集 项目 演示
    """.split()
)
_DATA = frozenset("data dataset datasets 数据集".split())
# Labels of details of an entry, in English and Chinese: those that no title begins
# with, and others.
_PLAINLY_TOLD = frozenset(
    """
    affiliation affiliations author authors institution institutions intro introduction keyword
    keywords note notes presenter presenters speaker speakers summary tldr 作者 备注 摘要 机构 简介
    说明
    """.split()
)
_TOLD = _PLAINLY_TOLD | frozenset(
    """
    conference date journal metric metrics tag tags task tasks topic topics venue year 会议 日期
    时间 期刊
    """.split()
)
_FILLING = frozenset("a an and for here in of on the to url version with".split())


def is_label(text: str) -> bool:
    """Return whether the text of a link only names the kind of its target: `[Paper]`, `Code`."""
    found = folded_words(text)
    return bool(found) and all(
        word in PAPER or word in ASIDE or word in _FILLING or word.isdecimal() for word in found
    )


def is_secondary_label(text: str) -> bool:
    """Return whether a label names something beside the thing itself: its code, data, demo."""
    return is_label(text) and any(word in ASIDE for word in folded_words(text))


def is_data_label(text: str) -> bool:
    """Return whether a label names a data set: `[Dataset]`, `Data`."""
    return is_label(text) and not _DATA.isdisjoint(folded_words(text))


def is_detail_label(head: str) -> bool:
    """Return whether a text before a colon labels a detail of an entry: `Venue: …`."""
    return not _TOLD.isdisjoint(folded_words(head))


def is_detail_only_label(head: str) -> bool:
    """Return whether a text before a colon labels a detail and begins no entry: `Authors: …`."""
    found = folded_words(head)
    return bool(found) and _PLAINLY_TOLD.issuperset(found)
