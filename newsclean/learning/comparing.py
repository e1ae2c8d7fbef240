"""What a new crawl of a site changed in its pack."""

from collections.abc import Iterator
from typing import NamedTuple

from newsclean.fold import fold
from newsclean.rules import Pack, Rule


class Difference(NamedTuple):
    """What two packs of a site differ in: lines and patterns that came, that went, and that became or were unsure."""

    came: tuple[str, ...]
    went: tuple[str, ...]
    became_unsure: tuple[str, ...]
    became_sure: tuple[str, ...]

    def __bool__(self) -> bool:
        return any(map(bool, self[:]))

    def write(self) -> str:
        """Write the difference: a line or a pattern a line, with a mark before it, as `diff` has them."""
        marked = {"+ ": self.came, "- ": self.went, "? ": self.became_unsure, "! ": self.became_sure}
        return "".join(f"{mark}{text}\n" for mark, texts in marked.items() for text in texts)


def compare_packs(old: Pack, new: Pack) -> Difference:
    """Compare the packs of a site, by what their rules find and not by how they are written."""
    sure_before, sure = _list(old.rules), _list(new.rules)
    unsure_before, unsure = _list(old.unsure), _list(new.unsure)
    return Difference(
        came=_pick(sure, sure_before.keys() | unsure_before.keys()),
        went=_pick(sure_before, sure.keys() | unsure.keys()),
        became_unsure=tuple(text for key, text in unsure.items() if key in sure_before and key not in sure),
        became_sure=tuple(text for key, text in sure.items() if key in unsure_before and key not in sure_before),
    )


def _list(rules: tuple[Rule, ...]) -> dict[str, str]:
    return dict(sorted((key, text) for rule in rules for key, text in _list_texts(rule)))


def _list_texts(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.pattern:
        yield f"/{rule.pattern}", f"/{rule.pattern}/"
    yield from ((fold(line), line) for line in rule.lines)


def _pick(texts: dict[str, str], known: set[str]) -> tuple[str, ...]:
    return tuple(text for key, text in texts.items() if key not in known)
