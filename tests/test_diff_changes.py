"""What changed inside a line: the pieces that two texts share, and those that they do not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.preview.changes import mark_changes

TEXTS = st.text("ab Ã©é\u00a0船、.", max_size=40)


def spell(before: str, after: str) -> tuple[str, str]:
    """Write both texts with what changed in brackets."""
    left, right = (
        "".join(f"[{text}]" if changed else text for text, changed in pieces) for pieces in mark_changes(before, after)
    )
    return left, right


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The caf[Ã©] by the pier", "The caf[é] by the pier"),
        ("He said [â€œ]It[â€™]s late[â€\x9d] and left", "He said [“]It[’]s late[”] and left"),
        ("Two[\u00a0]words[\u200b] here.[  ]", "Two[ ]words here."),
        ("[Read more: ]A storm came.", "A storm came."),
        ("A storm came.[ Print this page.]", "A storm came."),
        ("Salt &[amp;] [&quot;]pepper[&quot;]", 'Salt & ["]pepper["]'),
        ("the [kitch]en", "the [chick]en"),
        ("船を見[ ]送って、行く", "船を見送って、行く"),
        ("[all of it]", ""),
    ],
)
def test_what_changed_is_marked_and_nothing_else(before: str, after: str) -> None:
    plain = (before.replace("[", "").replace("]", ""), after.replace("[", "").replace("]", ""))
    assert spell(*plain) == (before, after)


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts_and_share_what_did_not_change(before: str, after: str) -> None:
    left, right = mark_changes(before, after)
    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == after
    kept = ["".join(piece.text for piece in pieces if not piece.changed) for pieces in (left, right)]
    assert kept[0] == kept[1]
    assert (before == after) == (not any(piece.changed for piece in (*left, *right)))


@pytest.mark.parametrize("before", ["a b " * 20_000, "word\u00a0" * 20_000, "語、" * 20_000])
def test_long_lines_are_marked_in_no_time(before: str) -> None:
    start = time.process_time()
    mark_changes(before, before.replace("\u00a0", " ").replace("a ", "a  ").replace("、", "、 "))
    assert time.process_time() - start < 1
