"""Near misses: lines of a site's articles that read like its boilerplate, and stay."""

from collections.abc import Iterable, Sequence

from newsclean.fold import fold, words
from newsclean.proof import Trial

_MOST = 2
_LONGEST = 300  # characters of a line that is worth reading as an example


class NearMisses:
    """Lines that do not return, to be searched for those that share most words with a line that does."""

    def __init__(self, lines: Iterable[str]) -> None:
        distinct = {fold(line): line for line in sorted(lines) if len(line) <= _LONGEST}
        self._lines = [(frozenset(words(line)), line) for line in distinct.values()]

    def find(self, like: Sequence[str], trial: Trial | None = None) -> tuple[str, ...]:
        """Find the lines nearest to others, which a rule leaves as they are; make one up where there is none."""
        found: list[str] = []
        for text in like:
            content = frozenset(words(text))
            near = [(len(content & other), -len(line), line) for other, line in self._lines]
            for shared, _, line in sorted(near, reverse=True)[:_MOST]:
                if (shared or not found) and line not in found and (trial is None or trial.leave(line) == line):
                    found.append(line)
            if len(found) >= _MOST:
                break
        return tuple(found[:_MOST]) or (f"She read it to them: “{like[0][:_LONGEST]}”, and nobody knew what it meant.",)
