"""The filter of rules: what a rule drops and where, which rules are on, and that the tables lead to all that hold."""

import pickle
import re
from collections.abc import Sequence

import pytest
from conftest import RULES
from hypothesis import given
from hypothesis import strategies as st
from strategies import RULE_EXAMPLES, lines

from newsclean import Cleaner, Document
from newsclean.cleaner import THRESHOLD
from newsclean.filters.boilerplate import HEAD, TAIL, Boilerplate
from newsclean.fold import fold, split_each, split_words, straighten
from newsclean.index import LONGEST, RuleIndex
from newsclean.indexing import build_index
from newsclean.rulebook import RuleBook, open_shipped
from newsclean.rules import Drop, Pack, PackError, Rule, Where

KETTLE = Rule("en.kettle", "A call to buy a kettle.", pattern=r"^buy (a|the) kettle\b.{0,40}$")


def run(rule: Rule, text: str, site: str = "") -> str:
    cleaner = Cleaner(filters=["boilerplate"], packs=[Pack("mine.toml", rules=(rule,))])
    return cleaner(Document.from_text(text, site=site)).text


def make_match(pattern: str) -> Rule:
    return Rule("en.kettle", "A call to buy a kettle.", pattern=pattern, drop="match")


@pytest.mark.parametrize(
    "line", ["Buy a kettle", "BUY THE KETTLE!", "• Buy a kettle:", "→ buy a kettle now >", "“Buy”, a kettle"]
)
def test_a_pattern_reads_a_line_without_marks_and_case(line: str) -> None:
    gone = not line.startswith("“")
    assert run(KETTLE, f"Rain.\n{line}\nSun.\n") == ("Rain.\nSun.\n" if gone else f"Rain.\n{line}\nSun.\n")


@pytest.mark.parametrize(
    ("pattern", "before", "after"),
    [
        (r"\bbuy a kettle\b!?", "Rain fell. Buy a kettle! The sun came out.", "Rain fell. The sun came out."),
        (r"\(buy a kettle\)", "Rain fell (buy a kettle), and then sun.", "Rain fell, and then sun."),
        (r"^buy a kettle\b:?", "Buy a kettle: Rain fell.", "Rain fell."),
    ],
)
def test_drop_match_takes_out_the_part_that_matches(pattern: str, before: str, after: str) -> None:
    assert run(make_match(pattern), f"{before}\n") == f"{after}\n"


@pytest.mark.parametrize(
    ("pattern", "before", "after"),
    [
        (r"\bbuy a kettle\b$", "Rain fell. Buy a kettle.", "Rain fell."),
        (r"\bbuy a kettle\b", "Rain fell. Buy a kettle! The sun came out.", "Rain fell. The sun came out."),
    ],
)
def test_drop_match_takes_the_end_punctuation_along(pattern: str, before: str, after: str) -> None:
    assert run(make_match(pattern), f"{before}\n") == f"{after}\n"


def test_drop_match_takes_the_line_where_only_marks_would_be_left() -> None:
    assert run(make_match(r"\bbuy a kettle\b"), "Rain.\n• Buy a kettle •\nSun.\n") == "Rain.\nSun.\n"


def make_rest() -> Rule:
    return Rule("en.kettle", "Kettles.", lines=("More kettles",), drop="rest")


def test_drop_rest_takes_all_below() -> None:
    body = "Rain fell all night, and the river rose.\n"
    assert run(make_rest(), f"{body}More kettles\nOne\nTwo\n") == body


def test_drop_rest_leaves_what_is_larger_than_the_part_above() -> None:
    text = "Rain.\nMore kettles\nThe river rose to the old bridge by dawn.\nThe café sold soup.\n"
    assert run(make_rest(), text) == text.replace("More kettles\n", "")


@pytest.mark.parametrize(
    ("where", "places"),
    [("anywhere", {0, 7, 8, 19, 30, 47, 48, 59}), ("head", {0, 7}), ("tail", {48, 59})],
)
def test_where_a_rule_holds(where: Where, places: set[int]) -> None:
    rule = Rule("en.kettle", "Kettles.", lines=("Kettles",), where=where)
    assert (HEAD, TAIL) == (8, 12)
    for place in (0, 7, 8, 19, 30, 47, 48, 59):
        texts = [f"The river rose to the mark of year {number}." for number in range(60)]
        texts[place] = "Kettles"
        cleaned = run(rule, "".join(f"{text}\n\n" for text in texts))
        assert ("Kettles" not in cleaned) == (place in places), place


def test_a_line_of_a_rule_matches_whole_lines_alone() -> None:
    rule = Rule("en.kettle", "Kettles.", lines=("Buy kettles",))
    assert run(rule, "BUY  KETTLES …\n") == ""
    assert run(rule, "Buy kettles and tea.\n") == "Buy kettles and tea.\n"


