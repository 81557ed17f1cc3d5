"""identity-conflict, beyond the examples of its page."""

import pytest

from linting import lint, messages

RULE = "identity-conflict"
ICE = "Walking Robots on Thin Ice"
FIELD = "A Field Guide to Swimming Robots"
PMLR = "https://proceedings.mlr.press/v162/{}.html"


def bullets(*papers: tuple[str, str]) -> str:
    return "".join(f"- [{title}]({url})\n" for title, url in papers)


def arxiv(number: str) -> str:
    return f"https://arxiv.org/abs/{number}"


def test_other_title_is_named_with_its_line() -> None:
    (finding,) = lint(bullets((ICE, arxiv("2401.01234")), (FIELD, arxiv("2401.01234v2"))), RULE)
    assert finding.message == (
        f"arXiv 2401.01234 is titled `{FIELD}` here and `{ICE}` on line 1:"
        " a link or a title is wrong, or the paper is listed twice"
    )
    assert (finding.span.line, finding.span.column) == (2, 38)
    assert [each.span.line for each in finding.related] == [1]


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://doi.org/10.1234/Ice.5", "DOI 10.1234/ice.5"),
        ("https://aclanthology.org/2024.acl-long.9999/", "ACL 2024.acl-long.9999"),
        ("https://openreview.net/forum?id=aBc123", "OpenReview aBc123"),
    ],
)
def test_every_registered_identifier_counts(url: str, named: str) -> None:
    (message,) = messages(bullets((ICE, url), (FIELD, url)), RULE)
    assert f" {named} is titled `{FIELD}` here" in message


def test_name_with_a_number_counts_as_a_word_of_the_title() -> None:
    other = "Ice^2: Ice Augmented Ice"
    text = bullets((ICE, arxiv("2401.01234")), (other, arxiv("2401.01234")))
    (message,) = messages(text, RULE)
    assert f"is titled `{other}` here and `{ICE}` on line 1" in message


@pytest.mark.parametrize(
    "other",
    [
        ICE,
        "Ice^2: Augmented Ice",
        f"{ICE}: A Field Study",
        "On Thin Ice: Walking Robots",
        "Walking Robots on Thin",
        "Walkng Robots on Thn Ice",
        "WALKING ROBOTS ON THIN ICE",
        "IceWalk",
        "The IceWalk Robots",  # names, not titles
        "The Slips of Robots on Ice (SRI) dataset",
        "IceWalk-2B|7B|13B-instruct",
        "IceWalk 3.1 13B Instruct",
        "Walking " * 60,  # a paragraph
        "IceWalk2: Walking Robots on Thin Ice",
        f"{ICE} Ada Snow et al. arXiv 2023",
    ],
)
def test_what_may_be_the_same_title_or_none(other: str) -> None:
    assert messages(bullets((ICE, arxiv("2401.01234")), (other, arxiv("2401.01234"))), RULE) == []


def test_spaces_before_numbers_are_spelling() -> None:
    titles = ("IceWalk2: Walking Robots on Ice", "IceWalk 2 walking robots on ice")
    assert messages(bullets(*((title, arxiv("2401.01234")) for title in titles)), RULE) == []


def test_names_beside_a_linked_title_are_no_part_of_it() -> None:
    link = f"[{ICE}]({arxiv('2401.01234')})"
    assert messages(f"- [IceBot2.5] {link}\n- {link} (IceBot 2.5)\n", RULE) == []
    table = f"|Title|Venue|\n|-|-|\n|[IceBot2.5] {link}|ICRA|\n|✨ {link} (IceBot 2.5)|ICRA|\n"
    assert messages(table, RULE) == []
    assert len(messages(table + f"|[{FIELD}]({arxiv('2401.01234')})|ICRA|\n", RULE)) == 1


def test_news_of_a_paper_are_no_title() -> None:
    news = f"- 2024.05.30: The Paper of IceBot was Online ([arXiv]({arxiv('2401.01234')}))\n"
    assert messages(news + bullets((ICE, arxiv("2401.01234"))), RULE) == []


def test_numbers_tell_titles_apart() -> None:
    versions = [(f"IceWalk {number} Report on Robots", arxiv("2401.01234")) for number in (2, 3)]
    assert len(messages(bullets(*versions), RULE)) == 1


def test_urls_are_no_identity() -> None:
    url = "https://example.org/robots"
    assert messages(bullets((ICE, url), (FIELD, url)), RULE) == []
    assert messages(f"| Paper |\n|--|\n| {ICE} |\n| {FIELD} |\n", RULE) == []


