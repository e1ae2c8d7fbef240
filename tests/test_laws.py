"""The laws, on texts as nasty as they come and on all texts of the suite. `test_untouched.py` holds the last one."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator

import pytest
from conftest import ARTICLES, LAWS, ROOT, Article, Law, read_text
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import ENDS, LEFTOVERS, MOJIBAKE_LETTERS, RULE_EXAMPLES, SCRIPTS, SENTENCES, cleaners, documents, texts

from newsclean import Cleaner, Document, Edit, clean
from newsclean.decode import InputError, decode
from newsclean.document import change, remove
from newsclean.formats import dump_record, make_record, restore_record

ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252", "windows-1251", "iso-8859-2",
    "koi8-r", "shift_jis", "gb18030", "big5", "euc-kr", "iso-8859-7", "windows-1255", "cp874",
)  # fmt: skip


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
@given(document=documents(), cleaner=cleaners)
def test_laws_hold_for_nasty_texts(law: Law, cleaner: Cleaner, document: Document) -> None:
    law(cleaner, document)


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
@pytest.mark.parametrize("end", ["\r\n", "\r", ""], ids=["returns and feeds", "returns", "no last end"])
def test_laws_hold_for_articles(end: str, law: Law, name: str) -> None:
    article = ARTICLES[name]
    text = article.text.replace("\n", end) if end else article.text.rstrip("\n")
    law(Cleaner(), Document.from_text(text, title=article.title, site=article.site))


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "\n",
            "\r",
            "\r\n",
            "\n\r",
            "\r\r\n\n",
            " ",
            "\ufeff",
            "\x00",
            "\u200b\n\u200b",
            "No end",
            "ADVERTISEMENT",
        ),
        *(
            "ADVERTISEMENT\n",
            "Rain.\rADVERTISEMENT\r\nMore rain.\n",
            "Rain.\r\nADVERTISEMENT",
            "Rain.\rADVERTISEMENT\n\n",
        ),
        *("Rain.\r\u00a0\n", "Rain.\n\u00a0", "A\ud800B &lt;\n", "&#10;&#13;", "Rain.\n\nADVERTISEMENT\n\nMore rain."),
    ],
)
def test_laws_hold_at_the_edges(text: str, law: Law) -> None:
    law(Cleaner(), Document.from_text(text))


BODY = "".join(f"The river rose to the mark of year {number}.\n" for number in range(30))
PEELED = {
    "one word in a line": "word " * 700,
    "copies that can be halved": ("word " * 20 + "\n") * 60,
    "leftovers at the tail": BODY + "Print\n" * 700,
    "leftovers at the head": "Menu\n" * 700 + BODY,
}


@pytest.mark.parametrize("text", PEELED.values(), ids=PEELED)
def test_twice_is_once_however_many_rounds_it_takes(text: str) -> None:
    LAWS["twice is once"](Cleaner(), Document.from_text(text))


def garble(document: Document) -> Iterator[Edit]:
    """Propose what damages one line and takes another one out."""
    for line in document.lines:
        if "coffee" in line.text:
            yield change(line, line.text.replace("coffee", "cafÃ©"), "test.garbled", "it is damaged")
        elif "tea" in line.text:
            yield remove(line, "test.removed", "it goes")


@pytest.mark.parametrize("lines", ["The coffee is hot.\n", "The tea is cold.\nThe coffee is hot.\n"])
def test_a_line_that_a_later_filter_changed_is_seen_by_the_first_ones_again(lines: str) -> None:
    cleaner = Cleaner(["encoding", "spacing", garble])
    result = cleaner(Document.from_text(f"It rains.\n{lines}So we stay.\n"))
    assert result.text == "It rains.\nThe café is hot.\nSo we stay.\n"
    LAWS["twice is once"](cleaner, Document.from_text(result.text))


# Nothing disappears, down to the bytes


def check_restored(data: bytes, encoding: str = "") -> None:
    """Check that a record, written and read again, leads back to the bytes. Data that are refused are not cleaned."""
    try:
        decoded = decode(data, encoding)
    except InputError:
        return
    record = make_record(Cleaner()(Document.from_text(decoded.text)), decoded, data)
    assert restore_record(json.loads(dump_record(record))) == data


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=40)
@given(text=texts(), named=st.booleans())
def test_records_restore_texts_in_many_encodings(encoding: str, text: str, *, named: bool) -> None:
    check_restored(text.encode(encoding, "ignore"), encoding if named else "")


@given(data=st.binary(max_size=400), text=texts())
def test_records_restore_damaged_bytes(data: bytes, text: str) -> None:
    check_restored(text.encode("utf-8", "ignore") + data)


@pytest.mark.parametrize("name", ARTICLES)
def test_records_restore_articles(name: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "windows-1252", "gb18030"):
        check_restored(ARTICLES[name].text.encode(encoding, "ignore"))
        check_restored(ARTICLES[name].text.replace("\n", "\r\n").rstrip().encode(encoding, "ignore"))


def test_a_record_holds_what_was_taken_out() -> None:
    data = "Rain fell.\r\nADVERTISEMENT\r\nÉté.".encode("windows-1252")
    decoded = decode(data, "windows-1252")
    record = make_record(clean(decoded.text), decoded, data)
    assert record["text"] == "Rain fell.\r\nÉté."
    assert "bytes" not in record["source"]
    assert restore_record(record) == data


# Same input, same bytes

_PROGRAM = """
import json, sys
from newsclean import Cleaner, Document
from newsclean.decode import Decoded
from newsclean.formats import dump_record, make_record
cleaner = Cleaner()
for name, text, title, site in json.load(sys.stdin):
    result = cleaner(Document.from_text(text, title=title, site=site, id=name))
    decoded = Decoded(text, "utf-8", bom=False, exact=True)
    print(json.dumps([name, dump_record(make_record(result, decoded, text.encode()))]))
