"""One article in all the shapes in which scrapers leave it: the same lines go, and the same stay."""

import json

import pytest
from conftest import CASES, LAWS, ROOT, UNTOUCHED, Law, clean, read_text
from shapes import SHAPES, Shape, list_paragraphs, make_broken, make_wrap, put_on_one_line, separate

from newsclean import Cleaner, Document
from newsclean.decode import decode
from newsclean.formats import dump_record, make_record, restore_record
from newsclean.preview.plain import read_plain, write_plain

SEED = ROOT.parent / "shared" / "seed" / "kyivpost.txt"
"""A real article, which is no part of the project; the tests that read it skip where it is absent."""

ARTICLES = (
    "en/kiln-with-a-stray-headline.diff",
    "de/ofen-mit-zitat-und-anzeige.diff",
    "uk/pich-z-povtorom-i-zaklykamy.diff",
    "ja/kiln-with-a-pull-quote.diff",
)
shapes = pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)


def check(before: str, after: str) -> None:
    result = clean(before)
    assert result.text == after, write_plain(result)


@shapes
@pytest.mark.parametrize("name", ARTICLES)
def test_the_same_lines_go_in_each_shape(name: str, shape: Shape) -> None:
    _, before, after = read_plain(read_text(CASES[name]))
    check(shape(before), shape(after))


@pytest.mark.skipif(not SEED.is_file(), reason="the article beside the project is not here")
@shapes
def test_a_real_article_loses_the_same_lines_in_each_shape(shape: Shape) -> None:
    check(shape(read_text(SEED)), shape(read_text(SEED.with_name("kyivpost.clean.txt"))))


TAGGED = {
    "links": r"The Chosun Daily|The Independent|Kursk region|@Kyivpost_official|The Skell Courier|@Allard_Herald",
    "names": r"\b(?:(?:North|South) Korean?|Baek|Russia|Kyiv|Ukraine|Pyongyang|Kursk|Ines Tarrow|March|Brunnby)\b",
    "quotations": r"“[^”]*”|‘\w[^’]*’(?!\w)",
}


@pytest.mark.parametrize("tagged", [*TAGGED.values(), "|".join(TAGGED.values())], ids=[*TAGGED, "all"])
def test_articles_that_were_broken_at_tags_lose_the_same_lines(tagged: str) -> None:
    texts = [read_plain(read_text(CASES[ARTICLES[0]]))[1:]]
    if SEED.is_file():
        texts.append((read_text(SEED), read_text(SEED.with_name("kyivpost.clean.txt"))))
    for before, after in texts:
        broken = make_broken(tagged)(before)
        assert broken.count("\n") > len(list_paragraphs(before)) + 3
        check(broken, separate(after))


TAIL = "The boat of\nSkell\n, which is old, came back.\nOn\nMonday\n, it sailed again.\n"
"""Sentences that were broken for sure."""

BROKEN = (
    ("He told\nThe Skell Courier\nthat it was late.\n", "He told The Skell Courier that it was late.\n"),
    ("“It is late,”\nNell Brandt\nsaid (in\nSkell\n).\n", "“It is late,” Nell Brandt said (in Skell).\n"),
    ("It cost $\n5\n, said the\nBrunnby\n’s mayor.\n", "It cost $5, said the Brunnby’s mayor.\n"),
    ("Sie traf\nNell Brandt\nund die\nKapitäne\n, sagte sie.\n", "Sie traf Nell Brandt und die Kapitäne, sagte sie.\n"),
    ("Il a vu\nla mer\n, dit le\nCourrier de Skell\n.\n", "Il a vu la mer, dit le Courrier de Skell.\n"),
    ("Він сказав\n«Вісникові»\n, що вже пізно.\n", "Він сказав «Вісникові», що вже пізно.\n"),
    ("船は\n白浜町\nを出て、昼に\n港\nに着いた。\n", "船は白浜町を出て、昼に港に着いた。\n"),
    ("배는\n백빈\n을 떠나 한낮에 도착했다고 한다.\n", "배는 백빈을 떠나 한낮에 도착했다고 한다.\n"),
    (
        "عادت السفينة القديمة ظهر يوم الجمعة إلى\nسكل\n، وهي ميناء صغير.\n",
        "عادت السفينة القديمة ظهر يوم الجمعة إلى سكل، وهي ميناء صغير.\n",
    ),
    # Not these
    (
        "A coat and a key\nNell Brandt\nsaid at noon that she was late.\n",
        "A coat and a key\nNell Brandt said at noon that she was late.\n",
    ),
    (
        "JOIN US\nNell Brandt\nsaid at noon that she was late.\n",
        "JOIN US\nNell Brandt said at noon that she was late.\n",
    ),
    ("Share\nSave\nPrint\nRain fell.\n", "Share\nSave\nPrint\nRain fell.\n"),
    ("Rain fell.\n\nand the river rose.\n", "Rain fell.\n\nand the river rose.\n"),
)


