"""A list of invented papers and tools without findings, as tables and as bullets."""

from __future__ import annotations

WORDS = "Sailing Walking Swimming Flying Climbing Digging".split()
PLACES = "Ice Sand Water".split()
TITLES = (
    "Counting Stones beneath the {} with {} Machines",
    "Why the {} Tires Every {} Robot before Noon",
    "A Survey of Measuring {} from {} Vehicles",
    "{} as a Patient Teacher of {} Agents",
    "No Maps of the {} Needed: Learning {} Policies at Night",
    "Friction on {} and What {} Insects Make of It",
)
VENUES = ("Arxiv", "NeurIPS", "Arxiv", "SIGGRAPH", "EMNLP")


def row(number: int, word: str, place: str) -> str:
    """Return a row of correct and consistent cells."""
    year = number % 3 + 1
    return (
        f"| {word}Bot | {word}Bot: A {word} Robot that Maps the {place} Below"
        f" | {('Transformer', 'Perceptron')[number % 2]} | {VENUES[number % 5]} 202{year}"
        f" | [[Link]](https://arxiv.org/abs/2{year}05.1{number:04}) |"
    )


PAIRS = list(enumerate(((word, place) for place in PLACES for word in WORDS), 1))
ROWS = [row(number, word, place) for number, (word, place) in PAIRS]
BULLETS = [
    f"- [{TITLES[number % 6].format(place, word)}](https://arxiv.org/abs/2304.2{number:04}),"
    f" KDD 2023 [[code](https://github.com/example/{word.lower()}-{place.lower()})]"
    for number, (word, place) in PAIRS
]
PUBLISHED = [
    f"| {word} Robots that Speak about the {place} | ACL 2023 |"
    f" [Paper](https://aclanthology.org/2023.acl-long.{number}/) |"
    f" [DOI](https://doi.org/10.1145/30000{number}.{number}) |"
    for number, (word, place) in PAIRS
]
TOOLS = [
    f"- [{word}{kind} {place}](https://github.com/example/{word.lower()}{kind.lower()}"
    f"-{place.lower()}) - Plans routes of {word.lower()} machines, for work on {place.lower()}."
    for kind in ("Kit", "Map")
    for _, (word, place) in PAIRS
]
REPOSITORIES = [
    f"- [{word.lower()}-{place.lower()}-log](https://github.com/example/{word.lower()}"
    f"-{place.lower()}-log) - Keeps records of {word.lower()} trips, and maps of {place.lower()}."
    for _, (word, place) in PAIRS
]
LAKES = (
    "Osterby Fernau Quillmere Aldwick Kestermoor Brannoch Ruhlsdorf Tarnholm Yarrowdale Ingelfell"
    " Wexcombe Dunmarra Lindhagen Selkvatn Culverness Vinterbro Greyford Heatherby Jorvanger"
    " Nimsworth Easterlund Pellworth Marrick Ulvsund"
).split()
ITEMS = [f"- [{name}](https://example.org/lakes/{name.lower()}) - A deep lake." for name in LAKES]
LIST = "\n".join(
    (
        "# Robots\n",
        "- [Papers](#papers)",
        "- [Further Reading](#further-reading)",
        "- [Talking Machines](#talking-machines)",
        "- [Tools](#tools)",
        "- [Lakes](#lakes)\n",
        "## Papers\n",
        "| Name | Title | Model | Venue | Link |",
        "|:--|:--|:--|:--|:--|",
        *ROWS,
        "\n## Further Reading\n",
        "<details>",
        "<summary>All of them</summary>\n",
        *BULLETS,
        "\n</details>\n",
        "## Talking Machines\n",
        "| Title | Venue | Link | DOI |",
        "|:--|:--|:--|:--|",
        *PUBLISHED,
        "\n## Tools\n",
        *TOOLS,
        *REPOSITORIES,
        "\n## Lakes\n",
        *ITEMS,
        "",
    )
)