def test_code_is_no_identity() -> None:
    text = "".join(
        f"- [{title}](https://example.org/{number}) [[code]]({arxiv('2401.01234')})\n"
        for number, title in enumerate((ICE, FIELD))
    )
    assert messages(text, RULE) == []


@pytest.mark.parametrize(
    ("column", "number"),
    [("Dataset", 0), ("Model name", 0), ("Benchmarks", 0), ("Paper", 1), ("Dataset paper", 1)],
)
def test_columns_of_things_have_no_titles(column: str, number: int) -> None:
    text = f"| {column} | Link |\n|--|--|\n" + "".join(
        f"| {title} | [[Link]]({arxiv('2401.01234')}) |\n" for title in (ICE, FIELD)
    )
    assert len(messages(text, RULE)) == number


def test_one_title_with_two_identifiers() -> None:
    text = bullets(
        (ICE, arxiv("2401.01234")),
        (ICE.upper(), "https://arxiv.org/pdf/2401.01243v3"),
        (ICE, arxiv("2401.01234")),
        (ICE, arxiv("2401.01243")),
        (ICE, "https://doi.org/10.1234/ice"),
    )
    assert messages(text, RULE) == [
        (
            f"2:32 `{ICE.upper()}` is arXiv 2401.01243 here and arXiv 2401.01234 on line 1:"
            " a link or a title is wrong, or two papers share the title"
        )
    ]


CVF = "https://openaccess.thecvf.com"


@pytest.mark.parametrize(
    ("wrong", "right", "named", "known"),
    [
        (
            f"{CVF}//content/CVPR2026/papers/Doe_Swimming_Robots_CVPR_2026_paper.pdf",
            f"{CVF}/content/CVPR2026/html/Roe_Walking_Robots_on_Thin_Ice_CVPR_2026_paper.html",
            "CVF Doe_Swimming_Robots_CVPR_2026",
            "CVF Roe_Walking_Robots_on_Thin_Ice_CVPR_2026",
        ),
        (
            "https://aclanthology.org/2024.acl-long.9999/",
            "https://aclanthology.org/2024.acl-long.9998.pdf",
            "ACL 2024.acl-long.9999",
            "ACL 2024.acl-long.9998",
        ),
        (
            "https://aclanthology.org/P19-1234/",
            "https://aclanthology.org/P19-1243/",
            "ACL P19-1234",
            "ACL P19-1243",
        ),
        (
            "https://proceedings.mlr.press/v235/doe24a.html",
            "https://proceedings.mlr.press/v235/roe24a/roe24a.pdf",
            "PMLR v235/doe24a",
            "PMLR v235/roe24a",
        ),
    ],
)
def test_one_title_with_two_identifiers_in_one_volume(
    wrong: str, right: str, named: str, known: str
) -> None:
    (message,) = messages(bullets((ICE, right), (ICE, wrong)), RULE)
    assert message == (
        f"2:32 `{ICE}` is {named} here and {known} on line 1:"
        " a link or a title is wrong, or two papers share the title"
    )
    assert messages(bullets((ICE, right), (ICE, wrong)), "duplicate-*") == []


def test_suspect_is_the_entry_whose_title_is_not_that_of_the_page() -> None:
    pages = (
        f"{CVF}/content/CVPR2026/html/{name}_CVPR_2026_paper.html"
        for name in ("Doe_Swimming_Robots", "Roe_Walking_Robots_on_Thin")
    )
    (message,) = messages(bullets(*((ICE, page) for page in pages)), RULE)
    assert message.startswith(f"1:32 `{ICE}` is CVF Doe_Swimming_Robots_CVPR_2026 here and CVF Roe")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            f"{CVF}/content/CVPR2023W/AB/papers/Roe_Walking_Robots_CVPRW_2023_paper.pdf",
            f"{CVF}/content/WACV2024/papers/Roe_Walking_Robots_WACV_2024_paper.pdf",
        ),
        ("https://doi.org/10.1234/ice.2023", "https://doi.org/10.1234/ice.2024"),
        ("https://openreview.net/forum?id=aBc123", "https://openreview.net/forum?id=dEf456"),
        ("https://aclanthology.org/2023.acl-srw.99/", "https://aclanthology.org/2024.acl-long.99/"),
    ],
)
def test_one_title_in_two_volumes(one: str, other: str) -> None:
    assert messages(bullets((ICE, one), (ICE, other)), RULE) == []


