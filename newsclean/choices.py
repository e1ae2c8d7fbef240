"""What a user has chosen about edits: kinds and lines that stay, and rules that are off, or on however unsure."""

from typing import TYPE_CHECKING, NamedTuple

from newsclean.fold import fold
from newsclean.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclean.document import Edit
    from newsclean.rules import Pack

_REPAIRS = ("encoding.", "joins.", "spacing.")  # rules that take no words from the article


class Choices(NamedTuple):
    """Kinds that stay, rules by their ids that are off or on, and lines that stay, as `fold` writes them."""

    kinds: frozenset[str] = frozenset()
    disabled: frozenset[str] = frozenset()
    enabled: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()

    @classmethod
    def read(cls, packs: "Sequence[Pack]", kinds: frozenset[str]) -> "Choices":
        """Read what packs choose, beside the kinds that are to stay."""
        return cls(
            kinds,
            frozenset(rule for pack in packs for rule in pack.disable),
            frozenset(rule for pack in packs for rule in pack.enable),
            frozenset(filter(None, (fold(line) for pack in packs for line in pack.keeps))),
        )

    def __bool__(self) -> bool:
        return any(map(bool, self[:]))

    def refuse(self, edit: "Edit") -> bool:
        """Tell whether an edit is not wanted, however sure it is."""
        if edit.rule in self.disabled or (self.kinds and kind_of(edit.rule) in self.kinds):
            return True
        return bool(self.lines) and not edit.rule.startswith(_REPAIRS) and self._keep_line(edit.before)

    def _keep_line(self, text: str) -> bool:
        """Tell whether a line is one that stays, with the list mark before it or without."""
        from newsclean.shapes import split_list_mark  # noqa: PLC0415 - for packs that keep lines only

        return fold(text) in self.lines or fold(split_list_mark(text)[1]) in self.lines
