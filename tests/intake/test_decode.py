"""Bytes to text: every encoding, mark or no mark, cut, concatenated and mixed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mdeanalysis.intake.decode import decode

MARKS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
LATIN = "Device name: PC1\r\nTesting URL : https://edge.contoso.com/test\r\n1 - Default proxy: Succeeded (200)\r\n"
GERMAN = "Größe – “ok”, Gerät nicht gefunden\r\n"
RUSSIAN = "Привет мир ошибка\r\n" * 10
JAPANESE = "接続に失敗しました。上の不 https://contoso.com\r\nデバイス名: ＰＣ１\r\n" * 20
TEXTS = {"latin": LATIN, "german": GERMAN, "russian": RUSSIAN, "japanese": JAPANESE}
# U+0A0D and U+0D0A are what a byte CR LF looks like in UTF-16.
ANY = st.characters(exclude_characters="\0\ufeff\u0a0d\u0d0a", exclude_categories=["Cs"])


def le(text: str) -> bytes:
    return text.encode("utf-16-le")


def marked_le(text: str) -> bytes:
    return MARKS["utf-16-le"] + le(text)


@pytest.mark.parametrize("encoding", MARKS)
@given(text=st.text(ANY))
def test_a_byte_order_mark_settles_any_text(encoding, text):
    assert decode(MARKS[encoding] + text.encode(encoding)) == (text, encoding, False)


ALPHABETS = {
    "report lines": st.sampled_from("abcdefghijklmnop ABC:/.()0123456789-\r\n"),
    "latin-1": st.characters(min_codepoint=9, max_codepoint=255),
    "cyrillic": st.characters(min_codepoint=0x410, max_codepoint=0x44F),
    "cyrillic lines": st.sampled_from("абвгдежзиклмнопрстуфхцчшщыэюя ,.\r\n"),
    "kana and kanji": st.characters(min_codepoint=0x3041, max_codepoint=0x3096)
    | st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    "japanese lines": st.sampled_from("接続に失敗しましたのありいうえおテスト、。上不一三　 \r\n(12)"),
    "any": ANY,
}


@pytest.mark.parametrize("encoding", MARKS)
@pytest.mark.parametrize("alphabet", ALPHABETS)
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)
@given(data=st.data())
def test_long_texts_need_no_mark(alphabet, encoding, data):
    text = data.draw(st.text(ALPHABETS[alphabet], min_size=200))
    # A letter or two repeated is honestly ambiguous: U+4242 is BB in ASCII, U+4E00 is N in the other order.
    assume(len(set(text)) >= 8)
    # Two units may hold a byte line end between them, which says that bytes begin there.
    encoded = text.encode(encoding)
    assume(b"\r\n" not in encoded)
    assert decode(encoded).text == text


@given(st.binary())
def test_no_bytes_make_it_fail(data):
    decoded = decode(data)
    assert "\0" not in decoded.text
    assert "\ufeff" not in decoded.text


@given(st.lists(st.sampled_from([*MARKS.values(), b"\r\n", b"\0", b"a", b"Testing URL", b"\x82\xd8", b" "])))
def test_no_mixture_of_marks_and_text_makes_it_fail(pieces):
    decode(b"".join(pieces))


@pytest.mark.parametrize("head", TEXTS)
@pytest.mark.parametrize(
    "tail",
    [
        LATIN.encode(),
        GERMAN.encode(),
        JAPANESE.encode(),
        "Gerät: é\r\n".encode("cp1252"),
        b"ok\r\n",
        b"Default proxy: Succeeded",
    ],
    ids=["ascii", "utf-8", "japanese utf-8", "cp1252", "short", "no line end"],
)
@pytest.mark.parametrize("after", [b"", le(LATIN), marked_le(RUSSIAN)], ids=["end", "latin after", "file after"])
def test_bytes_appended_to_utf16_are_read_as_bytes(head, tail, after):
    page = "cp1252" if b"\xe9" in tail and b"\xc3" not in tail and b"\xe3" not in tail else "utf-8"
    decoded = decode(marked_le(TEXTS[head]) + tail + after)
    assert decoded.text == TEXTS[head] + tail.decode(page) + decode(after).text
    assert decoded.encoding == f"utf-16-le+{page}"


@pytest.mark.parametrize("tail", TEXTS)
@pytest.mark.parametrize("mark", [b"", MARKS["utf-16-le"]], ids=["no mark", "mark"])
@pytest.mark.parametrize("head", [b"ok\r\n", b"one\r\n", LATIN.encode()], ids=["short", "odd", "long"])
def test_utf16_appended_to_bytes_is_read_as_utf16(head, mark, tail):
    assert decode(head + mark + le(TEXTS[tail])).text == head.decode() + TEXTS[tail]


@pytest.mark.parametrize("first", TEXTS)
@pytest.mark.parametrize("second", TEXTS)
@pytest.mark.parametrize("encodings", [(a, b) for a in MARKS for b in MARKS], ids="+".join)
def test_concatenated_files_keep_their_encodings(first, second, encodings):
    one, two = encodings
    data = MARKS[one] + TEXTS[first].encode(one) + MARKS[two] + TEXTS[second].encode(two)
    assert decode(data).text == TEXTS[first] + TEXTS[second]


def test_a_file_cut_within_a_unit_does_not_shift_the_file_behind_it():
    assert decode(marked_le(LATIN)[:-1] + marked_le(LATIN)).text == LATIN[:-1] + LATIN


def test_chinese_punctuation_that_looks_like_a_mark_is_none():
    text = "a，拾一二三 b\r\n" * 40
    assert decode(marked_le(text)) == (text, "utf-16-le", False)


def test_malayalam_lines_ending_in_lf_hold_no_byte_line_end():
    text = "മലയാളം ഡ\nഡ\n" * 9
    assert decode(marked_le(text)) == (text, "utf-16-le", False)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Zugang zu é".encode()[:-1], "Zugang zu "),
        ("né – 接".encode()[:-1], "né – "),
        (marked_le("abc")[:-1], "ab"),
        (marked_le("ab😀")[:-2], "ab"),
        (le(LATIN)[:-1], LATIN[:-1]),
    ],
    ids=["utf-8", "utf-8 of three", "utf-16", "half a pair", "utf-16 without mark"],
)
def test_half_a_character_at_the_very_end_is_dropped(data, text):
    decoded = decode(data)
    assert decoded.text == text
    assert not decoded.replaced


@pytest.mark.parametrize(
    ("data", "name", "text", "encoding"),
    [
        ("café".encode("cp1252"), "", "café", "cp1252"),
        ("Gerät größe\r\n".encode("cp1252"), "MDEClientAnalyzer.txt", "Gerät größe\r\n", "cp1252"),
        ("Gerät größe\r\n".encode("cp850"), "MDEClientAnalyzer_User.txt", "Gerät größe\r\n", "cp850"),
        ("Gerät größe\r\n".encode("cp850"), "a/PSEXECLOG.TXT.gz", "Gerät größe\r\n", "cp850"),
        ("Gerät größe\r\n".encode(), "MDEClientAnalyzer_User.txt", "Gerät größe\r\n", "utf-8"),
        (b"no\x81page\xe9 here", "", "no\x81pageé here", "latin-1"),
        (b"", "", "", "utf-8"),
    ],
    ids=["accent at the end", "ansi", "oem by name", "oem in gz", "utf-8 before the name", "last resort", "empty"],
)
def test_bytes_that_are_no_utf8_are_of_the_code_page_of_their_writer(data, name, text, encoding):
    assert decode(data, name) == (text, encoding, False)


@pytest.mark.parametrize("nuls", [1, 500, 5001], ids=str)
def test_nuls_of_a_lost_write_do_not_make_a_byte_text_utf16(nuls):
    assert decode(LATIN.encode() + b"\0" * nuls).text == LATIN
    assert decode(LATIN.encode() + b"\0" * nuls + LATIN.encode()).text == LATIN * 2


def test_marks_and_nuls_inside_a_text_are_dropped():
    assert decode(marked_le("a\ufeffb\0c")).text == "abc"
    assert decode(b"\xef\xbb\xbfa\xef\xbb\xbfb").text == "ab"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [(marked_le("ab") + b"\x00\xd8" + le("cd"), "utf-16-le"), (MARKS["utf-8"] + b"ab\xffcd", "utf-8")],
    ids=["lone surrogate", "bad utf-8 behind its mark"],
)
def test_what_a_marked_encoding_cannot_mean_is_replaced_and_told(data, encoding):
    assert decode(data) == ("ab\ufffdcd", encoding, True)


def test_japanese_lines_in_their_code_page_keep_their_line_ends():
    data = "ますた\r\nせんたかもしれない\r\n".encode("cp932") * 20
    assert decode(data).text.count("\r\n") == 40


def test_text_in_an_oem_page_of_another_country_is_not_taken_for_utf16():
    data = ("1 - прокси: Succeeded (200)\r\nошибка подключения к серверу\r\n" * 10).encode("cp866")
    decoded = decode(data)
    assert decoded.text.count("\r\n") == 20
    assert decoded.text.count("Succeeded (200)") == 10