def test_link_that_was_reported_is_no_evidence() -> None:
    text = bullets(
        (ICE, arxiv("2401.01234")), (FIELD, arxiv("2401.01234")), (FIELD, arxiv("2402.05678"))
    )
    (message,) = messages(text, RULE)
    assert message.startswith(
        f"2:38 arXiv 2401.01234 is titled `{FIELD}` here and `{ICE}` on line 1:"
    )


def test_suspect_is_the_entry_whose_year_the_identifier_contradicts() -> None:
    text = (
        f"- [{ICE}]({arxiv('2401.01234')}), ICRA 2019\n"
        f"- [{FIELD}]({arxiv('2401.01234')}), ICRA 2024\n"
    )
    (message,) = messages(text, RULE)
    assert message.startswith(
        f"1:32 arXiv 2401.01234 is titled `{ICE}` here and `{FIELD}` on line 2:"
    )
    text = text.replace("ICRA 2024", "ICRA 2018")
    assert [message[:5] for message in messages(text, RULE)] == ["2:38 "]


def test_reference_is_reported_where_it_is_used() -> None:
    text = f"- [{ICE}][ice]\n- [{FIELD}][ice]\n\n[ice]: {arxiv('2401.01234')}\n"
    (finding,) = lint(text, RULE)
    assert (finding.span.line, finding.span.column) == (2, 3)


def test_findings_are_in_document_order() -> None:
    text = (
        f"- [{ICE}]({arxiv('2401.01234')}), ICRA 2019\n"
        f"- [Counting All the Apples]({arxiv('2402.01234')})\n"
        f"- [Picking Some of the Pears]({arxiv('2402.01234')})\n"
        f"- [{FIELD}]({arxiv('2401.01234')}), ICRA 2024\n"
    )
    assert [each.span.line for each in lint(text, RULE)] == [1, 3]


def test_two_versions_of_a_paper_may_have_two_titles() -> None:
    assert (
        messages(bullets((ICE, arxiv("2401.01234v1")), (FIELD, arxiv("2401.01234v2"))), RULE) == []
    )
    assert len(messages(bullets((ICE, arxiv("2401.01234v1")), (FIELD, arxiv("2401.01234"))), RULE))


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("[Paper]", "A Simulator for Arctic Robots"),
        ("[ICRA 2024]", "A Simulator for Arctic Robots"),
        ("[[Annals of Ice and Other Matters 2024]]", "A Simulator for Arctic Robots"),
        ("[arXiv preprint 2401.01234]", "A Simulator for Arctic Robots"),
        (f"with [{FIELD}]", FIELD),
    ],
)
def test_an_identifier_goes_by_the_title_that_is_linked(link: str, shown: str) -> None:
    entry = f"- **A Simulator for Arctic Robots**, {link}({arxiv('2401.01234')})\n"
    (message,) = messages(bullets((ICE, arxiv("2401.01234"))) + entry, RULE)
    assert f" arXiv 2401.01234 is titled `{shown}` here and `{ICE}` on line 1:" in message


@pytest.mark.parametrize("text", [ICE, "Snow et al.", "the paper by Ada Snow", "IceWalk"])
def test_a_paper_that_a_description_links_to_is_not_the_entry(text: str) -> None:
    entry = f"- **A Simulator for Arctic Robots**: written for [{text}]({arxiv('2401.01234')})\n"
    assert messages(bullets((ICE, arxiv("2401.01234"))) + entry, RULE) == []


def test_a_project_beside_its_paper_is_no_paper() -> None:
    project = (
        "- [IceKit: Tools for Walking Robots](https://github.com/example/ice)"
        f" [[paper]({arxiv('2401.01234')})]"
    )
    assert messages(f"{bullets((ICE, arxiv('2401.01234')))}{project}\n", RULE) == []
    elsewhere = project.replace("github.com", "example.org")
    assert len(messages(f"{bullets((ICE, arxiv('2401.01234')))}{elsewhere}\n", RULE)) == 1


def test_two_data_sets_of_one_paper() -> None:
    def data(name: str, data_set: str) -> str:
        paper = f"[[paper]({arxiv('2401.01234')})]"
        return f"- {name} {paper} [[dataset](https://example.org/{data_set})]\n"

    assert messages(data(ICE, "ice") + data(FIELD, "field"), RULE) == []
    assert len(messages(data(ICE, "ice") + data(FIELD, "ice"), RULE)) == 1


def test_a_date_after_a_title_is_not_part_of_it() -> None:
    listed = bullets(
        (f"{ICE}. ICRA 2024.", arxiv("2401.01234")), (f"{ICE}. 2024-01-12", arxiv("2401.01234"))
    )
    assert messages(listed, RULE) == []


