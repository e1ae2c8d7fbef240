"""What the tests share: the texts there are, and the laws as functions that check one document."""

import os
import pickle
import signal
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, settings

from newsclean import Cleaner, Document, Edit, Result
from newsclean.document import apply, undo
from newsclean.filters import FILTERS
from newsclean.lines import Line
from newsclean.preview.plain import read_plain
from newsclean.shipped import read_shipped_packs

# A shell lets what it starts in the background ignore interrupts, and nohup lets it ignore the end of the terminal; so
# would all that the tests start and stop.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

TESTS = Path(__file__).parent
ROOT = TESTS.parent
CORPUS = ROOT.parent / "shared" / "corpus"
"""Real articles for measuring, which are no part of the project; tests that read them skip where they are absent."""

# Cleaning reads the packs at the first call, and machines differ: examples have no deadline, the timing test has.
settings.register_profile("newsclean", deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", parent=settings.get_profile("newsclean"), max_examples=1500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "newsclean"))


@dataclass(frozen=True, slots=True)
class Article:
    """A text of the test suite, with what is known of it."""

    name: str
    text: str
    title: str = ""
    site: str = ""

    def make_document(self) -> Document:
        return Document.from_text(self.text, title=self.title, site=self.site, id=self.name)


def read_text(path: Path) -> str:
    """Read a file with its line ends as they are."""
    return path.read_bytes().decode("utf-8")


def read_cases(folder: str) -> dict[str, Path]:
    return {str(path.relative_to(TESTS / folder)): path for path in sorted((TESTS / folder).rglob("*.diff"))}


def read_case(name: str, path: Path) -> Article:
    known, source, _ = read_plain(read_text(path))
    return Article(name, source, known.get("title", ""), known.get("site", ""))


CASES = read_cases("cases")
KNOWN_FAILURES = read_cases("known-failures")
UNTOUCHED = {path.name: path for path in sorted((TESTS / "untouched").glob("*.txt"))}

ARTICLES = {
    **{name: read_case(name, path) for name, path in CASES.items()},
    **{name: Article(name, read_text(path)) for name, path in UNTOUCHED.items()},
}
"""All texts of the suite: the sources of the cases, and the articles that are to stay as they are."""

PACKS = read_shipped_packs()
RULES = {rule.id: rule for pack in PACKS for rule in pack.rules}


def clean(text: str, *filters: str, title: str = "", site: str = "") -> Result:
    """Clean a text with these filters, or with all where none is named."""
    return Cleaner(filters or None)(Document.from_text(text, title=title, site=site))


def list_kept(result: Result) -> list[Line]:
    """List the lines of a cleaned text, under their numbers in the source."""
    return list(apply(result.source, result.edits).lines)


def check_nothing_disappears(cleaner: Cleaner, document: Document) -> None:
    result = cleaner(document)
    assert result.source is document
    kept = list_kept(result)
    assert "".join(line.text + line.end for line in kept) == result.text
    restored = undo(Document(tuple(kept)), result.edits)
    assert restored.lines == document.lines
    assert restored.text == document.text


def check_nothing_is_invented(cleaner: Cleaner, document: Document) -> None:
    result = cleaner(document)
    stood = {line.text for line in document.lines}
    written = {edit.after for edit in result.edits}
    ends = {line.end for line in document.lines}
    for line in list_kept(result):
        assert line.text in stood | written
        assert line.end in ends
    for edit in (*result.edits, *result.unsure):
        check_edit(edit)


def check_edit(edit: Edit) -> None:
    """Check that an edit names a rule that there is, says why, and would do something."""
    assert edit.rule in RULES or edit.rule.partition(".")[0] in FILTERS
    assert edit.reason.strip()
    assert 0 < edit.confidence <= 1
    assert edit.before != edit.after


def check_twice_is_once(cleaner: Cleaner, document: Document) -> None:
    once = cleaner(document)
    twice = cleaner(Document.from_text(once.text, title=document.title, site=document.site))
    assert twice.edits == ()
    assert twice.text == once.text


def check_same_again(cleaner: Cleaner, document: Document) -> None:
    other: Cleaner = pickle.loads(pickle.dumps(cleaner))  # noqa: S301 - our own, made a moment ago
    assert cleaner(document) == cleaner(document) == other(document)


def check_order_stays(cleaner: Cleaner, document: Document) -> None:
    """Check that each line of the output stands in the source, or was made of one, below where the one before did."""
    result = cleaner(document)
    forms = {line.number: {line.text} for line in document.lines}
    for edit in result.edits:
        if edit.after is not None:
            forms[edit.line].add(edit.after)
    places: Iterable[Line] = iter(document.lines)
    for line in list_kept(result):
        assert any(line.text in forms[place.number] for place in places)


def check_unsure_stays(cleaner: Cleaner, document: Document) -> None:
    """Check that what is under the threshold is not applied, and speaks of a line that is still there."""
    result = cleaner(document)
    assert all(edit.confidence >= cleaner.threshold for edit in result.edits)
    kept = {line.number for line in list_kept(result)}
    assert {edit.line for edit in result.unsure} <= kept


Law = Callable[[Cleaner, Document], None]

LAWS: dict[str, Law] = {
    "nothing disappears": check_nothing_disappears,
    "nothing is invented": check_nothing_is_invented,
    "twice is once": check_twice_is_once,
    "same input, same output": check_same_again,
    "order stays": check_order_stays,
    "what is unsure stays": check_unsure_stays,
}
"""The laws that one document by itself can show."""
