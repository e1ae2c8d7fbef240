"""The filters, in the order in which the cleaner runs them.

The order is meaning. Damage is repaired before anything is read. What weighs evidence comes before the rules, because a
line that a rule removes ("Read also:") is evidence about its neighbours. Spacing is last: it sees what has gone.
"""

from collections.abc import Callable

from newsclean.document import Filter
from newsclean.filters.boilerplate import Boilerplate
from newsclean.filters.encoding import encoding
from newsclean.filters.related import Related
from newsclean.filters.repeats import repeats
from newsclean.filters.spacing import spacing
from newsclean.rulebook import RuleBook

FILTERS: dict[str, Callable[[RuleBook], Filter]] = {
    "encoding": lambda _: encoding,
    "related": Related,
    "boilerplate": Boilerplate,
    "repeats": lambda _: repeats,
    "spacing": lambda _: spacing,
}
"""Each filter by its name, as what makes it from the rules that are on."""
