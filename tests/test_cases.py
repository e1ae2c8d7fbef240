"""Cases: what newsclean does to an article, written as `newsclean diff --plain` prints it."""

import pickle
import re
from pathlib import Path

import pytest
from conftest import CASES, KNOWN_FAILURES, LAWS, Law, read_case, read_text
from hypothesis import given
from strategies import documents

from newsclean import Cleaner, Document
from newsclean.preview.plain import read_plain, write_plain


def test_there_are_cases() -> None:
    assert len(CASES) > 20


@pytest.mark.parametrize("name", CASES)
def test_cleaning_a_case_prints_it(name: str) -> None:
    check_case(name, CASES[name])


@pytest.mark.parametrize("name", KNOWN_FAILURES)
@pytest.mark.xfail(reason="a known failure; once it is mended, move it to tests/cases", strict=True)
def test_cleaning_a_known_failure_prints_it(name: str) -> None:
    check_case(name, KNOWN_FAILURES[name])


def check_case(name: str, path: Path) -> None:
    text = read_text(path)
    result = Cleaner()(read_case(name, path).make_document())
    assert write_plain(result) == text
    assert result.text == read_plain(text)[2]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_cases_hold_to_the_laws(law: Law, name: str) -> None:
    law(Cleaner(), read_case(name, CASES[name]).make_document())


@pytest.mark.parametrize("name", CASES)
def test_a_cleaner_that_was_pickled_does_the_same(name: str) -> None:
    document = read_case(name, CASES[name]).make_document()
    cleaner = Cleaner()
    sent: Cleaner = pickle.loads(pickle.dumps(cleaner))  # noqa: S301 - our own, made a moment ago
    assert sent(document) == cleaner(document)
    assert pickle.loads(pickle.dumps(cleaner(document))) == cleaner(document)  # noqa: S301 - as above


@given(documents())
def test_what_is_printed_reads_back(document: Document) -> None:
    text = re.sub("\r\n?", "\n", document.text).rstrip("\n") + "\n"
    title = " ".join(document.title.split())
    result = Cleaner()(Document.from_text(text, title=title, site=document.site))
    known, before, after = read_plain(write_plain(result))
    assert before == text
    assert after.rstrip("\n") == result.text.rstrip("\n")
    unit = result.source.unit if result.source.unit == "sentence" else ""
    assert known == {key: value for key, value in (("title", title), ("site", document.site), ("unit", unit)) if value}


@pytest.mark.parametrize(("text", "line"), [("  fine\nno margin\n", 2), ("* a star\n", 1), ("  fine\n\n#title\n", 3)])
def test_a_wrong_margin_is_named(text: str, line: int) -> None:
    with pytest.raises(ValueError, match=f"line {line}: the margin"):
        read_plain(text)
