"""Rules and packs: what they are, and how a pack is read from its TOML file."""

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from os import PathLike
from typing import Any, Literal, get_args

from newsclean.index import LONGEST
from newsclean.kinds import kind_of

Drop = Literal["line", "match", "rest"]
Where = Literal["anywhere", "head", "tail", "below"]

_PACK_KEYS = ("language", "site", "articles", "disable", "enable", "keeps", "rule", "unsure")


class PackError(ValueError):
    """A pack that cannot be used. The message names the file and, where there is one, the rule and the key."""


@dataclass(frozen=True, slots=True)
class Example:
    """A line that a rule removes, and what it leaves of it: None where the whole line goes."""

    line: str
    leaves: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Lines, or a pattern of lines, that are no part of an article, with the examples that prove it.

    A pattern reads a line as `fold.straighten` writes it, without list marks at its head and end punctuation at its
    tail, in any case. `longest` is in characters. `confidence` under the cleaner's threshold makes a rule that only
    points a line out.
    """

    id: str
    description: str
    pattern: str = ""
    lines: tuple[str, ...] = ()
    drop: Drop = "line"
    where: Where = "anywhere"
    longest: int = LONGEST
    confidence: float = 1.0
    removes: tuple[Example, ...] = ()
    keeps: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    articles: int = 0
    seen_in: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The second part of the id: newsletter, share, copyright.

        >>> Rule("en.newsletter.daily", "").kind
        'newsletter'
        """
        return kind_of(self.id)


@dataclass(frozen=True, slots=True)
class Pack:
    """Rules for a language, a site or a user, and what it says of other rules.

    `disable` are ids of rules that are off, and `enable` of rules that hold however unsure they are. `keeps` are lines
    that stay, whichever rule finds them. `articles` is the number of articles that it was learned from. `unsure` are
    rules that are off, for a reader of the pack to decide on.
    """

    name: str
    language: str = ""
    site: str = ""
    disable: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    articles: int = 0
    unsure: tuple[Rule, ...] = ()
    enable: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()


def read_pack(path: str | PathLike[str]) -> Pack:
    """Read a pack. Raises PackError where the file is not one, and OSError where it cannot be read."""
    import tomllib  # noqa: PLC0415 - a run without packs of its own reads the index alone

    try:
        with open(path, encoding="utf-8") as file:
            data = tomllib.loads(file.read())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{path}: not a TOML file: {error}") from error
    return parse_pack(data, str(path))


def parse_pack(data: Mapping[str, Any], name: str) -> Pack:
    """Make a pack of what a TOML file holds. Raises PackError, naming the rule and the key at fault."""
    _refuse_unknown_keys(data, _PACK_KEYS, name)
    rules, unsure = _parse_rules(data, "rule", name), _parse_rules(data, "unsure", name)
    ids = Counter(rule.id for rule in (*rules, *unsure))
    if twice := [rule for rule, count in ids.items() if count > 1]:
        raise PackError(f"{name}: rule {twice[0]}: key 'id': two rules have this id")
    pack = Pack(
        name,
        language=_typed(data, "language", str, "", name),
        site=_typed(data, "site", str, "", name),
        disable=_texts(data, "disable", name),
        rules=rules,
        articles=_typed(data, "articles", int, 0, name),
        unsure=unsure,
        enable=_texts(data, "enable", name),
        keeps=_texts(data, "keeps", name),
    )
    if not any((pack.rules, pack.unsure, pack.disable, pack.enable, pack.keeps)):
        raise PackError(f"{name}: no rule in it; add one under a heading [[rule]]")
    return pack


def _parse_rules(data: Mapping[str, Any], key: str, name: str) -> tuple[Rule, ...]:
    tables = data.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise PackError(f"{name}: key '{key}': write each rule under a heading [[{key}]]")
    return tuple(_parse_rule(table, name, place) for place, table in enumerate(tables, start=1))


def _parse_rule(table: Mapping[str, Any], name: str, place: int) -> Rule:
    where = f"{name}: rule {table.get('id', f'number {place}')}"
    _refuse_unknown_keys(table, [field.name for field in fields(Rule)], where)
    for key in ("id", "description", "removes", "keeps"):
        if not table.get(key):
            raise PackError(f"{where}: key '{key}': missing or empty; every rule has one")
    rule = Rule(
        id=_typed(table, "id", str, "", where),
        description=_typed(table, "description", str, "", where),
        pattern=_typed(table, "pattern", str, "", where),
        lines=_texts(table, "lines", where),
        drop=_choice(table, "drop", get_args(Drop), where),
        where=_choice(table, "where", get_args(Where), where),
        longest=_typed(table, "longest", int, LONGEST, where),
        confidence=float(_typed(table, "confidence", (int, float), 1.0, where)),
        removes=_examples(table, where),
        keeps=_texts(table, "keeps", where),
        misses=_texts(table, "misses", where),
        articles=_typed(table, "articles", int, 0, where),
        seen_in=_texts(table, "seen_in", where),
    )
    _refuse_nonsense(rule, where)
    return rule


def _refuse_nonsense(rule: Rule, where: str) -> None:
    if not re.fullmatch(r"[\w-]+(\.[\w-]+)+", rule.id):
        raise PackError(f"{where}: key 'id': write it as en.newsletter, a pack and what the rule is for")
    if bool(rule.pattern) == bool(rule.lines):
        raise PackError(f"{where}: key 'pattern': a rule has either a pattern or lines")
    if rule.lines and rule.drop == "match":
        raise PackError(f"{where}: key 'drop': a match needs a pattern, not lines")
    if not 0 < rule.confidence <= 1:
        raise PackError(f"{where}: key 'confidence': must lie above 0, and 1 at most")
    if rule.longest < 1:
        raise PackError(f"{where}: key 'longest': must be at least 1")
    try:
        with warnings.catch_warnings(action="error"):
            re.compile(rule.pattern, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        raise PackError(f"{where}: key 'pattern': {error}") from error


def _refuse_unknown_keys(table: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    import difflib  # noqa: PLC0415 - for an error only

    known = list(known)
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"the keys are {', '.join(known)}"
            raise PackError(f"{where}: key '{key}': unknown; {hint}")


def _typed(table: Mapping[str, Any], key: str, kind: Any, default: Any, where: str) -> Any:
    value = table.get(key, default)
    if not isinstance(value, kind) or isinstance(value, bool):
        wanted = {str: "a text in quotes", int: "a whole number"}.get(kind, "a number")
        raise PackError(f"{where}: key '{key}': must be {wanted}")
    return value


def _texts(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
        raise PackError(f"{where}: key '{key}': must be a list of texts in quotes")
    return tuple(values)


def _choice(table: Mapping[str, Any], key: str, choices: tuple[Any, ...], where: str) -> Any:
    value = table.get(key, choices[0])
    if value not in choices:
        raise PackError(f"{where}: key '{key}': must be one of {', '.join(choices)}, not {value!r}")
    return value


def _examples(table: Mapping[str, Any], where: str) -> tuple[Example, ...]:
    examples = []
    for value in table["removes"] if isinstance(table["removes"], list) else [table["removes"]]:
        parts = {"line": value} if isinstance(value, str) else value
        known = isinstance(parts, dict) and {"line"} <= set(parts) <= {"line", "leaves"}
        if not known or not all(isinstance(part, str) for part in parts.values()):
            raise PackError(f'{where}: key \'removes\': must be a list of lines, or of {{ line = "…", leaves = "…" }}')
        examples.append(Example(**parts))
    return tuple(examples)
