"""The filters, in the order in which the cleaner runs them.

The order is meaning. Damage is repaired before anything is read. The rules come before what weighs evidence, because a
line that a rule took out ("Read also:") is evidence about those that stood beside it. In a whole page the article is
found next, so that all after that see an article. Leftovers come in blocks, so that filter runs twice: what it took out
is evidence about what stood beside it. Spacing runs first, so that all others read tidy lines, and again at
the end, for the blank lines that only framed what went. What a site's own pack names goes last of all lines: the
evidence was weighed on texts that have such lines, and a list of headlines of which half are gone is harder to tell.
"""

from collections.abc import Callable, Sequence

from newsclean.document import Filter
from newsclean.filters.boilerplate import Boilerplate
from newsclean.filters.encoding import encoding
from newsclean.filters.joins import joins
from newsclean.filters.leftovers import leftovers
from newsclean.filters.page import page, whole_page
from newsclean.filters.related import related
from newsclean.filters.repeats import repeats
from newsclean.filters.site import Site
from newsclean.filters.spacing import spacing
from newsclean.rulebook import RuleBook

FILTERS: dict[str, Callable[[RuleBook], Filter]] = {
    "encoding": lambda _: encoding,
    "spacing": lambda _: spacing,
    "joins": lambda _: joins,
    "boilerplate": lambda rules: Boilerplate(rules._replace(sites={})),
    "page": lambda _: page,
    "related": lambda _: related,
    "repeats": lambda _: repeats,
    "leftovers": lambda _: leftovers,
    "site": Site,
}
"""Each filter by its name, as what makes it from the rules that are on."""

CHAIN = (
    "encoding",
    "spacing",
    "joins",
    "boilerplate",
    "page",
    "related",
    "repeats",
    "leftovers",
    "leftovers",
    "site",
    "spacing",
)
"""The chain that runs where nobody names another."""

LINE_BY_LINE: tuple[Filter, ...] = (encoding, spacing)
"""Filters that look at each line by itself: what they let pass they let pass again where other lines have gone.

Spacing looks at the gaps between lines as well, of which a document has none when a round begins.
"""


def take_for_pages(chain: Sequence[str | Filter]) -> tuple[str | Filter, ...]:
    """Give a chain for texts that are known to be whole pages, however little they look like ones."""
    return tuple(whole_page if choice == "page" else choice for choice in chain)
