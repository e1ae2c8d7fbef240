"""The part of a preview that a user asks for: the edits of some rules, kinds or filters."""

from collections.abc import Iterator, Sequence

from newsclean.cleaner import Cleaner
from newsclean.document import Edit, Result
from newsclean.filters import FILTERS
from newsclean.kinds import kind_of
from newsclean.preview.summary import name_filter
from newsclean.rulebook import RuleBook

OWN_RULES = (
    "encoding.control",
    "encoding.entity",
    "encoding.mojibake",
    "joins.sentence",
    "leftovers.aside",
    "leftovers.head",
    "leftovers.list",
    "leftovers.paragraph",
    "leftovers.tail",
    "page.aside",
    "page.head",
    "page.menu",
    "page.tail",
    "related.headline",
    "repeats.copy",
    "repeats.doubled",
    "repeats.quote",
    "spacing.blank",
    "spacing.hard-space",
    "spacing.invisible",
    "spacing.trailing",
)
"""The rules of filters that read no packs. A test holds them against the filters."""


def is_named(rule: str, names: Sequence[str]) -> bool:
    """Tell whether a rule is one of those named: by its id, by the beginning of it, by its kind or by its filter.

    >>> is_named("en.newsletter.daily", ["en.newsletter"]), is_named("repeats.copy", ["en", "boilerplate"])
    (True, False)
    """
    return any(
        f"{rule}.".startswith(f"{name}.") or name == kind_of(rule) or name == name_filter(rule) for name in names
    )


def narrow(result: Result, names: Sequence[str]) -> Result:
    """Leave in a result only the edits of rules that are named; all where no name is given."""
    if not names:
        return result

    def keep(edits: Sequence[Edit]) -> tuple[Edit, ...]:
        return tuple(edit for edit in edits if is_named(edit.rule, names))

    return result._replace(edits=keep(result.edits), unsure=keep(result.unsure))


def check_names(names: Sequence[str], *cleaners: Cleaner) -> None:
    """Check that each name is that of a rule, a kind or a filter. Raises ValueError, with what may be meant."""
    rules = {*OWN_RULES, *(rule for cleaner in cleaners for rule in _list_rules(cleaner))}
    for name in names:
        if name not in FILTERS and not any(is_named(rule, [name]) for rule in rules):
            raise ValueError(_tell_unknown(name, rules))


def _list_rules(cleaner: Cleaner) -> Iterator[str]:
    """List the ids of the rules of packs that a cleaner has."""
    books = {id(book): book for step in cleaner.chain if isinstance(book := getattr(step, "rules", None), RuleBook)}
    for book in books.values():
        for index in (*book.indexes, *book.sites.values()):
            yield from (rule.id for rule in index.read_rules())


def _tell_unknown(name: str, rules: set[str]) -> str:
    import difflib  # noqa: PLC0415 - for an error only

    known = sorted({*FILTERS, *rules, *map(kind_of, rules)})
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else 'see "newsclean rules"'
    return f"there is no rule, kind or filter {name!r}; {hint}"
