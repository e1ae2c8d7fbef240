"""Strategies that make nasty documents: what scrapers, encodings and pages do to articles, all at once."""

from conftest import ARTICLES, RULES, UNTOUCHED
from hypothesis import strategies as st
from shapes import Shape, make_broken, make_marked, make_wrap, put_on_one_line

from newsclean import Cleaner, Document
from newsclean.filters import CHAIN, FILTERS, take_for_pages

ENDS = ("\n", "\r\n", "\r", "\n\n", "\n\r\n", "\r\r\n", "\n \n")
INVISIBLE = (
    "\x00\x07\x0b\x0c\x1b\x1c\x7f\x85\x9f\u00a0\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f"
    "\u2028\u2029\u202a\u202e\u202f\u2060\u2066\u3000\ufeff\ufffd"
)
MOJIBAKE_LETTERS = (
    "ÂÃÄÅâãåæçéêîïðñóöøúĂăŠšŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿×ÐØΓβВвРрСсЂђЃѓ"
    "\x81\x8d\x90\x9d\u00a0&;#39amplt"
)

SCRIPTS = (
    "राजधानी में शनिवार को दिन भर बारिश होती रही और नदी का पानी पुल तक पहुँच गया।",
    "बाज़ार बंद रहा।",
    "น้ำในคลองสูงขึ้นตลอดทั้งคืนและตลาดเช้าต้องย้ายไปที่สนามโรงเรียน",
    "ตลาดปิด",
    "הגשם ירד כל הלילה, ובבוקר עמדו המים בגובה המדרגה השלישית של בית הספר.",
    "השוק נסגר.",
    "می‌گویند باران تمام شب بارید و آب رودخانه تا پل قدیمی بالا آمد.",
    "هطلت الأمطار طوال الليل، ووصلت مياه النهر إلى الجسر القديم عند الفجر.",
    "夜通し雨が降り、川の水は夜明けには古い橋まで達した。",
    "雨下了一整夜，黎明时河水涨到了老桥下。",
    "밤새 비가 내려 새벽에는 강물이 옛 다리까지 차올랐다.",
    "👩‍🚒 Crews pumped until dawn 🏳️‍🌈 and went home.",
)
LEFTOVERS = (
    "Read also:",
    "Related stories",
    "Mayor Opens Third Bridge as Harbour Festival Begins in Oldport",
    "Why the Lighthouse Keeper of Skell Never Learned How to Swim",
    "ADVERTISEMENT",
    "Follow us on Facebook, X and Instagram",
    "“The night boat will never come back, whatever the company says,” said Ines Tarrow.",
    "The night boat will never come back, whatever the company says",
    "The town opened a bridge. The town opened a bridge. The town opened a bridge.",
    "No.",
    "• Item",
    "https://example.org/a?b=c&amp;d=e",
    "<p>Rain &mdash; all night&nbsp;long</p>",
    "# title: not a title",
    "- a margin that is none",
)
RULE_EXAMPLES = tuple(
    dict.fromkeys(
        text for rule in RULES.values() for text in (*(e.line for e in rule.removes), *rule.keeps, *rule.lines)
    )
)
SENTENCES = tuple(dict.fromkeys(line.text for name in UNTOUCHED for line in ARTICLES[name].make_document().lines))


def _one_line(text: str) -> str:
    return text.replace("\r", "").replace("\n", "")


def _spoil(text: str) -> str:
    """Write a text in UTF-8 and read it in Windows-1252, as a broken scraper does."""
    return _one_line(text.encode("utf-8", "replace").decode("cp1252", "replace"))


_plain = st.one_of(
    st.sampled_from(SENTENCES),
    st.sampled_from(RULE_EXAMPLES),
    st.sampled_from(LEFTOVERS),
    st.sampled_from(SCRIPTS),
    st.text(max_size=40).map(_one_line),
)


@st.composite
def _quotes(draw: st.DrawFn) -> str:
    """Draw a part of an article's line in quotation marks, as pull quotes are."""
    text = draw(st.sampled_from(SENTENCES))
    start = draw(st.integers(0, max(0, len(text) // 2)))
    marks = draw(st.sampled_from(('""', "“”", "„“", "«»", "「」", "''")))
    return marks[0] + text[start : start + draw(st.integers(1, 200))] + marks[1]


@st.composite
def _sprinkled(draw: st.DrawFn) -> str:
    """Draw a line with invisible and control characters in it."""
    text = draw(_plain)
    for character in draw(st.lists(st.sampled_from(INVISIBLE), min_size=1, max_size=3)):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + character + text[place:]
    return text


mojibake = st.text(st.sampled_from(MOJIBAKE_LETTERS), max_size=30) | _plain.map(_spoil)

lines = st.one_of(
    _plain,
    _plain,
    mojibake,
    _quotes(),
    _sprinkled(),
    st.text(st.sampled_from(INVISIBLE + " \t"), max_size=6),
    _plain.map(lambda text: f"{text} {text}"),
    st.tuples(_plain, _plain).map(" ".join),
    st.sampled_from(SENTENCES).map(lambda text: text[: len(text) // 2]),
)


def _keep(text: str) -> str:
    return text


SHAPES: tuple[Shape, ...] = (
    *[_keep] * 6,
    put_on_one_line,
    lambda text: text + put_on_one_line("".join(SENTENCES[:9])),
    make_wrap(60, "\n"),
    make_wrap(72),
    make_marked("• "),
    make_broken(r"[A-Z]\w+ [A-Z]\w+|“[^”]*”|, "),
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw a text of few different lines, most of them more than once, with line ends of all kinds, in some shape."""
    pool = draw(st.lists(lines, min_size=1, max_size=9))
    chosen = draw(st.lists(st.tuples(st.sampled_from(pool), st.sampled_from(ENDS)), max_size=24))
    text = draw(st.sampled_from(SHAPES))("".join(line + end for line, end in chosen))
    return text if draw(st.booleans()) else text.rstrip("\r\n")


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(texts())
    title = draw(st.sampled_from(("", "", "The night boat", *text.split("\n")[:2])))
    return Document.from_text(text, title=title, site=draw(st.sampled_from(("", "example.org"))))


CLEANERS = (
    Cleaner(),
    Cleaner(threshold=0.5),
    Cleaner(threshold=1.0),
    Cleaner(filters=tuple(reversed(FILTERS))),
    Cleaner(filters=take_for_pages(CHAIN)),
    *(Cleaner(filters=(name,)) for name in FILTERS),
)
cleaners = st.just(CLEANERS[0]) | st.sampled_from(CLEANERS)
