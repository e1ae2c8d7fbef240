"""Learning a site's own boilerplate: what returns in several of its articles is no part of one of them.

Documents are counted, counts add up, and the counts of a site make a draft of its pack. Nobody's labels are needed.
"""

from collections.abc import Iterator
from typing import NamedTuple

from newsclean.learning.counts import Counts
from newsclean.learning.drafting import draft_pack
from newsclean.learning.survey import Limits, survey
from newsclean.rules import Pack

__all__ = ["Counts", "Learned", "Limits", "learn", "learn_site"]


class Learned(NamedTuple):
    """What was learned of a site: its pack, which may be without any rule, and what it was learned from.

    `copies` are articles that tell the story of another one.
    """

    site: str
    pack: Pack
    articles: int
    copies: int


def learn(counts: Counts, limits: Limits = Limits()) -> Iterator[Learned]:  # noqa: B008 - it cannot change
    """Learn a pack for each site, in the order of their names."""
    for site, _ in counts.count_sites():
        yield learn_site(counts, site, limits)


def learn_site(counts: Counts, site: str, limits: Limits = Limits()) -> Learned:  # noqa: B008 - it cannot change
    """Learn the pack of a site from its articles."""
    found = survey(counts, site, limits)
    return Learned(site, draft_pack(found), found.articles, found.articles - found.stories)
