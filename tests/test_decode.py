import codecs
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.decode import Decoded, InputError, decode, encode

FRENCH = (
    "Le boulanger de la place du Marché a fermé sa boutique samedi après quarante ans de métier. Ses clients, émus, "
    "lui ont offert une vieille balance en cuivre et une carte signée par tout le quartier. « Je n’ai jamais compté "
    "mes heures », a-t-il raconté, « mais à soixante-huit ans, le four est devenu trop lourd pour moi. » Sa nièce "
    "reprendra l’échoppe en février, avec deux apprentis et la même recette de brioche à la fleur d’oranger."
)
GERMAN = (
    "Im Hafenbecken von Grünau ist am Freitag ein drei Meter langer Stör gesichtet worden. Die Fischerin Käthe "
    "Möller entdeckte ihn, während sie ihre Netze prüfte, und hielt ihn zunächst für einen treibenden Balken. „So "
    "etwas habe ich in dreißig Jahren nicht gesehen“, erzählte sie später. Biologen wollen nun klären, woher das "
    "Tier kommt; sie bitten Ausflügler, Abstand zu halten und keine Köder auszulegen."
)
SPANISH = (
    "La señora Begoña Núñez encontró el miércoles, en el desván de su casa, una caja con más de doscientas cartas "
    "escritas por su bisabuelo durante la construcción del ferrocarril. «Pensé que eran recibos», explicó con una "
    "sonrisa. El archivo municipal las digitalizará este otoño. Según la historiadora, describen con todo detalle "
    "cómo se comía, qué se cantaba y cuánto costaba un par de botas en la montaña."
)
DANISH = (
    "En flok får løb mandag morgen gennem gågaden i Ærøby og skabte forvirring blandt de handlende. Dyrene havde "
    "fundet et hul i hegnet, efter at blæsten om natten væltede et træ. Politiet spærrede vejen, og bageren lokkede "
    "dem ind på sin gård med gammelt rugbrød. Ingen kom noget til, men blomsterhandleren må undvære en spand "
    "påskeliljer og tre små æbletræer, som fårene nåede at gnave i."
)
RUSSIAN = (
    "В субботу на чердаке сельской школы нашли телескоп, который считали потерянным ещё с прошлого века. Учитель "
    "физики Пётр Ерёмин узнал его по царапине на медной трубе. «Мы чистили линзы целую неделю, — рассказал он, — и "
    "теперь видно даже кольца Сатурна». Ученики уже записались на ночные наблюдения, а родители обещали сшить чехол "
    "и построить небольшую деревянную площадку за спортивным залом."
)
UKRAINIAN = (
    "Ґаздиня Ївга Щербань із гірського села відновила старий млин, який не працював майже пів століття. Щодня до неї "
    "приїжджають люди з мішками зерна, а діти дивляться, як крутиться велике колесо. «Я й не думала, що буде стільки "
    "охочих», — сміється жінка. Восени вона хоче відкрити невеличку пекарню і навчити молодь пекти справжній житній "
    "хліб."
)
POLISH = (
    "Mieszkańcy Żółtej Góry zebrali w ciągu miesiąca dość pieniędzy, żeby odnowić zegar na wieży ratusza. "
    "Zegarmistrz Łukasz Śliwiński rozebrał mechanizm na części i każdą z nich oczyścił pędzelkiem. Mówi, że "
    "największym kłopotem było znalezienie właściwego oleju. W sobotę w południe wskazówki ruszyły po raz pierwszy "
    "od jedenastu lat, a na rynku rozległy się brawa. Następna będzie studnia obok kościoła."
)
CZECH = (
    "Včelařka Růžena Šťastná přišla v noci na čtvrtek o dvanáct úlů, které stály na kraji třešňového sadu. Zloděj "
    "podle policie přijel menším nákladním vozem a musel se v řemesle vyznat, protože žádné včely nezůstaly venku. "
    "Sousedé jí mezitím půjčili dva roje, aby letos úplně nepřišla o med. Kdo něco viděl, ať zavolá na obecní úřad "
    "nebo se zastaví v hospodě, kde visí vývěska s podrobnostmi."
)
TURKISH = (
    "Balıkçı Işık Gündoğdu, salı sabahı ağlarını toplarken denizden yüz yıllık bir çan çıkardı. Üzerindeki yazı "
    "güçlükle okunuyor, ama müze görevlileri çanın fırtınada batan bir yük gemisine ait olduğunu düşünüyor. Şimdi "
    "çan, ilçe kütüphanesinin girişinde sergileniyor. Çocuklar ona dokunmak için sıraya giriyor; balıkçı ise "
    "yalnızca ağının yırtıldığına üzüldüğünü söylüyor."
)
LITHUANIAN = (
    "Šeštadienį Žaliųjų ežerų pakrantėje susirinko daugiau kaip šimtas savanorių, norėjusių atstatyti per audrą "
    "sugriuvusį lieptą. Lentas padovanojo vietinė lentpjūvė, o vinis ir įrankius žmonės atsinešė patys. Iki vakaro "
    "darbas buvo baigtas, ir vaikai jau šokinėjo į vandenį. Kaimo seniūnė džiaugėsi, kad tokių bendrų darbų čia "
    "nebūta dešimtmetį."
)
GREEK = (
    "Ένας κεραμίστας από το νησί άνοιξε ξανά το εργαστήρι του παππού του, που έμενε κλειστό είκοσι χρόνια. Ο φούρνος "
    "χρειάστηκε καινούρια τούβλα, όμως ο τροχός γύρισε με την πρώτη προσπάθεια. «Τα χέρια θυμούνται», λέει γελώντας. "
    "Τα πρώτα κανάτια πουλήθηκαν μέσα σε μια ώρα στο παζάρι της Κυριακής, και ήδη δύο μαθητές ζήτησαν να μάθουν την "
    "τέχνη κοντά του τον χειμώνα."
)
HEBREW = (
    "גנן בן שמונים מן הכפר הצליח לגדל דלעת במשקל של יותר ממאה קילוגרם, והשכנים באים לראות אותה בכל ערב. הוא השקה "
    "אותה במי גשם בלבד וכיסה אותה בשמיכה ישנה כאשר ירד הקור. «דיברתי אליה כל בוקר», סיפר בחיוך. בשבוע הבא ייקחו את "
    "הדלעת בעגלה אל השוק, ושם יבשלו ממנה מרק סמיך לכל מי שיבוא עם קערה משלו. את הגרעינים הוא מבטיח לחלק לילדי בית "
    "הספר."
)
ARABIC = (
    "عثر صياد عجوز صباح الخميس على زجاجة قديمة بين الصخور، وفي داخلها رسالة كتبها بحار قبل ستين عاما. قرأها أمام أهل "
    "القرية في المقهى، فبكى بعضهم وضحك آخرون. كان البحار يسأل عن أخته الصغيرة ويعد بأن يعود قبل الشتاء. وتبحث "
    "المدرسة الآن عن أقاربه، وقد وضعت صورة الرسالة على باب المكتبة حتى يراها كل من يمر من هناك، لعل أحدا يعرف الاسم."
)
JAPANESE = (
    "山あいの小さな駅で、三十年前に止まった時計がふたたび動き始めた。直したのは近くの中学校に通う生徒たちで、夏休みの"
    "あいだ毎日工具箱を抱えて通ったという。駅長の森田さんは「部品がもう売られていないので、あきらめていました」と話す"
    "。生徒たちは古い図面を図書館で探し、足りない歯車を自分たちで削った。初めて鐘が鳴った日、ホームには近所の人が集ま"
    "り、温かいお茶とおにぎりが配られた。来年の春には、待合室の壁も塗り直すつもりだ。ペンキは町の商店が寄付してくれる"
    "ことになっており、色は投票で決めるそうだ。いまのところ、空の色がいちばん人気だという。駅の写真を撮りに来る人も増"
    "えたので、生徒たちは小さな案内板を作り、時計の仕組みを絵で説明することにした。"
)
KOREAN = (
    "바닷가 마을의 작은 책방이 지난 토요일 열 번째 생일을 맞았다. 주인 박은정 씨는 처음에는 석 달도 버티지 못할 "
    "것이라는 말을 들었다고 한다. 그러나 아이들이 학교가 끝나면 이곳에 모여 그림책을 읽기 시작했고, 어른들도 하나둘 "
    "찾아왔다. 이날 손님들은 떡과 식혜를 나누어 먹으며 좋아하는 문장을 한 줄씩 낭독했다. 박 씨는 “비가 오는 날이면 "
    "오히려 사람이 더 많다”며 웃었다. 내년에는 창고를 고쳐 글쓰기 교실을 열 계획이다. 벌써 스무 명이 넘는 주민이 "
    "신청서를 냈고, 옆집 목수는 긴 책상을 만들어 주기로 약속했다. 첫 수업은 눈이 녹는 삼월에 시작된다."
)
CHINESE = (
    "星期六早上，一位退休的邮递员骑着旧自行车，把三十年前没有送到的一封信交给了收信人。信是在拆除老邮局的柜子时发现的"
    "，纸已经发黄，但是字迹还很清楚。收信的陈奶奶今年七十九岁，她戴上眼镜读了很久，才告诉邻居，写信的人是她小时候最好"
    "的朋友。她们曾经约好一起去看海，后来却失去了联系。现在，孙女正在帮她打听那位朋友的下落。邮递员说，他当年走遍了山"
    "里的每一个村子，从来没有丢过一封信，所以这件事一直让他觉得不好意思。“总算送到了，”他笑着说，然后喝完了茶，又骑上"
    "车慢慢地走了。村里的孩子们听说以后，也想学着写信。小学的老师特地买来信封和邮票，教他们怎样写地址，怎样把心里的话"
    "放进一张薄薄的纸里。第一批信昨天已经寄出去了。"
)
TAIWANESE = (
    "星期六早上，一位退休的郵差騎著舊腳踏車，把三十年前沒有送到的一封信交給了收信人。信是在拆除老郵局的櫃子時發現的，"
    "紙已經發黃，但是字跡還很清楚。收信的陳奶奶今年七十九歲，她戴上眼鏡讀了很久，才告訴鄰居，寫信的人是她小時候最好的"
    "朋友。她們曾經約好一起去看海，後來卻失去了聯絡。現在，孫女正在幫她打聽那位朋友的下落。郵差說，他當年走遍了山裡的"
    "每一個村子，從來沒有丟過一封信，所以這件事一直讓他覺得不好意思。「總算送到了，」他笑著說，然後喝完了茶，又騎上車"
    "慢慢地走了。村裡的孩子們聽說以後，也想學著寫信。小學的老師特地買來信封和郵票，教他們怎樣寫地址，怎樣把心裡的話放"
    "進一張薄薄的紙裡。第一批信昨天已經寄出去了。"
)
ENGLISH = (
    "The ferry to the northern islands will run on Sundays again from May, the harbour office said. Captain Ida Moss "
    "expects full decks. Tickets cost four pounds, bicycles go free, and dogs need a lead."
)

