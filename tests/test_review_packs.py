"""What a pack can say of other rules and of lines: what stays, what is off, and what holds however unsure it is."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from newsclean import Cleaner, Document
from newsclean.document import Edit, remove
from newsclean.learning.writing import write_pack
from newsclean.review.doubts import Doubt, find_doubts, read_doubts
from newsclean.review.questions import Gathering, list_open
from newsclean.rules import Example, Pack, PackError, Rule, read_pack

BODY = "The river rose to the old bridge by dawn, and the café on the corner sold soup all night.\n"
OTHER = "Nobody waved when the ferry left with a piano on board that had never been paid for.\n"
BOX = "Ring the bell of the paper"


def make_rule(line: str, rule: str = "lantern.bell", confidence: float = 1.0) -> Rule:
    removes, keeps = (Example(line),), ("The bell rang.",)
    return Rule(rule, "A bell.", lines=(line,), confidence=confidence, removes=removes, keeps=keeps)


def clean(text: str, *packs: Pack, site_packs: tuple[Pack, ...] = (), site: str = "") -> str:
    cleaner = Cleaner(packs=packs, site_packs=site_packs)
    once = cleaner(Document.from_text(text, site=site)).text
    assert cleaner(Document.from_text(once, site=site)).text == once
    return once


@pytest.mark.parametrize("line", ["ADVERTISEMENT", "• Read also:", "Sign up for our daily newsletter!"])
def test_a_line_that_is_kept_stays_whatever_finds_it(line: str) -> None:
    text = f"{BODY}{line}\n{OTHER}"
    assert clean(text) == BODY + OTHER
    assert clean(text, Pack("mine", keeps=(line.strip("•:! ").lower(),))) == text


def test_a_kept_line_is_repaired_and_joined_all_the_same() -> None:
    kept = Pack("mine", keeps=("The cafÃ© by the pier", "The café by the pier"))
    assert clean(f"{BODY}The cafÃ© by the pier\u00a0\n{OTHER}", kept) == f"{BODY}The café by the pier\n{OTHER}"
    broken = "The boat of\nSkell\n, which is old, came back.\nOn\nMonday\n, it sailed again.\n"
    joined = "The boat of Skell, which is old, came back.\nOn Monday, it sailed again.\n"
    assert clean(broken, Pack("mine", keeps=("Skell", "Monday"))) == joined


def test_a_kept_line_is_no_longer_unsure() -> None:
    doubt = Pack("doubt", rules=(make_rule(BOX, confidence=0.5),))
    document = Document.from_text(f"{BODY}{BOX}\n{OTHER}")
    assert [edit.before for edit in Cleaner(packs=[doubt])(document).unsure] == [BOX]
    assert not Cleaner(packs=[doubt, Pack("mine", keeps=(BOX,))])(document).unsure


def propose(document: Document) -> Iterator[Edit]:
    """Doubt a line, as a filter does."""
    return (remove(line, "odd.line", "it is odd", 0.4) for line in document.lines if line.text == BOX)


def test_rules_of_filters_can_be_switched_off_and_on() -> None:
    text = f"{BODY}{BOX}\n{OTHER}"
    for pack, left in ((Pack("", disable=("odd.line",)), text), (Pack("", enable=("odd.line",)), BODY + OTHER)):
        result = Cleaner([propose], packs=[pack])(Document.from_text(text))
        assert (result.text, result.unsure) == (left, ())


def test_what_a_learned_pack_is_unsure_of_is_enabled_on_its_site_alone() -> None:
    learned = Pack("learned", site="lantern.example", unsure=(make_rule(BOX),), articles=9)
    mine = Pack("mine", enable=("lantern.bell",))
    text = f"{BODY}{BOX}\n{OTHER}"
    assert clean(text, site_packs=(learned,), site="lantern.example") == text
    assert clean(text, mine, site_packs=(learned,), site="lantern.example") == BODY + OTHER
    assert clean(text, mine, site_packs=(learned,), site="harbour.example") == text
    assert clean(text, mine, site="lantern.example") == text, "a pack of answers can be used without the learned one"


def test_a_misspelt_rule_of_a_known_pack_is_refused() -> None:
    for pack in (Pack("mine", disable=("en.newslettr",)), Pack("mine", enable=("newsletter",))):
        with pytest.raises(PackError, match="there is no rule"):
            Cleaner(packs=[pack])


def test_a_pack_with_all_keys_is_written_and_read(tmp_path: Path) -> None:
    pack = Pack("", disable=("a.b",), enable=("c.d",), keeps=('“so”, she said: "\u202e\\#"', "灯台" * 60))
    path = tmp_path / "pack.toml"
    path.write_text(write_pack(pack), encoding="utf-8")
    assert replace(read_pack(path), name="") == pack


# What is asked


def make_doubt(text: str, rule: str = "a.b", *, applied: bool = False) -> Doubt:
    return Doubt(rule, "why", 0.5, text, None, applied, "a.txt", (("?", 1, text),), 0)


def test_the_same_line_is_asked_once_and_the_most_frequent_first() -> None:
    gathering = Gathering()
    gathering.add([make_doubt("Once"), make_doubt("Twice"), make_doubt("Learned one", "l.x", applied=True)])
    gathering.add([make_doubt("TWICE!"), make_doubt("Learned other", "l.x", applied=True)])
    gathering.add([make_doubt("Learned other", "l.x", applied=True)])
    questions = gathering.list_questions()
    asked = [(question.doubt.text, question.articles) for question in questions]
    assert asked == [("Learned other", 2), ("Learned one", 1), ("Twice", 2), ("Once", 1)]
    assert [one.doubt.text for one in list_open(questions, Pack("", enable=("l.x",), keeps=("Twice!",)))] == ["Once"]


def test_a_line_is_shown_between_those_around_it_and_read_again_from_json() -> None:
    doubt = Pack("doubt", rules=(make_rule(BOX, confidence=0.5),))
    cleaner = Cleaner(["boilerplate"], packs=[doubt])
    text = f"{BODY}\n{OTHER}\nADVERTISEMENT\n\n{BOX}\n\n{BODY.replace('dawn', 'noon')}"
    [found] = find_doubts(cleaner(Document.from_text(text, id="a.txt")), frozenset())
    assert [(mark, number) for mark, number, _ in found.rows] == [(" ", 3), ("-", 5), ("?", 7), (" ", 9)]
    assert (found.document, found.text, found.rows[found.place][2]) == ("a.txt", BOX, BOX)
    assert list(read_doubts(json.dumps(found).encode())) == [found]
