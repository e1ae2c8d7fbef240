"""What is seen of the lines of a whole page: of each by itself, of its neighbours, and of the page around it.

No line is judged here. Signals are numbers in columns, one for each name, with an entry for each line.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from newsclean.pages.neighbours import add_near, add_up, count_in_row, count_since, count_until, shift
from newsclean.pages.page import (
    ALSO,
    AUTHOR,
    COMMENTS,
    COPYRIGHT,
    LONG,
    LONGER,
    NO_RULE,
    NONE,
    OFFER,
    PARAGRAPH,
    SHARE,
    STAMP,
    Columns,
    Page,
)
from newsclean.shapes import STOPS

_READ, _READ_WORDS = 300, 40  # how much of a line is read, in characters and in words
_OPENING = 20  # characters that lines share which begin alike
_MANY = 5
_SHORT = 30
_BESIDE = 6  # lines above and below a line that share its subject in any case
_TITLE_LIKE = 0.5
_TITLE_WORDS = range(3, 41)
_LONGEST_TITLE = 250
_HEADLINE_SIZE, _HEADLINE_WORDS = range(30, 141), 4
_ENDS = (ALSO, AUTHOR, OFFER, COPYRIGHT, COMMENTS)  # groups of rules that often stand below the end

_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.h]\d\d\b|\b\d{1,2}[./]\d{1,2}[./]")
_CAPITAL = re.compile(r"\b[^\W\d_a-zß-ÿ]")
_STOPS = "".join(sorted(STOPS))
_LAST = {
    **dict.fromkeys(".。।۔", 1),
    **dict.fromkeys("?？؟", 2),
    **dict.fromkeys("!！", 3),
    **dict.fromkeys(":：", 4),
    "…": 5,
    **dict.fromkeys("\"”»“’'」", 6),
    ")": 7,
}
_DIGIT, _LETTER = 8, 9


def see(page: Page, weights: Mapping[str, float]) -> Columns:
    """Give all columns of a page; `weights` are those of words."""
    columns = see_lines(page)
    columns |= see_words(page, weights)
    columns |= see_rules(page)
    columns |= see_copies(page)
    columns |= see_subject(page)
    columns |= see_windows(page, columns)
    columns |= see_paragraphs(page)
    return columns


def see_lines(page: Page) -> Columns:
    """Tell what each line looks like by itself, and what its neighbours look like."""
    heads = [text[:_READ] for text in page.texts]
    counts = [len(line_words) or 1 for line_words in page.words]
    sizes = page.sizes
    last = list(map(_tell_last, page.texts))
    capitals = [len(_CAPITAL.findall(head)) / count for head, count in zip(heads, counts, strict=True)]
    return {
        "size": sizes,
        "words": counts,
        "sentence": page.sentences,
        "last": last,
        "last_below": shift(last, 1),
        "stops": [sum(map(head.count, _STOPS)) for head in heads],
        "commas": [head.count(",") + head.count("،") + head.count("、") for head in heads],
        "digits": [sum(map(str.isdigit, head)) / len(head) for head in heads],
        "upper": [sum(map(str.isupper, head)) / len(head) for head in heads],
        "capitals": capitals,
        "capitals_below": shift(capitals, 1),
        "date": [_DATE.search(head) is not None for head in heads],
        **{f"size{by:+d}": shift(sizes, by) for by in (-2, -1, 1)},
    }


def _tell_last(text: str) -> int:
    mark = text[-1]
    return _LAST.get(mark) or (_DIGIT if mark.isdigit() else _LETTER if mark.isalpha() else 0)


def see_words(page: Page, weights: Mapping[str, float]) -> Columns:
    """Tell what the words of each line, and of those around it, say of lines of articles and of sites."""
    most, least, mean, total = zip(*(_weigh(line_words, weights) for line_words in page.words), strict=True)
    counts = [min(_READ_WORDS, len(line_words) or 1) for line_words in page.words]
    return {
        "word_most": most,
        "word_least": least,
        "word_mean": mean,
        "word_sum": total,
        "word_mean_above": shift(mean, -1, 0),
        "words_near": add_near([each * count for each, count in zip(mean, counts, strict=True)], 4, 4),
    }


def _weigh(line_words: Sequence[str], weights: Mapping[str, float]) -> tuple[float, float, float, float]:
    # In the order of the line: sums of the same numbers in another order may differ.
    known = [weights[word] for word in dict.fromkeys(line_words[:_READ_WORDS]) if word in weights]
    if not known:
        return 0, 0, 0, 0
    total = sum(known)
    return max(known), min(known), total / len(known), total


def see_rules(page: Page) -> Columns:
    """Tell what rules took out around each line."""
    groups = page.groups
    hits = [group != NO_RULE for group in groups]
    ends = [group in _ENDS for group in groups]
    named = {"also": ALSO, "comments": COMMENTS, "author": AUTHOR, "stamp": STAMP, "share": SHARE}
    flags = {name: [each == group for each in groups] for name, group in named.items()}
    return {
        "rule_below": shift(groups, 1),
        **{f"since_{name}": count_since(flag) for name, flag in flags.items()},
        "until_stamp": count_until(flags["stamp"]),
        "since_end": count_since(ends),
        "ends_above": add_up(ends)[:-1],
        "comments_above": add_up(flags["comments"])[:-1],
        "also_above": add_up(flags["also"])[:-1],
        "rules_near": add_near(hits, 15, 15),
    }


def see_copies(page: Page) -> Columns:
    """Tell how often each line, and its beginning, stand on the page, and where what reads like its title stands."""
    copies, openings = Counter(page.texts), Counter(text[:_OPENING] for text in page.texts)
    title = set(page.words[0])
    alike = [
        place > 0
        and size < _LONGEST_TITLE
        and len(title) in _TITLE_WORDS
        and len(line_words) > 1
        and len(title & (found := set(line_words))) >= _TITLE_LIKE * len(title | found)
        for place, (line_words, size) in enumerate(zip(page.words, page.sizes, strict=True))
    ]
    return {
        "copies": [min(_MANY, copies[text]) for text in page.texts],
        "twins": [min(_MANY, openings[text[:_OPENING]]) for text in page.texts],
        "since_title": count_since(alike),
    }


def see_subject(page: Page) -> Columns:
    """Tell what share of the words of each line, and of those around it, the long paragraphs further off have."""
    longer = page.find_sentences(LONGER)
    counts = Counter(word for words, long in zip(page.telling, longer, strict=True) if long for word in words)
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for place, long in enumerate(page.find_sentences(LONG)):
        if long:
            for word in page.telling[place]:
                first.setdefault(word, place)
                last[word] = place
    known, far = [], []
    for place, (words, long) in enumerate(zip(page.telling, longer, strict=True)):
        known.append(sum(counts[word] > long for word in words) / len(words) if words else NONE)
        start, end = place - _BESIDE, place + _BESIDE
        far.append(sum(first.get(word, start) < start or last.get(word, end) > end for word in words))
    sizes = [len(words) for words in page.telling]
    return {
        "known": known,
        "known_far": [each / size if size else NONE for each, size in zip(far, sizes, strict=True)],
        "subject_near": _divide(add_near(far, 5, 5), add_near(sizes, 5, 5)),
        "subject_around": _divide(add_near(far, 12, 12), add_near(sizes, 12, 12)),
    }


def _divide(parts: Sequence[float], wholes: Sequence[float]) -> list[float]:
    return [part / (whole or 1) for part, whole in zip(parts, wholes, strict=True)]


def see_windows(page: Page, columns: Mapping[str, Sequence[float]]) -> Columns:
    """Tell of the lines around each: how long they are, how many are sentences, and whether they alternate."""
    sizes = page.sizes
    alike = [
        min(size, other) / max(size, other) if other > 0 else 0
        for size, other in zip(sizes, shift(sizes, 2), strict=True)
    ]
    return {
        "sentences_near": add_near(page.sentences, 6, 6),
        "sentences_around": add_near(page.sentences, 15, 15),
        "short_near": add_near([size < _SHORT for size in sizes], 6, 6),
        "headlines_near": add_near(map(_is_headline, page.sentences, sizes, columns["words"]), 6, 6),
        "dates_near": add_near(columns["date"], 6, 6),
        "dates_around": add_near(columns["date"], 15, 15),
        "alternating": add_near(alike, 5, 5),
        "size_above": _divide(add_near([0, *sizes[:-1]], 4, 0), [5] * len(page)),
        "size_below": _divide(add_near([*sizes[1:], 0], 0, 4), [5] * len(page)),
        "size_far_above": _divide(add_near([0, *sizes[:-1]], 14, 0), [15] * len(page)),
        "size_far_below": _divide(add_near([*sizes[1:], 0], 0, 14), [15] * len(page)),
    }


def _is_headline(sentence: bool, size: int, words: float) -> bool:  # noqa: FBT001 - what a line is, not what to do
    return not sentence and size in _HEADLINE_SIZE and words >= _HEADLINE_WORDS


def see_paragraphs(page: Page) -> Columns:
    """Tell how the running text of the page lies around each line."""
    paragraphs, longer = page.find_sentences(PARAGRAPH), page.find_sentences(LONGER)
    count = len(page)
    upto = add_up(page.sizes)
    text_upto = add_up(size if paragraph else 0 for size, paragraph in zip(page.sizes, paragraphs, strict=True))
    paragraphs_upto = add_up(paragraphs)
    text, all_text = text_upto[-1], upto[-1]
    return {
        "since_paragraph": count_since(paragraphs),
        "until_paragraph": count_until(paragraphs),
        "since_longer": count_since(longer),
        "until_longer": count_until(longer),
        "run_above": count_in_row([not paragraph for paragraph in paragraphs]),
        "row_above": count_in_row(paragraphs),
        "row_below": count_in_row(paragraphs[::-1])[::-1],
        "paragraphs_above": paragraphs_upto[:-1],
        "longer_above": add_up(longer)[:-1],
        "paragraphs_far_above": add_near([False, *paragraphs[:-1]], 11, 0),
        "paragraphs_below": add_near([*paragraphs[1:], False], 0, 5),
        "text_above": [each / (text or 1) for each in text_upto[:-1]],
        "share_above": [each / all_text for each in upto[:-1]],
        "lines_above": range(count),
        "lines_below": range(count - 1, -1, -1),
        "lines": [count] * count,
        "page_size": [all_text] * count,
        "text_size": [text] * count,
        "text_share": [text / all_text] * count,
        "paragraph_size": [text / (paragraphs_upto[-1] or 1)] * count,
        **see_indents(page, paragraphs, text),
    }


def see_indents(page: Page, paragraphs: Sequence[bool], text: float) -> Columns:
    """Tell how far each line is indented against the running text, and how much of that is indented like it."""
    mass: Counter[int] = Counter()
    for indent, size, paragraph in zip(page.indents, page.sizes, paragraphs, strict=True):
        if paragraph:
            mass[indent] += size
    main = mass.most_common(1)[0][0] if mass else 0
    return {
        "indent": [min(20, max(-20, indent - main)) for indent in page.indents],
        "indent_share": [mass[indent] / (text or 1) for indent in page.indents],
    }