LEGACY = {
    "french": (FRENCH, "windows-1252"),
    "german": (GERMAN, "windows-1252"),
    "spanish": (SPANISH, "windows-1252"),
    "danish": (DANISH, "windows-1252"),
    "russian": (RUSSIAN, "windows-1251"),
    "russian koi8": (RUSSIAN.replace("«", '"').replace("»", '"').replace("—", "-"), "koi8-r"),
    "ukrainian": (UKRAINIAN, "windows-1251"),
    "polish": (POLISH, "windows-1250"),
    "polish iso": (POLISH, "iso-8859-2"),
    "czech": (CZECH, "windows-1250"),
    "czech iso": (CZECH, "iso-8859-2"),
    "turkish": (TURKISH, "windows-1254"),
    "lithuanian": (LITHUANIAN, "windows-1257"),
    "greek": (GREEK, "windows-1253"),
    "hebrew": (HEBREW, "windows-1255"),
    "arabic": (ARABIC, "windows-1256"),
    "japanese": (JAPANESE, "shift_jis"),
    "japanese unix": (JAPANESE, "euc-jp"),
    "korean": (KOREAN, "euc-kr"),
    "chinese": (CHINESE, "gb18030"),
    "taiwanese": (TAIWANESE, "big5"),
}
LANGUAGES = (ENGLISH, FRENCH, RUSSIAN, POLISH, GREEK, HEBREW, ARABIC, KOREAN)
NO_WINDOWS = "\x81\x8d\x8f\x90\x9d"

