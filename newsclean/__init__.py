"""Clean scraped news text, and keep every sentence of the article."""

import importlib
from typing import TYPE_CHECKING, Any

from newsclean.version import VERSION

if TYPE_CHECKING:
    from newsclean.cleaner import Cleaner, clean
    from newsclean.document import Document, Edit, Result

__version__ = VERSION
__all__ = ["Cleaner", "Document", "Edit", "Result", "__version__", "clean"]

# Loaded when first asked for, so that the command line can prepare before it loads them.
_HOMES = {"Cleaner": "cleaner", "clean": "cleaner", "Document": "document", "Edit": "document", "Result": "document"}


def __getattr__(name: str) -> Any:
    """Load what stands in `__all__` from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module 'newsclean' has no attribute {name!r}")
    return getattr(importlib.import_module(f"newsclean.{_HOMES[name]}"), name)
