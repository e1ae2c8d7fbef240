"""Learning: what returns in the articles of a site becomes its pack, and nothing else does."""

import random
import tomllib
from collections.abc import Sequence

import pytest
from invented import (
    SITE,
    clean,
    count,
    find_learned,
    learn_from,
    make_article,
    make_articles,
    read_back,
    write_body,
    write_paragraph,
)

from newsclean import Cleaner, Document
from newsclean.fold import fold
from newsclean.learning import Limits, learn
from newsclean.learning.writing import write_pack
from newsclean.proof import prove_pack
from newsclean.rules import parse_pack

# What is learned


def make_site(number: int = 5) -> list[Document]:
    return make_articles(
        [
            "The Lantern of Oldport",
            *write_body(place),
            f"{place + 3} Comments",
            f"Published on {place + 1} {('May', 'June', 'July', 'August', 'March')[place % 5]} 2025",
            "Send this page to a friend",
            "You have read all free articles of this month, so please think of our readers' club before you go on.",
        ]
        for place in range(number)
    )


def test_what_returns_is_learned_and_goes() -> None:
    pack = learn_from(make_site()).pack
    body = write_body("new")
    page = [
        "The Lantern of Oldport",
        *body,
        "14 Comments",
        "Published on 30 November 2026",
        "Send this page to a friend",
        "You have read all free articles of this month, so please think of our readers' club before you go on.",
    ]
    assert clean(pack, page) == body


def test_lines_drawn_between_the_parts_of_a_report_are_learned() -> None:
    documents = make_articles(
        [*write_body(place), "___", "Ida Corrin saw the harbour from the roof."] for place in range(5)
    )
    body = write_body("new")
    assert clean(learn_from(documents).pack, [*body[:2], "___", *body[2:]]) == body


def test_a_paragraph_is_known_however_far_it_is_set_in() -> None:
    about = "The Lantern is read by all who keep a boat in Oldport, and by those who wish they did. " * 4
    pack = learn_from(make_articles([*write_body(place), about.strip()] for place in range(5))).pack
    body = write_body("new")
    assert clean(pack, [*body, " " * 90 + about]) == body


def test_each_rule_tells_what_it_rests_on() -> None:
    learned = learn_from(make_site())
    assert (learned.articles, learned.copies) == (5, 0)
    names = {f"{place}.txt" for place in range(5)}
    for rule in learned.pack.rules:
        assert rule.articles == 5
        assert len(set(rule.seen_in)) == 3
        assert names.issuperset(rule.seen_in)
        assert rule.removes
        assert rule.keeps


def test_near_misses_are_lines_of_the_site() -> None:
    near = "Send this page to a friend, the mayor wrote below the plan, and to nobody else."
    documents = make_articles(
        [*write_body(place), near, "Send this page to a friend"][place % 2 :] for place in range(1)
    )
    documents += make_articles([*write_body(place), "Send this page to a friend"] for place in range(1, 5))
    [rule] = [rule for rule in learn_from(documents).pack.rules if "Send this page to a friend" in rule.lines]
    assert near in rule.keeps


def test_a_learned_pack_passes_the_check() -> None:
    assert prove_pack(read_back(learn_from(make_site()).pack)) == []


def test_a_pack_is_read_as_it_was_written() -> None:
    pack = learn_from(make_site()).pack
    again = read_back(pack)
    assert (again.rules, again.unsure, again.site, again.articles) == (pack.rules, pack.unsure, SITE, 5)


def test_lines_that_differ_in_names_become_one_pattern() -> None:
    people = ("Ida Corrin", "Tom Welles", "Ana Brandt", "Nell Ostrow", "Jo Finch")
    documents = make_articles(
        [*write_body(person), f"Drawings made by {person} for the evening edition"] for person in people
    )
    pack = learn_from(documents).pack
    body = write_body("new")
    assert clean(pack, [*body, "Drawings made by Max Tarrow for the evening edition"]) == body


def test_subheads_with_names_are_unsure() -> None:
    people = ("Ida Corrin", "Tom Welles", "Ana Brandt", "Nell Ostrow")
    texts = [write_body(place) for place in range(12)]
    for text, person in zip(texts, people, strict=False):
        text.insert(3, f"Why everybody trusts {person}")
    pack = learn_from(make_articles(texts)).pack
    assert not pack.rules
    [doubt] = pack.unsure
    assert doubt.pattern.startswith("^why everybody trusts ")


def test_the_end_of_lines_that_returns_is_taken_out_and_a_dateline_stays() -> None:
    end = " — Sign up here for the evening letter"
    documents = make_articles(
        [f"OLDPORT (LP) — {first}", second + end, *others]
        for first, second, *others in (write_body(place) for place in range(5))
    )
    first, second, *others = write_body("new")
    left = clean(learn_from(documents).pack, [f"OLDPORT (LP) — {first}", second + end, *others])
    assert left[0] == f"OLDPORT (LP) — {first}"
    assert left[1].rstrip(".") == second.rstrip(".")
    assert left[2:] == others


def test_the_name_of_the_paper_goes_behind_a_dash_and_stays_in_a_sentence() -> None:
    texts = [[first + " – The Oldport Lantern", *others] for first, *others in map(write_body, range(5))]
    pack = learn_from(make_articles(texts)).pack
    body = ["That is what the captain told The Oldport Lantern", *write_body("new")]
    assert clean(pack, body) == body
    assert clean(pack, ["Ferry sails again – The Oldport Lantern", *body]) == ["Ferry sails again", *body]


