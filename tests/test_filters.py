"""Each filter by itself: what it takes out, and what it leaves although it looks alike."""

import gzip
import json
import re
from collections.abc import Iterator

import ftfy
import pytest
from conftest import CORPUS, clean
from hypothesis import given, settings
from strategies import lines, mojibake

SETTINGS = ftfy.TextFixerConfig(
    uncurl_quotes=False, fix_character_width=False, fix_latin_ligatures=False, fix_line_breaks=False, normalization=None
)


def repair(line: str) -> str:
    """Repair a line as ftfy does. A line stays one line, even where an entity stands for its end."""
    return re.sub(r"[\r\n]+", " ", ftfy.fix_text(line, SETTINGS))


def check_encoding(line: str) -> None:
    """Check that a line is repaired as ftfy repairs it, and then again until nothing is left to do."""
    expected = line
    while (repaired := repair(expected)) != expected:
        expected = repaired
    assert clean(f"{line}\n", "encoding").text == f"{expected}\n"


# encoding


@settings(max_examples=1500)
@given(line=mojibake | lines)
def test_damage_is_repaired_as_by_ftfy(line: str) -> None:
    check_encoding(line)


def read_corpus() -> Iterator[str]:
    """Read the different lines of the real articles that could be damaged at all: those outside ASCII, or with an &."""
    seen = set[str]()
    for path in sorted(CORPUS.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for record in file:
                for line in re.split("[\r\n]+", json.loads(record)["text"]):
                    if line not in seen and (not line.isprintable() or not line.isascii() or "&" in line):
                        seen.add(line)
                        yield line


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the labelled real articles are not here")
def test_damage_in_real_articles_is_repaired_as_by_ftfy() -> None:
    texts = list(read_corpus())
    assert len(texts) > 10_000
    damaged = [line for line in texts if repair(line) != line]
    cleaned = clean("".join(f"{line}\n" for line in texts), "encoding")
    once = {edit.line for edit in cleaned.edits}
    assert [texts[number - 1] for number in sorted(once)] == damaged


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        ("It was late, sheâ€™d said.", "It was late, she’d said."),
        ("CafÃ© crÃ¨me", "Café crème"),
        ("Ð\x9fÑ\x80Ð¸Ð²ÐµÑ\x82", "Привет"),
        ("Tea &amp; cake &mdash; all day", "Tea & cake — all day"),
        ("Rain\x00 fell\x1b[31m", "Rain fell"),
    ],
)
def test_damage_is_repaired(damaged: str, repaired: str) -> None:
    assert clean(f"{damaged}\n", "encoding").text == f"{repaired}\n"


@pytest.mark.parametrize(
    "text", ["“Quotes” – ‘and’ dashes…", "ＦＵＬＬ　ｗｉｄｔｈ", "ﬁne ﬂour", "AT&T, R&D", "Œuvre d’été à 5 °C", "ĂŞI"]
)
def test_what_is_no_damage_stays(text: str) -> None:
    assert clean(f"{text}\n", "encoding").edits == ()