PUBLISHED = "https://doi.org/10.1234/ice."


def test_titles_of_one_paper_behind_a_second_link() -> None:
    text = (
        f"- {ICE}. [[PUB]({PUBLISHED}1)] [[PDF]({arxiv('2401.01234')})]\n"
        f"- {FIELD}. [[PUB]({PUBLISHED}2)] [[PDF]({arxiv('2401.01234')})]\n"
    )
    (message,) = messages(text, RULE)
    assert message == (
        "2:83 arXiv 2401.01234 is titled `A Field Guide to Swimming Robots` here and"
        " `Walking Robots on Thin Ice` on line 1: a link or a title is wrong, or the paper is"
        " listed twice"
    )


def test_entries_that_share_two_identifiers_are_reported_once() -> None:
    links = f"[[PUB]({PUBLISHED}1)] [[PDF]({arxiv('2401.01234')})]"
    (message,) = messages(f"- {ICE}. {links}\n- {FIELD}. {links}\n", RULE)
    assert " DOI 10.1234/ice.1 is titled " in message


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://proceedings.mlr.press/v162/snow22a.html", "PMLR v162/snow22a"),
        (
            "https://openaccess.thecvf.com/content/CVPR2024/html/Snow_Ice_CVPR_2024_paper.html",
            "CVF Snow_Ice_CVPR_2024",
        ),
        ("https://ieeexplore.ieee.org/document/9046288", "IEEE 9046288"),
    ],
)
def test_pages_of_proceedings_are_identifiers(url: str, named: str) -> None:
    (message,) = messages(bullets((ICE, url), (FIELD, url)), RULE)
    assert f" {named} is titled `{FIELD}` here" in message


@pytest.mark.parametrize(
    "link",
    [
        "a follow-up of [[PDF]({url})]",
        "see also [paper]({url})",
        "[[code]({url})]",
        "[Another Title of a Paper]({url})",
        "\n  - Extends [[paper]({url})]",
    ],
)
def test_a_paper_that_a_remark_cites(link: str) -> None:
    text = (
        f"- {ICE} [[PUB]({PUBLISHED}1)]\n"
        f"- {FIELD} [[PDF]({arxiv('2401.01234')})] {link.format(url=f'{PUBLISHED}1')}\n"
    )
    assert messages(text, RULE) == []


def test_a_source_of_many_entries() -> None:
    titles = (ICE, FIELD, "Counting All the Apples", "Picking Some of the Pears")
    url = f"{PUBLISHED}1"
    assert len(messages(bullets(*((title, url) for title in titles[:3])), RULE)) == 2
    assert messages(bullets(*((title, url) for title in titles)), RULE) == []


def test_a_data_set_and_its_paper() -> None:
    text = bullets((f"IceWalk: {FIELD}", arxiv("2401.01234")))
    assert messages(f"{text}- [IceWalk by Frost Labs]({arxiv('2401.01234')})\n", RULE) == []
    assert len(messages(f"{text}- [SnowWalk by Frost Labs]({arxiv('2401.01234')})\n", RULE)) == 1


def test_placeholders_of_dois_are_no_identifiers() -> None:
    url = "https://doi.org/10.1145/nnnnnnn.nnnnnnn"
    assert messages(bullets((ICE, url), (FIELD, url)), RULE) == []


@pytest.mark.parametrize(
    "text",
    [
        f"- **{ICE}**, arXiv.2309.01234 [[paper]({{url}})]\n",
        f"- {ICE}. Ada Snow and Bo Frost. arXiv preprint arXiv:2309.01234 [[paper]({{url}})]\n",
        f"- {ICE}, CoRR abs/2309.01234 [[paper]({{url}})]\n",
        f"| Title | arXiv | Link |\n|-|-|-|\n| {ICE} | 2309.01234v2 | [[paper]({{url}})] |\n",
    ],
)
def test_text_that_states_another_identifier_than_the_link(text: str) -> None:
    (message,) = messages(text.format(url=arxiv("2408.04321")), RULE)
    assert message.endswith(
        " The link leads to arXiv 2408.04321, but the text of the entry states arXiv 2309.01234:"
        " one of the two is another paper"
    )
    assert messages(text.format(url="https://arxiv.org/pdf/2309.01234v1"), RULE) == []