@pytest.mark.parametrize(("before", "after"), BROKEN)
def test_broken_sentences_are_joined(before: str, after: str) -> None:
    joined = "The boat of Skell, which is old, came back.\nOn Monday, it sailed again.\n"
    assert clean(TAIL + before, "joins").text == joined + after


def test_a_single_broken_sentence_is_left_alone() -> None:
    assert clean("Rain fell.\nHe told\nThe Skell Courier\n, a paper, that it was late.\n", "joins").edits == ()


def test_sentences_with_blank_lines_between_their_parts_are_joined() -> None:
    text = TAIL.replace("\n", "\n\n")
    assert clean(text).text == "The boat of Skell, which is old, came back.\n\nOn Monday, it sailed again.\n"


def test_a_join_names_the_lines() -> None:
    edits = [edit for edit in clean(TAIL, "joins").edits if edit.rule == "joins.sentence"]
    assert [edit.reason for edit in edits][:2] == ["its sentence goes on in lines 2 to 3", "joined to line 1"]


# What a text is cut into


LONG = (
    "ar-matbaa-wa-sahifa", "de-zeitungssterben", "en-channels-papers-and-cookies", "es-negocio-boletines",
    "fr-interview-presse-locale", "it-truffa-telegram", "ja-newspaper-and-ads", "nl-krant-zonder-papier",
    "pl-paywalls-and-papers", "ru-channels-and-papers", "sv-annonser-prenumeration", "uk-channels-and-papers",
)  # fmt: skip


def wrap_without_spaces(text: str, width: int = 40) -> str:
    """Break lines at a column as in scripts that have no spaces: anywhere."""
    starts = ((line, range(0, len(line), width)) for line in list_paragraphs(text))
    return "".join(f"{line[start : start + width]}\n" for line, places in starts for start in places)


@pytest.mark.parametrize("name", LONG)
def test_the_shape_of_an_article_is_found(name: str) -> None:
    text = read_text(UNTOUCHED[f"{name}.txt"])
    wrap = wrap_without_spaces if name.startswith("ja-") else make_wrap(72, "\n")
    assert Document.from_text(text).unit == "line"
    assert Document.from_text(put_on_one_line(text)).unit == "sentence"
    assert Document.from_text(wrap(text)).unit == "paragraph"


POEM = """
I keep my letters in a wooden chest
that smells of tar and of the summer sea,
and when the winter wind is in the west
I open one, and read what you told me.

You wrote of boats that never left the quay,
of nets that dried for years upon the wall,
of one old man who could no longer see
and mended them, and did not mind at all.
"""
LISTS = """
What you need

flour
sugar
two eggs
butter
a pinch of salt

What you do

mix all of it
bake it for an hour
eat it warm
"""
RESULTS = "".join(f"{name} {number}\n" for number, name in enumerate(("Skell", "Brunnby", "Tarnow", "Oldport") * 5))
ORDINARY = {
    "a poem": POEM,
    "a poem in lines that begin small": POEM.lower(),
    "lists": LISTS,
    "results": RESULTS,
    "an interview": "Were you late?\nYes.\nWhy?\nthe key was gone, I had left it in my other coat, and nobody knew.\n"
    * 4,
    "short lines": "Rain fell.\nThe river rose.\nWe stayed.\n",
    "two long lines": f"{'The river rose to the bridge. ' * 8}\n{'We stayed at home and waited. ' * 8}\n",
}


@pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_lines_stay_lines(text: str) -> None:
    assert Document.from_text(text).unit == "line"
    assert clean(text, "joins").edits == ()


@pytest.mark.parametrize("name", UNTOUCHED)
def test_ordinary_articles_are_not_joined(name: str) -> None:
    text = read_text(UNTOUCHED[name])
    assert Document.from_text(text).unit == "line"
    assert clean(text, "joins").edits == ()


SENTENCES = (
    ("Rain fell on Feb. 24 in the U.S. Navy yard. Dr. Moe and J. R. Tarrow left. “It is late. Go,” he said.",
     ["Rain fell on Feb. 24 in the U.S. Navy yard.", "Dr. Moe and J. R. Tarrow left.", "“It is late. Go,” he said."]),
    ("He paid $3.5 million to Skell Inc. (about half) and No. 5 won. Was it worth it? She thinks so.",
     ["He paid $3.5 million to Skell Inc. (about half) and No. 5 won.", "Was it worth it?", "She thinks so."]),
    ("Am 24. Dezember kam z. B. Herr Prof. Dr. Moe. „Es ist spät. Geh“, sagte er zu uns. Dann ging er heim.",
     ["Am 24. Dezember kam z. B. Herr Prof. Dr. Moe.", "„Es ist spät. Geh“, sagte er zu uns.", "Dann ging er heim."]),
    ("Il pleut depuis hier. « Il est tard. Rentrez », a dit M. Morvan. La rivière monte toujours.",
     ["Il pleut depuis hier.", "« Il est tard. Rentrez », a dit M. Morvan.", "La rivière monte toujours."]),
    ("Дощ ішов усю ніч. «Пізно вже. Ідіть», – сказав ім. невідомого героя. Річка піднялася до мосту.",
     ["Дощ ішов усю ніч.", "«Пізно вже. Ідіть», – сказав ім. невідомого героя.", "Річка піднялася до мосту."]),
    ("夜通し雨が降り続いた。「もう遅い。帰ろう」と彼は言った。川は橋まで達していた！",
     ["夜通し雨が降り続いた。", "「もう遅い。帰ろう」と彼は言った。", "川は橋まで達していた！"]),
    ("雨下了整整一夜。“太晚了。回家吧，”他对大家说。河水涨到了老桥下。",
     ["雨下了整整一夜。", "“太晚了。回家吧，”他对大家说。", "河水涨到了老桥下。"]),
    ("밤새 비가 내렸다고 한다. 강물이 다리까지 차올랐다. 주민들은 모두 집에 있었다.",
     ["밤새 비가 내렸다고 한다.", "강물이 다리까지 차올랐다.", "주민들은 모두 집에 있었다."]),
    ("هطل المطر طوال الليل. هل وصل الماء إلى الجسر؟ نعم، وصل عند الفجر.",
     ["هطل المطر طوال الليل.", "هل وصل الماء إلى الجسر؟", "نعم، وصل عند الفجر."]),
    ("הגשם ירד כל הלילה. המים עמדו בגובה הגשר. כולנו נשארנו בבית.",
     ["הגשם ירד כל הלילה.", "המים עמדו בגובה הגשר.", "כולנו נשארנו בבית."]),
    ("रात भर बारिश होती रही। नदी का पानी पुल तक पहुँचा। डॉ. मेहता घर पर रहे।",
     ["रात भर बारिश होती रही।", "नदी का पानी पुल तक पहुँचा।", "डॉ. मेहता घर पर रहे।"]),
    ("น้ำในคลองสูงขึ้นตลอดทั้งคืน ตลาดเช้าต้องย้ายไปที่สนามโรงเรียน",
     ["น้ำในคลองสูงขึ้นตลอดทั้งคืน ตลาดเช้าต้องย้ายไปที่สนามโรงเรียน"]),
    # Lines that had no full stop
    ("JOIN US ON THE QUAY The boat leaves at noon. Harbour to Open ‘New Pier’ on Oct. 12 In the past, it was late.",
     ["JOIN US ON THE QUAY", "The boat leaves at noon.",
      "Harbour to Open ‘New Pier’ on Oct. 12", "In the past, it was late."]),
    ("Advertisement The boat leaves at noon. Sign up for our newsletter She said that it was late.",
     ["Advertisement", "The boat leaves at noon.", "Sign up for our newsletter", "She said that it was late."]),
    # Names are no lines
    ("Prime Minister Ines Tarrow and Captain Nell Brandt met in The Hague. He told The Skell Courier that it was late.",
     ["Prime Minister Ines Tarrow and Captain Nell Brandt met in The Hague.",
      "He told The Skell Courier that it was late."]),
    # Neither a word or two nor a label is a sentence to be taken for a leftover
    ("What do you do at night? Listen. The owls begin at ten, in the elms. Photo: Nell Brandt Owls sit in Skell.",
     ["What do you do at night? Listen.", "The owls begin at ten, in the elms. Photo: Nell Brandt Owls sit in Skell."]),
)  # fmt: skip


