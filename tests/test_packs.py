"""The packs: each rule is proved, none harms what another one keeps, and a damaged pack says what is wrong with it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from conftest import PACKS, RULES

from newsclean import Document
from newsclean.cleaner import THRESHOLD
from newsclean.filters.boilerplate import Boilerplate
from newsclean.index import IndexedRule, RuleIndex
from newsclean.indexing import build_index, make_index
from newsclean.kinds import KINDS
from newsclean.lines import Line
from newsclean.proof import prove_pack
from newsclean.rulebook import INDEX, RuleBook
from newsclean.rules import Pack, PackError, Rule, read_pack

LANGUAGES = [pack for pack in PACKS if not pack.site]
ALL = pytest.mark.parametrize("pack", PACKS, ids=lambda pack: Path(pack.name).stem)

EVERYWHERE = {
    *("advertisement", "comments", "copyright", "error-report", "newsletter", "read-also", "share", "social-follow"),
    "subscription",
}
"""What there are rules for in every language."""


@ALL
def test_every_rule_is_proved(pack: Pack) -> None:
    problems = prove_pack(pack)
    assert not problems, "\n".join(map(str, problems))


@pytest.fixture(scope="module")
def index() -> RuleIndex:
    """Give all rules of all packs, made from the packs and not from the index that comes along."""
    return build_index(rule for pack in PACKS for rule in pack.rules)


def find_harm(texts: Sequence[str], index: RuleIndex) -> Iterator[str]:
    """Name the rules that would take something out of a text, each text being an article by itself."""
    boilerplate = Boilerplate(RuleBook((index,)))
    for text in texts:
        for edit in boilerplate(Document((Line(1, text, ""),))):
            if edit.confidence >= THRESHOLD:
                yield f"{edit.rule} touches {text!r}"


@ALL
def test_what_a_rule_keeps_no_rule_touches(pack: Pack, index: RuleIndex) -> None:
    harm = [f"{rule.id}: {found}" for rule in pack.rules for found in find_harm(rule.keeps, index)]
    assert not harm, "\n".join(harm)


@ALL
def test_no_rule_hides_another(pack: Pack, index: RuleIndex) -> None:
    """Of several rules that name the same line one is found, and it must hold wherever the others would."""
    for rule in pack.rules:
        for example in rule.removes:
            found = [match.rule for match in index.find(example.line)]
            if rule.pattern:
                assert rule.id in {other.id for other in found}, example.line
            else:
                assert any(holds_wherever(other, rule) for other in found), (rule.id, example.line, found)


def holds_wherever(one: IndexedRule, other: Rule) -> bool:
    return one.confidence >= other.confidence and one.where in ("anywhere", other.where)


def test_the_index_is_made_from_the_packs() -> None:
    made = make_index(PACKS)
    assert Path(INDEX).read_text(encoding="utf-8") == made, "the packs have changed since their index: run `make index`"


def test_few_words_are_searched_for_in_every_paragraph(index: RuleIndex) -> None:
    """Each of them costs a search of every document: let a telling word stand nearer to the beginning."""
    assert len(index.leads.late) <= 6, sorted(index.leads.late)


@ALL
def test_ids_begin_with_their_pack(pack: Pack) -> None:
    begin = f"{pack.site or pack.language}."
    assert not [rule.id for rule in pack.rules if not rule.id.startswith(begin)]
    assert Path(pack.name).stem == (pack.site or pack.language)


def test_ids_are_unique() -> None:
    assert len(RULES) == sum(len(pack.rules) for pack in PACKS)


@ALL
def test_kinds_are_known(pack: Pack) -> None:
    assert {rule.kind for rule in pack.rules if not pack.site} <= KINDS.keys()


@pytest.mark.parametrize("pack", [pack for pack in LANGUAGES if pack.language != "mul"], ids=lambda pack: pack.language)
def test_every_language_has_the_kinds_that_all_sites_have(pack: Pack) -> None:
    missing = EVERYWHERE - {rule.kind for rule in pack.rules}
    assert not missing


def test_descriptions_are_sentences() -> None:
    assert not [rule.id for rule in RULES.values() if not rule.description.endswith(".") or "\n" in rule.description]


# Damaged packs

RULE = """
[[rule]]
id = "en.kettle"
description = "A call to buy a kettle."
pattern = '^buy (a|the) kettle\\b'
removes = ["Buy a kettle now"]
keeps = ["She went to buy a kettle."]
"""


def write_pack(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


DAMAGED = {
    "unknown key": (
        RULE.replace("pattern =", "patern ="),
        "rule en.kettle: key 'patern': unknown; did you mean 'pattern'?",
    ),
    "unknown key far from all": (RULE + "zzz = 1\n", "rule en.kettle: key 'zzz': unknown; the keys are id, "),
    "unknown key of the pack": ('langage = "en"\n' + RULE, "key 'langage': unknown; did you mean 'language'?"),
    "missing removes": (RULE.replace("removes =", "misses ="), "rule en.kettle: key 'removes': missing or empty"),
    "empty removes": (RULE.replace('["Buy a kettle now"]', "[]"), "rule en.kettle: key 'removes': missing or empty"),
    "missing keeps": (RULE.replace("keeps =", "misses ="), "rule en.kettle: key 'keeps': missing or empty"),
    "missing id": (RULE.replace('id = "en.kettle"\n', ""), "rule number 1: key 'id': missing or empty"),
    "id of one part": (RULE.replace("en.kettle", "kettle"), "rule kettle: key 'id': write it as en.newsletter"),
    "bad pattern": (RULE.replace("(a|the)", "(a|the"), "rule en.kettle: key 'pattern': missing ), unterminated"),
    "pattern of a wrong type": (
        RULE.replace("'^buy (a|the) kettle\\b'", "7"),
        "rule en.kettle: key 'pattern': must be a text",
    ),
    "keeps of a wrong type": (
        RULE.replace('["She went to buy a kettle."]', "[1]"),
        "rule en.kettle: key 'keeps': must be a list",
    ),
    "keeps as one text": (
        RULE.replace('["She went to buy a kettle."]', '"No"'),
        "rule en.kettle: key 'keeps': must be a list",
    ),
    "removes of a wrong type": (
        RULE.replace('["Buy a kettle now"]', "[1]"),
        "rule en.kettle: key 'removes': must be a list",
    ),
    "removes without a line": (
        RULE.replace('["Buy a kettle now"]', '[{ leaves = "Tea" }]'),
        "rule en.kettle: key 'removes': must be a list",
    ),
    "removes with a number as its line": (
        RULE.replace('["Buy a kettle now"]', "[{ line = 5 }]"),
        "rule en.kettle: key 'removes': must be a list",
    ),
    "longest of a wrong type": (RULE + 'longest = "90"\n', "rule en.kettle: key 'longest': must be a whole number"),
    "longest below one": (RULE + "longest = 0\n", "rule en.kettle: key 'longest'"),
    "confidence as a truth": (RULE + "confidence = true\n", "rule en.kettle: key 'confidence': must be a number"),
    "confidence above one": (RULE + "confidence = 1.5\n", "rule en.kettle: key 'confidence': must lie above 0"),
    "confidence that is no number": (RULE + "confidence = nan\n", "rule en.kettle: key 'confidence': must lie above 0"),
    "drop that is no choice": (RULE + 'drop = "all"\n', "rule en.kettle: key 'drop': must be one of line, match, rest"),
    "where that is no choice": (
        RULE + 'where = "top"\n',
        "rule en.kettle: key 'where': must be one of anywhere, head, tail",
    ),
    "where of a wrong type": (
        RULE + 'where = ["head"]\n',
        "rule en.kettle: key 'where': must be one of anywhere, head, tail",
    ),
    "twice the same id": (RULE + RULE, "rule en.kettle: key 'id': two rules have this id"),
    "pattern and lines": (RULE + 'lines = ["Kettles"]\n', "rule en.kettle: key 'pattern': a rule has either"),
    "neither pattern nor lines": (RULE.replace("pattern =", "#"), "rule en.kettle: key 'pattern': a rule has either"),
    "a match of lines": (
        RULE.replace("pattern = '^buy (a|the) kettle\\b'", 'lines = ["Kettles"]\ndrop = "match"'),
        "rule en.kettle: key 'drop': a match needs a pattern",
    ),
    "one rule under a single heading": (RULE.replace("[[rule]]", "[rule]"), "key 'rule': write each rule under"),
    "no TOML": ("this is no TOML", "not a TOML file"),
    "no rule": ('language = "en"\n', "no rule in it"),
}


@pytest.mark.parametrize(("text", "message"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_pack_names_file_rule_and_key(text: str, message: str, tmp_path: Path) -> None:
    path = write_pack(tmp_path, text)
    with pytest.raises(PackError) as raised:
        read_pack(path)
    assert str(raised.value).startswith(f"{path}: {message}")


def test_the_pack_that_the_damaged_ones_are_made_of_is_sound(tmp_path: Path) -> None:
    pack = read_pack(write_pack(tmp_path, RULE))
    assert [rule.id for rule in pack.rules] == ["en.kettle"]
    assert prove_pack(pack) == []


def test_bytes_that_are_no_utf_8_are_no_pack(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(RULE.replace("kettle", "café").encode("latin-1"))
    with pytest.raises(PackError, match=r"mine\.toml: not a TOML file"):
        read_pack(path)


def prove(folder: Path, text: str) -> list[tuple[str, str]]:
    """List the keys at fault of each rule, and what is said of them."""
    path = write_pack(folder, text)
    problems = prove_pack(read_pack(path))
    assert all(str(problem).startswith(f"{path}: rule en.kettle: key '{problem.key}': ") for problem in problems)
    return [(problem.key, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ("(a|the) kettle\\b", "(a+)+ kettle\\b.*(x+x+)+y$", "pattern", "without end"),
        ("(a|the) kettle\\b", "a kettle\\b(.*a){12}$", "pattern", "without end"),
        ("(a|the) kettle\\b", "(a|a )*( ?now|.*)*kettle\\b$", "pattern", "without end"),
        ("^buy", "\\bbuy", "pattern", "begins with ^"),
        ("^buy (a|the) kettle\\b", "^.{1,20}$", "pattern", "word"),
        ("(a|the)", "“(a|the)”", "pattern", "straightened"),
        ("Buy a kettle now", "Sell a kettle now", "removes", "leaves 'Sell a kettle now'"),
        ("She went to buy a kettle.", "Buy a kettle, she said.", "keeps", "should stay"),
        ('keeps = ["', 'misses = ["Buy a kettle today"]\nkeeps = ["', "misses", "no longer missed"),
        ("'\n", '\'\ndrop = "match"\n', "removes", "say so with"),
    ],
)
def test_the_proof_refuses(tmp_path: Path, old: str, new: str, key: str, message: str) -> None:
    assert old in RULE
    text = RULE.replace(old, new, 1)
    assert [found for found, said in prove(tmp_path, text) if message in said] == [key]


def test_a_pattern_is_refused_for_what_it_does_not_for_its_length(tmp_path: Path) -> None:
    words = "|".join(f"word{number}" for number in range(200))
    assert prove(tmp_path, RULE.replace("(a|the)", f"(a|the|{words})")) == []


def test_rules_know_their_kind() -> None:
    assert Rule("en.newsletter.daily", "").kind == "newsletter"