PAGE = "<html><head><title>Ferry</title></head><body><p>The ferry runs again.</p></body></html>"
BINARIES = {
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj": "a PDF file, not text; extract its text first, .* pdftotext",
    b"PK\x03\x04\x14\0\x06\0\x08\0": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0": "a word processor's document",
    b"{\\rtf1\\ansi The ferry runs again.}": "a word processor's document",
    b"\x1f\x8b\x08\0\0\0\0\0": "gzip data, not text; decompress it first",
    b"\xfd7zXZ\0\0\x04": "xz data",
    b"BZh91AY&SY\xd9\x8b": "bzip2 data",
    b"\x28\xb5\x2f\xfd\x24\x05": "Zstandard data",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR": "a PNG picture",
    b"\xff\xd8\xff\xe0\0\x10JFIF": "a JPEG picture",
    b"GIF89a\x01\0\x01\0": "a GIF picture",
    b"RIFF\x24\0\0\0WEBPVP8 ": "a WebP picture",
    b"SQLite format 3\0\x10\0": "an SQLite database",
    b"\x7fELF\x02\x01\x01\0": "a program",
}
GARBAGE = {
    bytes(range(256)) * 4: "binary data, not text; convert it to plain text",
    b"\0" * 64: "binary data",
    codecs.BOM_UTF16_LE + b"\x07\0" * 20: "binary data",
}
PAGES = {
    "doctype": f"<!DOCTYPE html>\n{PAGE}",
    "old doctype": f'<!doctype HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">\n{PAGE}',
    "root": PAGE,
    "root with a language": PAGE.replace("<html", '\n\n  <HTML lang="en"'),
    "xml": f'<?xml version="1.0" encoding="utf-8"?>\n<!-- saved --> <!-- twice -->\n{PAGE}',
    "paragraphs": "<p>The ferry runs again.</p>\n<p>Tickets cost four pounds.</p>\n",
    "one line": '<div class="article"><p>The ferry runs again.</p><p>Tickets cost four pounds.</p></div>',
    "unclosed": "<p>The ferry runs again.\n<p>Tickets cost four pounds.\n<p>Dogs need a lead.",
    "table": "<table>\n<tr><td>Ferry</td><td>Sunday</td></tr>\n<tr><td>Bus</td><td>daily</td></tr>\n</table>",
}
ARTICLES = {
    "quoted tags": "Put the title into <h1> and </h1>, and each paragraph into <p> and </p>, the teacher said.",
    "quoted page": f"The class wrote its first page last week.\n\n{PAGE}\n\nEverybody clapped, and {'then ' * 40}left.",
    "quoted root": "Every page begins with <html> and ends with </html>, the teacher said.",
    "a tag to begin with": "<p> opens a paragraph, the teacher said.",
    "listing": "A list needs two kinds of tags, as this one shows:\n\n<ul>\n<li>ferry</li>\n<li>bus</li>\n</ul>\n\n"
    "The outer tag makes the list, and each inner tag makes one of its points. Pupils tried both before lunch.",
    "left-over tags": "The ferry runs again.<br>\nTickets cost <b>four</b> pounds.\n<p>\nDogs need a lead.",
    "comparison": "If a < b and b > c, then nothing follows.",
    "other language": "<htmlx is no tag> of any page",
}


