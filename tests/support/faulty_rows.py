"""Generated tables with many findings, for tests of moved rows."""

from __future__ import annotations

from hypothesis import strategies as st

HEAD = "# A list\n\n| Title | Venue | Link |\n|:--|:--|:--|\n"
ICE, FIELD = "Walking Robots on Very Thin Ice", "A Field Guide to Swimming Robots"
PAPERS = (
    (ICE, "2401.01234"),
    (ICE.upper(), "2401.01234v2"),
    (ICE[:-4], "2401.01234"),
    (ICE, "2302.04321"),
    (FIELD, "2203.00007"),
    (FIELD, "2203.00008"),
    ("Counting All the Apples of One Tree", "2203.00007"),
    ("How Lists Grow Old and Why", "2113.00001"),
)


@st.composite
def rows(draw: st.DrawFn) -> str:
    """Draw a row about one of a few papers, with or without an error."""
    title, number = draw(st.sampled_from(PAPERS))
    venue = draw(st.sampled_from(("arXiv 2024", "arXiv 2023", "Avrxi 2024", "NIPS 2023", "")))
    link = draw(st.sampled_from(("https://arxiv.org/abs/", "http://www.arxiv.org/pdf/")))
    tail = draw(st.sampled_from(("", "", "", " x |")))
    return f"| {title} | {venue} | [paper]({link}{number}) |{tail}"
