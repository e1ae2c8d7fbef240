"""The lists of words by which sentences and recipes are told, read when a text first needs them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from os.path import dirname
from typing import Any

_FOLDER = f"{dirname(__file__)}/packs"


@cache
def read_words(name: str) -> frozenset[str]:
    """Read a list of words, of all languages together.

    >>> "feb" in read_words("abbreviations")
    True
    """
    return _collect(_read_file("sentence-words")[name])


@cache
def read_measures() -> frozenset[str]:
    """Read the words for measures in recipes, of all languages together.

    >>> "tbsp" in read_measures()
    True
    """
    return _collect(_read_file("measure-words"))


def _collect(words_by_language: Mapping[str, str]) -> frozenset[str]:
    return frozenset(" ".join(words_by_language.values()).split())


@cache
def _read_file(name: str) -> dict[str, Any]:
    with open(f"{_FOLDER}/{name}.toml", "rb") as file:
        return tomllib.load(file)