@pytest.mark.parametrize("drop", ["line", "match", "rest"])
def test_rules_that_are_unsure_only_point_out(drop: Drop) -> None:
    rule = Rule("en.kettle", "Kettles.", pattern=r"^buy a kettle\b", drop=drop, confidence=0.6)
    document = Document.from_text("Rain fell all night.\nBuy a kettle\nSun.\n")
    result = Cleaner(filters=["boilerplate"], packs=[Pack("mine.toml", rules=(rule,))])(document)
    assert result.text == document.text
    assert {edit.rule for edit in result.unsure} == {"en.kettle"}
    assert all(edit.confidence == 0.6 < THRESHOLD for edit in result.unsure)


@pytest.mark.parametrize("longest", [50, 51, 52])
def test_lines_over_the_longest_stay(longest: int) -> None:
    line = "buy a kettle".ljust(51, "e")
    rule = Rule("en.kettle", "Kettles.", pattern=r"^buy a kettlee{0,90}$|^buy a kettle\b", longest=longest)
    assert (run(rule, f"{line}\n") == "") == (longest >= 51)


def test_lines_are_found_however_far_they_are_set_in() -> None:
    rule = Rule("en.kettle", "Kettles.", pattern=r"^buy a cheap kettle of ours from the shop by the harbour today$")
    line = " " * 300 + "Buy a cheap kettle of ours from the shop by the harbour today"
    assert run(rule, f"{line}\n") == ""


# Which rules are on


def test_a_pack_can_switch_rules_off() -> None:
    text = "Rain.\nSign up for our daily newsletter\nSun.\n"
    on = Cleaner()(Document.from_text(text))
    assert on.text == "Rain.\nSun.\n"
    pack = Pack("mine.toml", disable=(on.edits[0].rule,))
    off = Cleaner(packs=[pack])(Document.from_text(text))
    assert on.edits[0].rule not in {edit.rule for edit in off.edits}
    assert Cleaner()(Document.from_text(text)) == on


def test_a_pack_cannot_switch_off_what_there_is_not() -> None:
    with pytest.raises(PackError, match=r"mine\.toml: key 'disable': there is no rule en\.kettles"):
        Cleaner(packs=[Pack("mine.toml", disable=("en.kettles",))])


def test_a_pack_without_words_in_its_pattern_is_refused() -> None:
    with pytest.raises(PackError, match=r"mine\.toml: rule en\.any: key 'pattern'"):
        Cleaner(packs=[Pack("mine.toml", rules=(Rule("en.any", "Anything.", pattern="^.{0,9}$"),))])


@pytest.mark.parametrize("site", ["", "example.org", "www.example.com"])
def test_a_sites_pack_that_was_asked_for_is_on_everywhere(site: str) -> None:
    pack = Pack("mine.toml", site="example.org", rules=(KETTLE,))
    cleaner = Cleaner(packs=[pack])
    assert cleaner(Document.from_text("Rain.\nBuy a kettle\n", site=site)).text == "Rain.\n"


@pytest.mark.parametrize(
    ("site", "on"),
    [
        ("example.org", True),
        ("www.example.org", True),
        ("NEWS.Example.ORG.", True),
        ("a.b.example.org", True),
        ("", False),
        ("example.com", False),
        ("badexample.org", False),
        ("example.org.evil.com", False),
        ("org", False),
    ],
)
def test_a_sites_rules_are_on_for_it_and_its_subdomains(site: str, *, on: bool) -> None:
    book = RuleBook((), {"example.org": build_index([KETTLE])})
    edits = list(Boilerplate(book)(Document.from_text("Rain.\nBuy a kettle\n", site=site)))
    assert [edit.before for edit in edits] == (["Buy a kettle"] if on else [])


# The tables that lead to rules


SHIPPED = open_shipped().indexes[0]


def find_one_by_one(index: RuleIndex, texts: Sequence[str]) -> dict[str, list[str]]:
    """Look at each line by itself, and give the ids of the rules that hold for it."""
    return {text: [match.rule.id for match in index.find(text)] for text in texts if index.find(text)}


def find_together(index: RuleIndex, texts: Sequence[str]) -> dict[str, list[str]]:
    return {text: [match.rule.id for match in matches] for text, matches in index.find_each(texts).items()}


@given(before=st.lists(lines, max_size=6), texts=st.lists(lines, max_size=12))
def test_lines_are_found_together_as_one_by_one(before: list[str], texts: list[str]) -> None:
    expected = find_one_by_one(SHIPPED, texts)
    assert find_together(SHIPPED, before + texts[::2]) == find_one_by_one(SHIPPED, before + texts[::2])
    assert find_together(SHIPPED, texts) == expected
    assert find_together(pickle.loads(pickle.dumps(SHIPPED)), texts) == expected  # noqa: S301 - our own


