"""The runs of a page in which lines of an article seem to stand, and what is seen of a line in its run.

A first look judges each line with its neighbours. Lines that it takes for lines of an article stand in runs: the
article itself, and perhaps comments, teasers, or another story. The largest run is the main one. The second look
asks of each line how its run lies to that.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from math import exp
from typing import NamedTuple

from newsclean.pages.neighbours import add_near, add_up, shift
from newsclean.pages.page import ALSO, AUTHOR, COMMENTS, COPYRIGHT, NONE, SHARE, STAMP, Columns, Page

HARDLY = -1.0
"""The score from which a line may belong to a run, in log odds that it is of an article."""

WORTH_A_SECOND_LOOK = -4.5
"""The score of the first look from which a line is looked at again."""

_GAP = 3  # lines in a row that part no run
_MOST_SIZE = 600  # a line of any size counts for so much of a run's mass at most
_FAR, _MANY, _NO_RUN = 60, 40, 50
_EDGE, _MOST_CUES = 20, 9
_CUES = {"comments": COMMENTS, "also": ALSO, "author": AUTHOR, "copyright": COPYRIGHT, "stamp": STAMP, "share": SHARE}
_FIRST = (
    *("size", "words", "last", "known_far", "subject_near", "word_mean", "dates_near", "capitals", "since_title"),
    *("indent_share", "copies", "sentences_near", "short_near", "headlines_near", "rule_below"),
)
"""What the second look takes from the first."""

Scores = Sequence[float]


class _Run(NamedTuple):
    """Lines in a row, by the places of the first and the last: what they weigh, and how many seem to be an article's.

    `size` is the mean size of those, and `words` are what they are about.
    """

    first: int
    last: int
    mass: float
    lines: int
    size: float
    words: set[str]


def look_again(page: Page, columns: Columns, scores: Scores) -> Columns:
    """Give the columns of the second look, of the scores that the first one gave."""
    sure = [1 / (1 + exp(-score)) for score in scores]
    mass_upto = add_up(share * min(size, _MOST_SIZE) for share, size in zip(sure, page.sizes, strict=True))
    runs = [_weigh_run(page, scores, mass_upto, first, last) for first, last in _find_runs(scores)]
    main = max(range(len(runs)), key=lambda place: runs[place].mass)
    return {
        "score": scores,
        **{f"score{by:+d}": shift(scores, by, -7) for by in (-3, -2, -1, 1, 2, 3)},
        "scores_above": add_near([0, *scores[:-1]], 2, 0),
        "scores_far_above": add_near([0, *scores[:-1]], 9, 0),
        "scores_below": add_near([*scores[1:], 0], 0, 2),
        **_see_runs(page, scores, runs, main, mass_upto[-1]),
        **_see_main(page, runs[main], mass_upto),
        **{name: columns[name] for name in _FIRST},
    }


def _find_runs(scores: Scores) -> list[tuple[int, int]]:
    """Find the runs, by their first and last places; gaps of a few lines part none. There is one at least."""
    runs: list[tuple[int, int]] = []
    for place, score in enumerate(scores):
        if score > HARDLY:
            if runs and place - runs[-1][1] - 1 <= _GAP:
                runs[-1] = runs[-1][0], place
            else:
                runs.append((place, place))
    likeliest = scores.index(max(scores))
    return runs or [(likeliest, likeliest)]


def _weigh_run(page: Page, scores: Scores, mass_upto: Sequence[float], first: int, last: int) -> _Run:
    likely = [place for place in range(first, last + 1) if scores[place] > 0]
    size = sum(page.sizes[place] for place in likely) / (len(likely) or 1)
    words = set().union(*(page.telling[place] for place in likely))
    return _Run(first, last, mass_upto[last + 1] - mass_upto[first], len(likely), size, words)


def _see_runs(page: Page, scores: Scores, runs: Sequence[_Run], main: int, mass: float) -> Columns:
    """Tell of each line how its run lies to the main one, and what stands between the two."""
    junk_upto = add_up(score <= HARDLY for score in scores)
    score_upto = add_up(scores)
    cues_upto = {name: add_up(each == group for each in page.groups) for name, group in _CUES.items()}
    ends = [-1, *(run.last for run in runs)]
    starts = [*(run.first for run in runs), len(scores)]
    seen = []
    for place, run in enumerate(runs):
        side = 1 if place >= main else -1
        between = _between(run, runs[main])
        seen.append(
            {
                "run_size": run.mass / runs[main].mass,
                "run_share": run.mass / mass,
                "run_place": place - main,
                "junk": side * min(_FAR, _count(junk_upto, between)),
                "gap_above": min(_FAR, run.first - ends[place] - 1),
                "gap_below": min(_FAR, starts[place + 1] - run.last - 1),
                "run_score": (score_upto[run.last + 1] - score_upto[run.first]) / (run.last + 1 - run.first),
                "run_subject": len(run.words & runs[main].words) / (len(run.words) or 1),
                "run_shape": run.size / (runs[main].size or 50),
                "run_lines": min(_MANY, max(1, run.lines)),
                **{
                    f"{name}_between": side * min(_MOST_CUES, _count(upto, between)) for name, upto in cues_upto.items()
                },
            }
        )
    columns = {name: _spread(runs, len(scores), [values[name] for values in seen]) for name in seen[0]}
    inside = _spread(runs, len(scores), [1.0] * len(runs))
    columns["run_place"] = [
        value if within else _NO_RUN * (1 if place > runs[main].first else -1)
        for place, (value, within) in enumerate(zip(columns["run_place"], inside, strict=True))
    ]
    columns["from_run_start"] = _spread_by(runs, len(scores), lambda run, place: place - run.first)
    columns["from_run_end"] = _spread_by(runs, len(scores), lambda run, place: run.last - place)
    return dict(columns)


def _between(run: _Run, main: _Run) -> tuple[int, int]:
    """Give the places between a run and the main one, from the first up to the last one."""
    if run.first < main.first:
        return run.last + 1, main.first
    return (main.last + 1, run.first) if run.first > main.first else (0, 0)


def _count(upto: Sequence[float], between: tuple[int, int]) -> float:
    return upto[between[1]] - upto[between[0]]


def _spread(runs: Sequence[_Run], count: int, values: Sequence[float]) -> list[float]:
    """Give each line the value of its run, and 0 to those in none."""
    column = [0.0] * count
    for run, value in zip(runs, values, strict=True):
        column[run.first : run.last + 1] = [value] * (run.last + 1 - run.first)
    return column


def _spread_by(runs: Sequence[_Run], count: int, measure: Callable[[_Run, int], int]) -> list[float]:
    column = [0.0] * count
    for run in runs:
        for place in range(run.first, run.last + 1):
            column[place] = min(_EDGE, measure(run, place))
    return column


def _see_main(page: Page, main: _Run, mass_upto: Sequence[float]) -> Columns:
    """Tell how each line lies to the main run: what rules took out since its beginning, and what it shares with it."""
    return {
        "comments_since": _count_since_start(page.groups, COMMENTS, main.first),
        "also_since": _count_since_start(page.groups, ALSO, main.first),
        "stamps_since": _count_since_start(page.groups, STAMP, main.first),
        "mass_above": [each / (mass_upto[-1] or 1) for each in mass_upto[:-1]],
        "known_main": [len(words & main.words) / len(words) if words else NONE for words in page.telling],
    }


def _count_since_start(groups: Iterable[int], group: int, first: int) -> list[float]:
    """Count for each line below the beginning of the main run what rules of a group took out from there on."""
    counts = accumulate(each == group and place >= first for place, each in enumerate(groups))
    return [min(_MOST_CUES, count) if place > first else NONE for place, count in enumerate(counts)]
