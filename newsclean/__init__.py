"""Clean scraped news text, and keep every sentence of the article."""

from functools import cache

from newsclean.cleaner import Cleaner
from newsclean.document import Document, Edit, Result
from newsclean.version import VERSION

__version__ = VERSION
__all__ = ["Cleaner", "Document", "Edit", "Result", "__version__", "clean"]


def clean(text: str, title: str = "", site: str = "") -> Result:
    r"""Clean a text with the default chain.

    `title` is the article's headline and `site` the domain that it is from; both help and neither is needed.

    >>> clean("Rain fell all night.\nADVERTISEMENT\nThe river rose.\n").text
    'Rain fell all night.\nThe river rose.\n'
    """
    return _default_cleaner()(Document.from_text(text, title=title, site=site))


@cache
def _default_cleaner() -> Cleaner:
    return Cleaner()