@pytest.mark.parametrize(("text", "sentences"), SENTENCES)
def test_a_line_is_cut_into_sentences(text: str, sentences: list[str]) -> None:
    lines = Document.from_text(f"{text}\n").lines
    assert [line.text for line in lines] == sentences
    assert "".join(line.text + line.end for line in lines) == f"{text}\n"


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["no blank lines", "blank lines between"])
@pytest.mark.parametrize("width", range(60, 121, 5))
def test_a_wrapped_text_is_cut_into_paragraphs(width: int, between: str) -> None:
    text = read_text(UNTOUCHED["en-channels-papers-and-cookies.txt"])
    document = Document.from_text(make_wrap(width, between)(text))
    assert document.unit == "paragraph"
    units = [" ".join(line.text.split()) for line in document.lines if line.text]
    if between == "\n\n":
        assert units == list_paragraphs(text)
    joined = "\n".join(units)
    assert all(paragraph in joined.replace("\n", " ") for paragraph in list_paragraphs(text))


# What is written down leads back


@shapes
@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_laws_hold_in_each_shape(law: Law, shape: Shape) -> None:
    for name in CASES:
        law(Cleaner(), Document.from_text(shape(read_plain(read_text(CASES[name]))[1])))


@shapes
def test_what_is_printed_reads_back_in_each_shape(shape: Shape) -> None:
    for name in CASES:
        text = shape(read_plain(read_text(CASES[name]))[1])
        result = clean(text)
        _, before, after = read_plain(write_plain(result))
        assert before.rstrip("\n") == text.rstrip("\n")
        assert after.rstrip("\n") == result.text.rstrip("\n")


@shapes
def test_records_restore_each_shape(shape: Shape) -> None:
    for name in CASES:
        data = shape(read_plain(read_text(CASES[name]))[1]).replace("\n", "\r\n").encode()
        record = make_record(clean(data.decode()), decode(data), data)
        assert restore_record(json.loads(dump_record(record))) == data


def test_a_paragraph_that_changes_is_wrapped_again() -> None:
    _, before, _ = read_plain(read_text(CASES[ARTICLES[0]]))
    text = make_wrap(72)(before.replace("the old glaze", "the old &quot;glaze&quot;"))
    result = clean(text)
    [edit] = [edit for edit in result.edits if edit.rule == "encoding.entity"]
    assert edit.before.startswith("“I only know that the old &quot;glaze&quot; is somewhere in that clay,”\n")
    assert edit.after is not None
    assert edit.after.startswith('“I only know that the old "glaze" is somewhere in that clay,” said Ines\n')
    assert Document.from_text(result.text).unit == "paragraph"
    assert clean(result.text).edits == ()


def test_a_line_that_falls_into_sentences_once_it_is_repaired_is_cleaned_to_the_end() -> None:
    text = f"{'The river rose all night, and we stayed. ' * 2}Sign up for our daily newsletter.&nbsp;The owls are back."
    result = clean(text)
    assert "newsletter" not in result.text
    assert result.text.endswith("The owls are back.")
    assert clean(result.text).edits == ()