@pytest.mark.parametrize(("text", "encoding"), LEGACY.values(), ids=LEGACY)
def test_legacy_encodings_are_found(text: str, encoding: str) -> None:
    data = encode_loosely(text, encoding)
    text = data.decode(encoding)
    assert decode(data) == Decoded(text, encoding, bom=False, exact=True)
    assert encode(text, encoding, bom=False) == data


def encode_loosely(text: str, encoding: str) -> bytes:
    return text.translate(str.maketrans("“”„’", '"""\'')).encode(encoding)


@pytest.mark.parametrize("name", ["japanese", "japanese unix", "korean", "chinese", "taiwanese"])
def test_half_a_character_at_the_end_of_a_double_byte_text_does_not_hide_its_encoding(name: str) -> None:
    text, encoding = LEGACY[name]
    data = encode_loosely(f"{text}\n{text}\n{text[:-5]}", encoding)
    decoded = decode(data[:-1])
    assert decoded.text[:-2] == data.decode(encoding)[: len(decoded.text) - 2]
    assert len(decoded.text) > 3 * len(text) - 9


def test_a_stray_byte_in_a_long_legacy_text_does_not_hide_its_encoding() -> None:
    data = (f"{KOREAN}\n" * 3).encode("cp949").replace(b"\n", b" \x90\n", 1)
    decoded = decode(data)
    assert decoded.text.count(KOREAN) == 3
    assert not decoded.exact


