"""The lists of words by which sentences are told, read when a text first needs them."""

import tomllib
from functools import cache
from os.path import dirname

_FILE = f"{dirname(__file__)}/packs/sentence-words.toml"


@cache
def read_words(name: str) -> frozenset[str]:
    """Read a list of words, of all languages together.

    >>> "feb" in read_words("abbreviations")
    True
    """
    return frozenset(" ".join(_read_lists()[name].values()).split())


@cache
def _read_lists() -> dict[str, dict[str, str]]:
    with open(_FILE, "rb") as file:
        return tomllib.load(file)