@pytest.mark.parametrize(
    "text",
    [
        "[arXiv:2309.01234]({url})",
        "see [CoRR abs/2309.01234]({url})",
        "[https://arxiv.org/abs/2309.01234]({url})",
    ],
)
def test_link_whose_text_states_another_identifier(text: str) -> None:
    (message,) = messages(f"- {text} {ICE}\n".format(url=arxiv("2408.04321")), RULE)
    assert message.endswith(
        " The link leads to arXiv 2408.04321, but its text states arXiv 2309.01234:"
        " one of the two is another paper"
    )
    assert messages(f"{text}\n".format(url=arxiv("2309.01234v2")), RULE) == []


@pytest.mark.parametrize(
    "text",
    [
        "extends arXiv:2309.01234 [[paper]({url})]",
        "[[paper]({url})]. Improves on the results of arXiv:2309.01234",
        "arXiv:2309.01234 [[paper]({url})] [[PDF](https://arxiv.org/pdf/2309.01234)]",
        "arXiv:2309.01234 [[PUB](https://doi.org/10.1234/ice.1)]",
        "arXiv 2023 [[paper]({url})]",
    ],
)
def test_identifiers_in_the_text_that_are_no_conflict(text: str) -> None:
    assert messages(f"- {ICE}, {text.format(url=arxiv('2408.04321'))}\n", RULE) == []


def test_an_identifier_is_a_label_of_a_link() -> None:
    text = (
        "- Walking Robots on Thin Ice [[2401.01234]({url})]\n"
        "- A Field Guide to Swimming Robots [[2401.01234]({url})]\n"
    ).format(url=arxiv("2401.01234"))
    assert len(messages(text, RULE)) == 1


@pytest.mark.parametrize(
    "shown", ["[2309.01234]({})", "[[2309.01234v2]({})]", "[[2309.01234]]({})"]
)
def test_the_text_of_a_link_is_another_identifier(shown: str) -> None:
    text = f"- {ICE} {shown.format(arxiv('2408.04321'))}\n"
    (message,) = messages(text, RULE)
    assert "arXiv 2408.04321, but its text states arXiv 2309.01234" in message
    assert messages(text.replace("2408.04321", "2309.01234"), RULE) == []


@pytest.mark.parametrize(
    "heading", ["News of the Group", "Update Log", "🔥 Update logs", "Announcements"]
)
@pytest.mark.parametrize(
    "news",
    [
        "[2024.01.15] We release the first version of the study on robots",
        "[2024.01.15] We've released the first version of the study on robots",
        "[2024.01.15] The first version of our survey of robots can be read",
        "2024/01/15 **Our robots walk on ice now**",
    ],
)
def test_news_about_a_paper_of_the_list(heading: str, news: str) -> None:
    paper = f"[[arXiv]({arxiv('2401.01234')})]"
    text = f"# Robots\n\n## {heading}\n\n- {news} {paper}\n\n## Papers\n\n- **{ICE}** {paper}\n"
    assert messages(text, RULE) == []


def test_a_title_that_begins_with_we_is_a_title() -> None:
    title = "We Are Robots: On the Walks of Machines"
    (message,) = messages(bullets((title, arxiv("2401.01234")), (FIELD, arxiv("2401.01234"))), RULE)
    assert f"arXiv 2401.01234 is titled `{FIELD}` here and `{title}` on line 1" in message


@pytest.mark.parametrize(
    "data_set",
    [
        "**The Ice Walks 3D Dataset (Thin, Thick)**",
        "**Slips of Robots on Ice (SRI)**",
        f"**Slips of Robots on Polar Ice**: Snow, Ada, et al. **{ICE}.** ICRA, 2024.",
        "**IceWalk-18-CoT**: Learning to Walk on Thin Ice",
    ],
)
def test_a_data_set_and_its_paper_in_different_sections(data_set: str) -> None:
    paper = f"[[Paper]]({arxiv('2401.01234')})"
    title = f"IceBot: {'Learning to Walk on Thin Ice' if 'IceWalk' in data_set else ICE}"
    text = f"# Robots\n\n## {{}}\n\n- {data_set} {paper}\n\n## Methods\n\n- **{title}** {paper}\n"
    assert messages(text.format("Datasets & Benchmarks\n\n### Ice"), RULE) == []