"""


def make_nasty_articles(count: int) -> list[Article]:
    """Make the same nasty texts each time, of all that the strategies draw from."""
    choose = random.Random(count)  # noqa: S311 - no secret
    pools = (SENTENCES, RULE_EXAMPLES, RULE_EXAMPLES, LEFTOVERS, SCRIPTS)
    articles = []
    for number in range(count):
        lines = [choose.choice(choose.choice(pools)) for _ in range(choose.randint(1, 40))]
        lines += ["".join(choose.choices(MOJIBAKE_LETTERS, k=12)), *choose.choices(lines, k=3)]
        choose.shuffle(lines)
        articles.append(Article(f"nasty {number}", "".join(line + choose.choice(ENDS) for line in lines)))
    return articles


def clean_elsewhere(articles: list[Article], hash_seed: str) -> dict[str, str]:
    """Clean articles in a process of their own, and give the record of each."""
    sent = json.dumps([(article.name, article.text, article.title, article.site) for article in articles])
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", _PROGRAM]
    done = subprocess.run(command, input=sent, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    return dict(json.loads(line) for line in done.stdout.splitlines())


def test_the_same_input_gives_the_same_bytes_in_any_process_and_order() -> None:
    page = Article("a whole page", read_text(ROOT / "examples" / "en-whole-page.txt"))
    articles = [page, *ARTICLES.values(), *make_nasty_articles(150)]
    forwards = clean_elsewhere(articles, "1")
    assert len(forwards) == len(articles)
    assert sum('"edits": []' not in record for record in forwards.values()) > 150
    assert clean_elsewhere(articles[::-1], "2") == forwards
    assert clean_elsewhere(articles[1::3], "3") == {article.name: forwards[article.name] for article in articles[1::3]}


LATER_ROUNDS = {
    "a match cut in the first round makes a part in the second": (
        "The old council house stands on the islands. He lives in Leeds. You can find him on X @someone\n"
        "Click to playTap to play The video will auto-play soon8Cancel The old council house stands on the islands.\n"
    ),
    "openings inside openings": "".join(
        "the old house by the sea " + "".join(f"r{other} " for other in range(step)) for step in range(70)
    ),
}


@pytest.mark.parametrize("text", LATER_ROUNDS.values(), ids=LATER_ROUNDS)
def test_twice_is_once_where_one_edit_leads_to_another(text: str) -> None:
    LAWS["twice is once"](Cleaner(), Document.from_text(text))