def test_characters_beyond_the_usual_name_are_read_by_the_wider_encoding() -> None:
    text = f"{JAPANESE}①～髙"
    assert decode(text.encode("cp932")) == Decoded(text, "cp932", bom=False, exact=True)
    text = f"{KOREAN} 똠방각하 펲시"
    assert decode(text.encode("cp949")) == Decoded(text, "cp949", bom=False, exact=True)


def test_bytes_without_meaning_in_windows_1252_become_controls_and_bytes_again() -> None:
    data = FRENCH.encode("cp1252").replace(b". ", b".\x81 ")
    decoded = decode(data)
    assert decoded == Decoded(FRENCH.replace(". ", ".\x81 "), "windows-1252", bom=False, exact=True)
    assert encode(decoded.text, decoded.encoding, bom=False) == data


def test_detection_sees_what_comes_late() -> None:
    data = (ENGLISH + "\n").encode() * 1500 + RUSSIAN.encode("cp1251")
    assert decode(data).text.endswith(RUSSIAN)


@pytest.mark.parametrize("text", ["", "plain", ENGLISH, "é", "café\r\n", *LANGUAGES, JAPANESE, "\x0b\x1b[0m", "a\0b"])
def test_utf8_is_itself(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "utf-8", bom=False, exact=True)


def test_utf8_does_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    # Whoever imports it now gets an ImportError.
    monkeypatch.setitem(sys.modules, "chardet", None)
    assert decode(FRENCH.encode()).text == FRENCH
    with pytest.raises(ImportError):
        decode(FRENCH.encode("cp1252"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["", "a", *LANGUAGES, JAPANESE, CHINESE])
@pytest.mark.parametrize("forced", [False, True])
def test_byte_order_marks(text: str, encoding: str, forced: bool) -> None:  # noqa: FBT001 - a parameter of a test
    data = ("\ufeff" + text).encode(encoding)
    assert decode(data, encoding if forced else "") == Decoded(text, encoding, bom=True, exact=True)
    assert encode(text, encoding, bom=True) == data
    assert encode(text, encoding, bom=False) == text.encode(encoding)


def test_a_text_cut_in_utf16_keeps_the_rest() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + ENGLISH.encode("utf-16-le")[:-1])
    assert decoded == Decoded(ENGLISH[:-1] + "\ufffd", "utf-16-le", bom=True, exact=False)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Ferry", "one\ntwo", *LANGUAGES, f"{JAPANESE}\n" * 5, f"{CHINESE}\n" * 5])
def test_utf16_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == Decoded(text, encoding, bom=False, exact=True)


@pytest.mark.parametrize("text", [*LANGUAGES, JAPANESE, CHINESE])
@pytest.mark.parametrize("place", [0, 1, 40, 41, 150])
def test_a_stray_nul_changes_nothing(text: str, place: int) -> None:
    text = f"{text[:place]}\0{text[place:]}"
    assert decode(text.encode()).text == text


def test_a_stray_nul_changes_nothing_in_a_legacy_text() -> None:
    text = RUSSIAN.replace(" ", "\0 ", 1)
    assert decode(text.encode("cp1251")) == Decoded(text, "windows-1251", bom=False, exact=True)