ICE_WALKS = "The Ice Walks 3D Dataset (Thin, Thick)"


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("Datasets", "Benchmarks", ICE_WALKS),
        ("Robots", "Methods", ICE_WALKS),
        # Titles of other papers.
        ("Datasets", "Methods", "Ice Walks: A Large and Thin Dataset"),
        ("Datasets", "Methods", "Slips of Robots on Ice (Suri)"),
    ],
)
def test_two_names_of_data_sets_conflict_outside_of_these_sections(
    first: str, second: str, name: str
) -> None:
    paper = f"[[Paper]]({arxiv('2401.01234')})"
    text = (
        f"# Robots\n\n## {first}\n\n- **{name}** {paper}\n\n## {second}\n\n- **{FIELD}** {paper}\n"
    )
    (message,) = messages(text, RULE)
    assert f"arXiv 2401.01234 is titled `{FIELD}` here and `{name}` on line 5" in message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Thin Ice and Snow - IceBot: Walking on Ice at Night",
            "Limits - IceBot: Walking on Ice at Night",
        ),
        ("IceBot 18: Walking on Ice at Night", "Suri: Walking on Ice at Night"),
        ("Long Labels of Five Words | Walking on Ice at Night", "Suri – Walking on Ice at Night"),
    ],
)
def test_one_title_after_different_labels(one: str, other: str) -> None:
    url = arxiv("2401.01234")
    assert messages(bullets((one, url), (other, url)), RULE) == []
    wrong = other.replace("Walking on Ice at Night", "Swimming in a Warm Sea")
    (message,) = messages(bullets((one, url), (wrong, url)), RULE)
    assert f"arXiv 2401.01234 is titled `{wrong}` here and `{one}` on line 1" in message


def test_a_remark_on_the_line_before_the_title() -> None:
    lines = "**_{}_ - IceBot: {}**\\\n_Ada Snow_\\\narXiv, [[Paper]({})]\\\n20 Feb 2024\n"
    titled = lines.format("{}", ICE, arxiv("2401.01234"))
    remark = "_**All of the robots are walking.**_\\\n"
    text = f"# Robots\n\n## Ice\n\n{remark}{titled.format('Legs')}\n{titled.format('Feet')}"
    assert messages(text, RULE) == []


def test_a_journal_is_no_title() -> None:
    text = "| Model | Paper |\n|-|-|\n" + "".join(
        f"| {name} | [J. Icel. Sci. Eng.]({arxiv(paper)}) |\n"
        for name, paper in (("**FrostBot**", "2205.01234"), ("**SnowBot**", "2305.04321"))
    )
    assert messages(text, RULE) == []


@pytest.mark.parametrize(
    "venue",
    [
        "International Conference on Machine Learning. PMLR, (2022)",
        "Proceedings of the 39th International Conference on Machine Learning",
        "Conference on Neural Information Processing Systems (NeurIPS), 2022",
    ],
)
def test_a_link_whose_text_is_a_venue_leads_to_the_paper(venue: str) -> None:
    def entry(title: str, page: str) -> str:
        return (
            f"- **{title}** [2022]  \n  Snow, A.  \n  [{venue}]({PMLR.format(page)}) | [code]()\n"
        )

    assert messages(entry(ICE, "snow22a") + entry(FIELD, "frost22a"), RULE) == []
    (message,) = messages(entry(ICE, "snow22a") + entry(FIELD, "snow22a"), RULE)
    assert message == (
        f"6:{len(venue) + 6} PMLR v162/snow22a is titled `{FIELD}` here and `{ICE}` on line 1:"
        " a link or a title is wrong, or the paper is listed twice"
    )


@pytest.mark.parametrize(
    ("title", "number", "expected"),
    [
        ("Workshop on Robots in Deep Snow", "1812.01234", None),
        ("Workshop on Robots in Deep Snow", "1512.01234", "2:44 `Workshop on Robots in Deep Snow`"),
        ("Walking Robots in Deep Snow", "1812.01234", "2:40 `Walking Robots in Deep Snow`"),
    ],
)
def test_proceedings_of_two_years(title: str, number: str, expected: str | None) -> None:
    papers = ((f"(2020) {title}", arxiv("2002.01234")), (f"(2019) {title}", arxiv(number)))
    conflict = (
        f"{expected} is arXiv {number} here and arXiv 2002.01234 on line 1: a link or a title is"
        " wrong, or two papers share the title"
    )
    assert messages(bullets(*papers), RULE) == ([conflict] if expected else [])


def test_a_text_above_several_papers_is_a_label() -> None:
    label = "Images and Their Text Descriptions"
    text = bullets(*((label, arxiv(f"2401.0123{number}")) for number in range(4)))
    assert messages(text, RULE) == []
    assert len(messages("".join(text.splitlines(keepends=True)[:2]), RULE)) == 1