# spacing


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Rain\u00a0fell.", "Rain fell."),
        ("Le prix\u202f: 5\u00a0€\u00a0!", "Le prix : 5 € !"),
        ("« Oui\u00a0», dit-elle\u202f; « non\u202f».", "« Oui », dit-elle ; « non »."),
        ("Rain\u200b fell\ufeff.", "Rain fell."),
        ("Rain fell. \t", "Rain fell."),
        ("one\u2028two\x85three", "one two three"),
        ("Rain\u200e fell\u202c.", "Rain fell."),
        ("Rain\x00 fell\x08.", "Rain fell."),
        ("zero\u200dwidth \u200cjoiners", "zerowidth joiners"),
        (" \t ", ""),
    ],
)
def test_spaces_are_tidied(before: str, after: str) -> None:
    assert clean(f"{before}\nEnd.\n", "spacing").text == f"{after}\nEnd.\n"


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cگویند باران بارید",
        "क्\u200dष और क्\u200cष",
        "👩\u200d🚒 and 🏳\ufe0f\u200d🌈 and ❤\ufe0f\u200d🔥",
        "أسعار \u200f(2024)\u200f ارتفعت",
        "המחיר \u200e5$\u200e עלה",
        "\u3000全角の字下げ",
        "    four spaces before",
        "two  spaces  within",
        "a\ttable\tcell",
        "ភាសា\u200bខ្មែរ",
        "sun\u00adshine",
    ],
)
def test_what_a_script_needs_stays(text: str) -> None:
    assert clean(f"{text}\n", "spacing").edits == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Rain.\nADVERTISEMENT\nSun.\n", "Rain.\nSun.\n"),
        ("Rain.\n\nADVERTISEMENT\n\nSun.\n", "Rain.\n\nSun.\n"),
        ("Rain.\n\n\nADVERTISEMENT\n\nSun.\n", "Rain.\n\nSun.\n"),
        ("Rain.\n\nADVERTISEMENT\nSun.\n", "Rain.\nSun.\n"),
        ("Rain.\nADVERTISEMENT\n\nSun.\n", "Rain.\nSun.\n"),
        ("Rain.\n\nADVERTISEMENT\n\nADVERTISEMENT\n\nSun.\n", "Rain.\n\nSun.\n"),
        ("ADVERTISEMENT\n\nRain.\n\nSun.\n", "Rain.\n\nSun.\n"),
        ("Rain.\n\nSun.\n\nADVERTISEMENT\n", "Rain.\n\nSun.\n"),
        ("Rain.\n\nSun.\n\nADVERTISEMENT", "Rain.\n\nSun.\n"),
        ("Rain.\r\n\r\nADVERTISEMENT\r\n\r\nSun.", "Rain.\r\n\r\nSun."),
        ("Rain.\n\n\n\nSun.\nADVERTISEMENT\nWind.\n", "Rain.\n\n\n\nSun.\nWind.\n"),
        ("\n\nRain.\n\n\nSun.\n\n", "\n\nRain.\n\n\nSun.\n\n"),
        ("ADVERTISEMENT\n\nADVERTISEMENT\n", ""),
    ],
)
def test_blank_lines_that_framed_what_went_go(before: str, after: str) -> None:
    assert clean(before).text == after


# related

BODY = (
    "The ferry to Skell left an hour late on Monday because nobody could find the key of the engine room.",
    "It turned up in the captain’s other coat, which was on its way to the dry cleaner in Port Allard.",
    "Passengers were given soup, and one of them played the accordion until the boat cast off at noon.",
)
HEADLINES = (
    "Mayor of Brunnby Opens Third Library With Borrowed Scissors",
    "Tractor Thieves Return Plough After Nine Years, With Flowers",
    "Orchestra Loses Tuba Between Two Airports and Finds a Better One",
)


def join(*texts: str) -> str:
    return "".join(f"{text}\n" for text in texts)


@pytest.mark.parametrize(
    "text",
    [
        join(BODY[0], "Read also:", HEADLINES[0], *BODY[1:]),
        join(BODY[0], "", "Related stories", "", HEADLINES[0], "", *BODY[1:]),
        join(*BODY[:2], "Read more:", *HEADLINES[:2], BODY[2]),
        join(*BODY, "Read also:", *HEADLINES),
        join(*BODY, *HEADLINES),
    ],
    ids=["a cue above", "a cue and blank lines", "two under a cue", "after the body with a cue", "after the body"],
)
def test_headlines_of_other_stories_go(text: str) -> None:
    cleaned = clean(text).text
    assert [headline for headline in HEADLINES if headline in cleaned] == []
    assert all(paragraph in cleaned for paragraph in BODY)


@pytest.mark.parametrize(
    "text",
    [
        join("Ferry Leaves Late for Want of a Key", *BODY),
        join(BODY[0], "Soup and an accordion", *BODY[1:]),
        join(BODY[0], "The captain and his other coat", *BODY[1:]),
        join(BODY[0], "How the Captain’s Other Coat Went to the Dry Cleaner in Port Allard", *BODY[1:]),
        join(
            BODY[0],
            "What do you say to a captain who has lost his key, his coat and half of his passengers?",
            *BODY[1:],
        ),
        join(*BODY, "1. Find the key", "2. Find the coat", "3. Find the captain"),
        join("Ferry", "By Nell Brandt in Skell", *BODY),
    ],
    ids=["own title", "subhead", "subhead of the next lines", "long subhead", "question", "numbered list", "byline"],
)
def test_headlines_of_the_article_stay(text: str) -> None:
    assert clean(text, "related").edits == ()