@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, JAPANESE, "Ses clients, émus, l’ont applaudi."])
@pytest.mark.parametrize(("stray", "reading"), [(b"\x92", "’"), (b"\xe9 ", "é "), (b"\x93", "“"), (b"\x81", "\x81")])
def test_stray_bytes_in_utf8_are_windows_1252(text: str, stray: bytes, reading: str) -> None:
    data = text.encode()[:-1] + stray + text[-1:].encode() if text.isascii() else text.encode() + stray + b" - "
    decoded = decode(data)
    assert decoded == Decoded(f"{text}{reading} - ", "utf-8", bom=False, exact=False)


@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, JAPANESE, "it’s “fine”"])
def test_utf8_cut_through_characters_at_both_ends(text: str) -> None:
    decoded = decode("\u20ac".encode()[1:] + text.encode() + "\u20ac".encode()[:2])
    assert decoded == Decoded(f"\u201a¬{text}â\u201a", "utf-8", bom=False, exact=False)


def test_stray_bytes_after_a_mark() -> None:
    assert decode(codecs.BOM_UTF8 + b"it\x92s") == Decoded("it’s", "utf-8", bom=True, exact=False)


@pytest.mark.parametrize(("data", "message"), (BINARIES | GARBAGE).items())
def test_binary_data_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=f"^this is {message}"):
        decode(data)


@pytest.mark.parametrize("data", BINARIES)
def test_a_forced_encoding_makes_no_text_of_a_known_kind_of_file(data: bytes) -> None:
    with pytest.raises(InputError, match=", not text; "):
        decode(data, "windows-1252")


def test_a_forced_encoding_lets_control_characters_pass() -> None:
    assert decode(b"\0\x01\x02" * 9, "utf-8").text == "\0\x01\x02" * 9


@pytest.mark.parametrize("text", ["PK won.", "GIF89a is an old format.", "BZh? Nobody knows.", "RIFF and raff", "%PDF"])
def test_texts_that_begin_nearly_like_binary_data_are_texts(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
@pytest.mark.parametrize("forced", [False, True])
def test_pages_are_refused(text: str, encoding: str, forced: bool) -> None:  # noqa: FBT001 - a parameter of a test
    with pytest.raises(InputError, match=r"this is an HTML page, not text; extract the article first, .* trafilatura"):
        decode(text.encode(encoding), encoding if forced else "")


def test_a_page_in_a_legacy_encoding_is_refused() -> None:
    with pytest.raises(InputError, match="HTML"):
        decode(PAGE.replace("The ferry", RUSSIAN).encode("cp1251"))


@pytest.mark.parametrize("text", ARTICLES.values(), ids=ARTICLES)
def test_articles_with_tags_are_texts(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("encoding", "codec", "name"),
    [
        ("windows-1252", "cp1252", "windows-1252"),
        ("CP1252", "cp1252", "windows-1252"),
        ("latin-1", "latin-1", "iso-8859-1"),
        ("UTF8", "utf-8", "utf-8"),
        ("utf-8-sig", "utf-8", "utf-8"),
        ("utf-16", "utf-16-le", "utf-16-le"),
        ("utf-16be", "utf-16-be", "utf-16-be"),
        ("UTF-32", "utf-32-le", "utf-32-le"),
        ("mac_roman", "mac-roman", "mac-roman"),
        ("iso-8859-15", "iso-8859-15", "iso-8859-15"),
    ],
)
def test_forced_encodings(encoding: str, codec: str, name: str) -> None:
    text = "Été à la plage"
    assert decode(text.encode(codec), encoding) == Decoded(text, name, bom=False, exact=True)


@pytest.mark.parametrize(
    ("text", "codec", "encoding", "name"),
    [
        (JAPANESE, "shift_jis", "shift_jis", "shift_jis"),
        (f"{JAPANESE}①", "cp932", "shift_jis", "cp932"),
        ("똠방각하", "cp949", "euc-kr", "cp949"),
        ("價錢€", "gb18030", "gb2312", "gb18030"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp", "iso2022_jp"),
    ],
)
def test_a_forced_name_stands_for_the_wider_encoding_where_needed(
    text: str, codec: str, encoding: str, name: str
) -> None:
    assert decode(text.encode(codec), encoding) == Decoded(text, name, bom=False, exact=True)


def test_a_forced_utf16_obeys_the_mark() -> None:
    data = codecs.BOM_UTF16_BE + ENGLISH.encode("utf-16-be")
    assert decode(data, "utf-16") == Decoded(ENGLISH, "utf-16-be", bom=True, exact=True)


def test_a_forced_encoding_wins_over_what_the_text_looks_like() -> None:
    assert decode("é".encode(), "windows-1252").text == "Ã©"


@pytest.mark.parametrize(
    "encoding",
    ["latin-99", "hex", "rot13", "zlib", "undefined", "idna", "unicode_escape", "a\0b", "ü", "x" * 9999, " "],
)
def test_unknown_encodings_are_refused(encoding: str) -> None:
    with pytest.raises(InputError, match=r"there is no encoding .*; try utf-8"):
        decode(b"text", encoding)
    with pytest.raises(InputError, match="there is no encoding"):
        encode("text", encoding, bom=False)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"caf\xe9", "utf-8"),
        (b"caf\xe9", "ascii"),
        (b"\x98", "windows-1251"),
        (b"abc", "utf-16-le"),
        (b"\0\xd8", "utf-16"),
        (b"\x81", "shift_jis"),
        (b"+2AA-", "utf-7"),
    ],
)
def test_forced_encodings_that_do_not_fit_are_refused(data: bytes, encoding: str) -> None:
    with pytest.raises(InputError, match=r"this text is not in .*; try another encoding, or none"):
        decode(data, encoding)


