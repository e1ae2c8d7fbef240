"""Counts add up; what is learned is the same however they did, and whatever stands in the articles."""

import pickle
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import SITE, count, find_learned, learn_from, make_article, make_articles, read_back, write_body
from strategies import lines

from newsclean import Cleaner, Document
from newsclean.filters.site import Site
from newsclean.indexing import open_rulebook
from newsclean.learning import Counts, learn
from newsclean.learning.comparing import compare_packs
from newsclean.learning.counts import CountsError
from newsclean.learning.templates import make_templates
from newsclean.learning.writing import write_pack
from newsclean.proof import prove_pack
from newsclean.rules import PackError, parse_pack

# Counts add up

BODIES = [write_body(place, 3) for place in range(6)]
_boilerplate = st.lists(
    st.sampled_from(("Share this page", "4 Comments", "17 comments", "Ida Corrin writes")), max_size=4
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    body = [*draw(st.sampled_from(BODIES)), *draw(_boilerplate)]
    name, title = draw(st.sampled_from("abcdef")), draw(st.sampled_from(("", "Why the heron never came back")))
    return make_article(name, body, title)._replace(site=draw(st.sampled_from((SITE, "herald.example"))))


def save(counts: Counts, folder: Path) -> bytes:
    path = folder / "counts"
    counts.save(path)
    return path.read_bytes()


@given(st.data())
def test_order_and_split_and_memory_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("counts")
    drawn = data.draw(st.lists(documents(), max_size=12))
    shuffled = data.draw(st.permutations(drawn))
    cut = data.draw(st.integers(0, len(drawn)))
    whole = count(drawn)
    one, other = Counts(memory=1), count(shuffled[cut:])
    one.update(shuffled[:cut])
    expected = save(whole, folder)
    assert save(one + other, folder) == save(other + one, folder) == expected
    assert save(whole + one, folder) == expected, "what is counted twice counts once"
    assert save(pickle.loads(pickle.dumps(whole)), folder) == expected  # noqa: S301 - our own
    assert save(Counts.load(folder / "counts"), folder) == expected
    small = Counts(memory=1)
    small.update(shuffled)
    assert [write_pack(each.pack) for each in learn(small)] == [write_pack(each.pack) for each in learn(whole)]


def test_a_file_that_holds_no_counts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_text("Rain fell all night, and nobody counted anything.", encoding="utf-8")
    with pytest.raises(CountsError, match="notes: no counts"):
        Counts.load(path)
    with pytest.raises(FileNotFoundError):
        Counts.load(tmp_path / "nowhere")


# Hostile text

HOSTILE = (
    "[[rule]]",
    'id = "x" # """',
    "'''^(a+)+$'''",
    "(.*)*(.*)*|[a-z",
    "^.{0,99}$ \\d+ \\",
    "{ line = 'x', leaves = '' }",
    "a\x00b\x07c\x1b[31m d\x7f\x85e",
    "\u202edesrever si siht\u2066 \ufeff",
    "\ud83d half of a pair",
    "Ａ wide line ı İ",
    "रोज़ का समाचार पढ़ें",
    "関連ニュースをもっと見る",
    "the of and to",
    "x" * 5000,
    "y z " * 260,
    "Share 1 2 3 4 5 6 7 8 9 (10) [11] {12}",
    "0" * 400 + "a",
)


@given(st.lists(st.sampled_from(HOSTILE) | lines, min_size=1, max_size=8), st.lists(lines, max_size=6))
def test_hostile_text_makes_a_valid_pack_that_removes_nothing_unseen(hostile: list[str], others: list[str]) -> None:
    pages = [[*body, *hostile] for body in BODIES[:3]]
    pack = learn_from(make_articles(pages)).pack
    if not (pack.rules or pack.unsure):
        return
    again = read_back(pack)
    assert prove_pack(again) == []
    seen = set(
        make_templates([" ".join(line.split()) for page in make_articles(pages) for line in page.text.split("\n")])
    )
    page = make_article("new.txt", [*BODIES[4], *others])
    for edit in Site(open_rulebook((), [again]))(page):
        assert edit.after is None
        assert make_templates([" ".join(edit.before.split())])[0] in seen


def test_a_line_of_a_megabyte_is_no_trouble() -> None:
    huge = "Share this " * 100_000
    pack = learn_from(make_articles([*body, huge, "Send this page on"] for body in BODIES[:3])).pack
    assert find_learned(pack) == {"send this page on"}
    assert len(write_pack(pack)) < 10_000


# The format

BELOW = """
[[rule]]
id = "mine.other"
description = "A headline of another article."
lines = ["The heron is back"]
where = "below"
removes = ["The heron is back"]
keeps = ["The heron is back, they say."]
"""
PARAGRAPH = "The keeper of the lighthouse said on Monday that he had seen nothing at all."


@pytest.mark.parametrize(
    ("text", "title", "left"),
    [
        ("The heron is back\n{}\nThe heron is back\n", "", "The heron is back\n{}\n"),
        ("Fog\n{}\nThe heron is back\n", "The Heron Is Back", "Fog\n{}\nThe heron is back\n"),
        ("Fog\n{}\nThe heron is back\n", "Fog in Oldport", "Fog\n{}\n"),
        ("Fog\nThe heron is back\n", "", "Fog\nThe heron is back\n"),
    ],
)
def test_a_rule_below_leaves_the_articles_own_headline(text: str, title: str, left: str) -> None:
    pack = parse_pack(tomllib.loads(BELOW), "below.toml")
    assert prove_pack(pack) == []
    cleaner = Cleaner(filters=["boilerplate"], packs=[pack])
    assert cleaner(Document.from_text(text.format(PARAGRAPH), title=title)).text == left.format(PARAGRAPH)


def test_what_is_unsure_is_off_and_held_to_the_form() -> None:
    unsure = BELOW.replace("[[rule]]", "[[unsure]]")
    pack = parse_pack(tomllib.loads(unsure), "unsure.toml")
    assert (pack.rules, [rule.id for rule in pack.unsure]) == ((), ["mine.other"])
    text = f"Fog\n{PARAGRAPH}\nThe heron is back\n"
    assert Cleaner(packs=[pack])(Document.from_text(text)).text == text
    with pytest.raises(PackError, match=r"mine\.other: key 'wheer': unknown; did you mean 'where'"):
        parse_pack(tomllib.loads(unsure.replace("where", "wheer")), "unsure.toml")
    with pytest.raises(PackError, match="two rules have this id"):
        parse_pack(tomllib.loads(unsure + BELOW), "unsure.toml")


# What a new crawl changes


def test_a_difference_tells_what_came_and_went() -> None:
    old = learn_from(make_articles([*body, "Send this page on", "Join the club"] for body in BODIES[:4])).pack
    new = learn_from(make_articles([*body, "Join the club", "Print this page"] for body in BODIES[:4])).pack
    difference = compare_packs(old, new)
    assert difference
    assert difference.write() == "+ Print this page\n- Send this page on\n"
    assert not compare_packs(new, new)


# Time


def test_time_grows_with_the_articles() -> None:
    def measure(number: int) -> float:
        pages = make_articles(
            [*write_body(place, 4), "Send this page on", f"{place} comments"] for place in range(number)
        )
        start = time.process_time()
        learn_from(pages)
        return time.process_time() - start

    measure(50)
    assert any(measure(1600) < 8 * measure(400) for _ in range(3))  # other processes may slow down one of them