def test_what_could_be_content_is_unsure() -> None:
    column = "Every Friday our gardener walks the dykes and tells what he has found there in mud and reeds."
    texts = [write_body(place) for place in range(30)]
    for place in (3, 9, 17, 25):
        texts[place].insert(0, column)
    pack = learn_from(make_articles([*text, "The Lantern of Oldport"] for text in texts)).pack
    assert fold(column) not in find_learned(pack)
    [doubt] = pack.unsure
    assert (doubt.lines, doubt.articles) == ((column,), 4)
    assert clean(pack, [column, *write_body("new")])[0] == column


def test_an_unsure_rule_becomes_one_with_its_heading() -> None:
    column = "Every Friday our gardener walks the dykes and tells what he has found there in mud and reeds."
    texts = [write_body(place) for place in range(30)]
    for place in (3, 9, 17, 25):
        texts[place].insert(0, column)
    written = write_pack(learn_from(make_articles(texts)).pack).replace("[[unsure]]", "[[rule]]")
    pack = parse_pack(tomllib.loads(written), "promoted.toml")
    assert prove_pack(pack) == []
    assert find_learned(pack) == {fold(column)}


def test_the_headline_of_another_article_goes_and_its_own_stays() -> None:
    titles = [f"Why the {name} never came back to Oldport" for name in ("ferry", "heron", "mayor", "circus")]
    documents = [
        make_article(f"{place}.txt", [title, *write_body(place), titles[place - 1]], title)
        for place, title in enumerate(titles)
    ]
    pack = learn_from(documents).pack
    body = write_body("new")
    assert clean(pack, [titles[0], *body, titles[1]], titles[0]) == [titles[0], *body]
    assert clean(pack, [titles[0], *body, titles[1]]) == [titles[0], *body]


def test_limits_hold() -> None:
    texts = [write_body(place) for place in range(20)]
    for place in range(4):
        texts[place].append("Send this page to a friend")
    line = fold("Send this page to a friend")
    assert line in find_learned(learn_from(make_articles(texts)).pack)
    assert line not in find_learned(learn_from(make_articles(texts), Limits(min_articles=5)).pack)
    assert line not in find_learned(learn_from(make_articles(texts), Limits(min_share=0.25)).pack)


def test_a_pack_is_on_for_its_site_alone() -> None:
    cleaner = Cleaner(site_packs=[learn_from(make_site()).pack])
    text = "\n".join([*write_body("new"), "The Lantern of Oldport", ""])
    assert "Lantern" not in cleaner(Document.from_text(text, site=f"www.{SITE}")).text
    assert "Lantern" in cleaner(Document.from_text(text, site="herald.example")).text
    assert "Lantern" in cleaner(Document.from_text(text)).text


def test_sites_are_learned_apart() -> None:
    ours = make_site()
    others = [document._replace(site="herald.example") for document in make_articles(map(write_body, "abc"))]
    assert [(each.site, bool(each.pack.rules)) for each in learn(count([*ours, *others]))] == [
        ("herald.example", False),
        (SITE, True),
    ]


# Copies


def edit_lightly(body: Sequence[str], place: int) -> list[str]:
    """Change a word of a paragraph and add a sentence to another, as an update does."""
    edited = list(body)
    edited[place] = edited[place].replace(" ", " now ", 1)
    edited[-1] += " More follows."
    return edited


@pytest.mark.parametrize("number", [2, 3, 6])
def test_a_text_under_several_names_teaches_nothing(number: int) -> None:
    body = ["Dykes hold", *write_body("story")]
    learned = learn_from(make_articles([body] * number))
    assert not learned.pack.rules
    assert not learned.pack.unsure
    assert learned.articles == 1


@pytest.mark.parametrize("others", [0, 1, 4])
@pytest.mark.parametrize("number", [2, 4])
def test_lightly_edited_copies_teach_nothing(number: int, others: int) -> None:
    body = ["Dykes hold", *write_body("story", 9)]
    copies = [edit_lightly(body, place + 1) for place in range(number)]
    learned = learn_from(make_articles([*copies, *map(write_body, range(others))]))
    assert not learned.pack.rules
    assert not learned.pack.unsure
    assert learned.copies == number - 1


def test_many_copies_among_many_articles_teach_nothing() -> None:
    copies = [edit_lightly(write_body("story", 40), place) for place in range(30)]
    others = [[*write_body(place), "Send this page to a friend"] for place in range(10)]
    learned = learn_from(make_articles([*copies, *others]))
    assert learned.copies == 29
    assert find_learned(learned.pack) == {"send this page to a friend"}
    assert not learned.pack.unsure


def test_an_update_teaches_none_of_its_background() -> None:
    background = write_body("background", 4)
    choose = random.Random(5)  # noqa: S311 - no secret
    story = write_paragraph(choose, 60).lower().rstrip(".").split()
    news = [" ".join(choose.sample(story, 40)).capitalize() + "." for _ in range(6)]
    learned = learn_from(make_articles([[*news[:3], *background], [*news[3:], *background], write_body("other")]))
    assert not learned.pack.rules
    assert learned.copies == 1


def test_copies_do_not_keep_the_boilerplate_from_being_learned() -> None:
    copies = [edit_lightly(write_body("story"), place) for place in range(3)]
    texts = [*copies, *map(write_body, range(4))]
    pack = learn_from(make_articles([*body, "Send this page to a friend"] for body in texts)).pack
    [rule] = pack.rules
    assert (rule.lines, rule.articles) == (("Send this page to a friend",), 5)