def test_all_examples_are_found_together_as_one_by_one() -> None:
    assert find_together(SHIPPED, RULE_EXAMPLES) == find_one_by_one(SHIPPED, RULE_EXAMPLES)


@pytest.mark.parametrize(
    "texts",
    [
        ["Buy a kettle\nRain fell.", "Sun.", "Buy a kettle"],
        ["Buy a\x85kettle", "Buy a\u2028kettle", "Buy\x1ca kettle"],
        ["buy_a_kettle", "•Buy a kettle•", "Buy\u200b a kettle", "©Buy a kettle"],
        ["ΒUY A KETTLE", "BUY A KETTLΕ", "Buy a ĸettle", "Buy a \u212aettle", "Ｂuy a kettle"],
        ["雨。", "Buy a kettle", "ราคา", "बाज़ार", "Kapalı", "BUY A KETTLE"],
        ["", " ", "…", "\n", "Buy a kettle"],
    ],
)
def test_odd_characters_do_not_hide_a_line_from_its_rule(texts: list[str]) -> None:
    index = build_index([KETTLE])
    assert find_together(index, texts) == find_one_by_one(index, texts)
    found = [text for text in texts if KETTLE.pattern and re.search(KETTLE.pattern, straighten(text), re.IGNORECASE)]
    assert set(found) <= set(find_together(index, texts))


def test_lines_of_every_character_have_the_same_words_together() -> None:
    texts = [f"Ab{chr(code)}cd {chr(code)} É" for code in range(0x20000)]
    for some in (texts[:0x100], texts, texts[0x41:0x42], ["“Don’t,” … said"], [""], []):
        assert [line_words for line_words, _ in split_each(some)] == list(map(split_words, some))


def test_the_tables_lead_to_every_rule_that_holds() -> None:
    """Try each pattern on each line. Lines that begin or end with a mark are left out, as marks are no part of them."""
    patterns = {rule.id: re.compile(rule.pattern, re.IGNORECASE) for rule in RULES.values() if rule.pattern}
    whole = {fold(line): rule.id for rule in RULES.values() for line in rule.lines}
    texts = [text for text in RULE_EXAMPLES[::11] if text[0].isalnum() and text[-1].isalnum() and len(text) <= LONGEST]
    assert len(texts) > 200
    for text in texts:
        straight = straighten(text)
        holding = {
            name
            for name, pattern in patterns.items()
            if len(text.strip()) <= RULES[name].longest and pattern.search(straight)
        }
        holding |= {whole[fold(text)]} if fold(text) in whole else set()
        assert {match.rule.id for match in SHIPPED.find(text)} == holding, text


@pytest.mark.parametrize("drop", ["line", "match"])
@pytest.mark.parametrize("opening", ["buy a kettle", "the kettle"])
def test_paragraphs_are_led_to_the_rules_that_hold_for_them(opening: str, drop: Drop) -> None:
    rule = Rule("en.kettle", "Kettles.", pattern=rf"^{opening}\b", drop=drop, longest=300)
    short, long, longer = (opening + length * " now" for length in (10, 60, 80))
    assert [len(text) > LONGEST for text in (short, long, longer)] == [False, True, True]
    assert set(find_together(build_index([rule]), [short, long, longer])) == {short, long}


@pytest.mark.parametrize(
    ("pattern", "line", "holds"),
    [
        (r"^[^?]{0,80}\bbuy a kettle\b.{0,300}$", f"{'On ' * 25}BUY A KETTLE, and then it{' rained' * 24}", True),
        (r"^[^?]{0,200}\bbuy a kettle\b.{0,300}$", f"{'On ' * 60}buy a kettle, and then it{' rained' * 20}", True),
        (r"^[^?]{0,200}\bbuy a kettle\b.{0,300}$", f"{'On ' * 60}BUY A KETTLE, and then it{' rained' * 20}", False),
        (r"\bbuy a kettle\b", f"{'Rain fell. ' * 30}Buy a kettle", True),
        (r"\bbuy a kettle\b", f"{'Rain fell. ' * 30}Buy a KETTLE", False),
        (r"^buy a (kettle|pan)\b.{0,400}$", f"• BUY A PAN, and then it{' rained' * 40}", True),
    ],
)
def test_paragraphs_are_led_to_what_takes_a_part_out(pattern: str, line: str, *, holds: bool) -> None:
    """A word that may stand far from the beginning is looked for in small letters alone."""
    rule = Rule("en.kettle", "Kettles.", pattern=pattern, drop="match", longest=500)
    assert LONGEST < len(line) <= rule.longest
    assert bool(build_index([rule]).find(line)) == holds


def test_a_line_of_a_rule_without_words_holds_for_nothing() -> None:
    rule = Rule("en.kettle", "Kettles.", lines=("→", "Kettles"))
    assert run(rule, "→\n…\nKettles\n") == "→\n…\n"