@pytest.mark.parametrize(("text", "encoding"), [("日本", "windows-1252"), ("é", "koi8-r"), ("\x81", "koi8-r")])
def test_encode_refuses_characters_that_the_encoding_lacks(text: str, encoding: str) -> None:
    with pytest.raises(InputError, match=f"the text has characters that {encoding} lacks; write it as utf-8"):
        encode(text, encoding, bom=False)


def test_encode_refuses_halves_of_characters() -> None:
    with pytest.raises(InputError):
        encode("\ud800", "utf-8", bom=False)


def test_windows_1252_holds_every_byte() -> None:
    text = bytes(range(256)).decode("cp1252", "ignore") + NO_WINDOWS
    assert len(encode(text, "windows-1252", bom=True)) == 256


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_any_utf8_comes_back_unless_it_is_refused(text: str) -> None:
    try:
        decoded = decode(text.encode())
    except InputError:
        return
    assert decoded == Decoded(text.removeprefix("\ufeff"), "utf-8", bom=text.startswith("\ufeff"), exact=True)


PIECES = [
    *(ENGLISH.encode(), FRENCH.encode(), FRENCH.encode("cp1252"), RUSSIAN.encode("cp1251"), JAPANESE.encode("cp932")),
    *(KOREAN.encode("utf-16-le"), CHINESE.encode("gb18030"), PAGE.encode(), b"<p>", b"\0", b"\n"),
    *(codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
]


@given(st.binary() | st.lists(st.binary(max_size=3) | st.sampled_from(PIECES), max_size=6).map(b"".join))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except InputError:
        return
    assert decoded.text.encode("utf-8", "strict").decode() == decoded.text
    assert codecs.lookup(decoded.encoding)
    try:
        same = encode(decoded.text, decoded.encoding, bom=decoded.bom) == data
    except InputError:
        same = False
    assert same == decoded.exact


@given(st.binary(), st.sampled_from(["utf-8", "utf-16", "cp1252", "shift_jis", "utf-7", "hz", "iso2022_jp", "gb18030"]))
def test_any_bytes_in_any_encoding_are_read_or_refused(data: bytes, encoding: str) -> None:
    try:
        decoded = decode(data, encoding)
    except InputError:
        return
    assert decoded.text.encode("utf-8", "strict").decode() == decoded.text
