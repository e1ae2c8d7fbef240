"""A pack as a TOML file, as a person would write it."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from newsclean.index import LONGEST
from newsclean.rules import Example, Pack, Rule

_WIDEST = 120
_LITERAL = re.compile(r"[^\x00-\x08\x0a-\x1f\x7f]*")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\u200b-\u200f\u202a-\u202e]")  # what an editor would not show

_HEAD = """\
# What returns in the articles of {site}, learned from {articles} of them. Read it, edit it, and keep it:
# each rule tells in how many articles its lines were seen, and names some of them.
"""
_UNSURE = """\
# What follows returns as well, but could be content: a standing introduction, a box of facts. None of it is a rule.
# To make one of it, write [[rule]] for [[unsure]].
"""


def write_pack(pack: Pack) -> str:
    r"""Write a pack as a TOML file that `read_pack` reads again.

    >>> removes, keeps = (Example("Join us!"),), ("He joined.",)
    >>> rule = Rule("lantern.club", "A club.", lines=("Join us",), removes=removes, keeps=keeps)
    >>> print(write_pack(Pack("", site="lantern.example", rules=(rule,), articles=5)).partition("\n\n")[2])
    [[rule]]
    id = "lantern.club"
    description = "A club."
    lines = ["Join us"]
    removes = ["Join us!"]
    keeps = ["He joined."]
    <BLANKLINE>
    """
    head = [_HEAD.format(site=_inline(pack.site) or "a site", articles=pack.articles)] if pack.articles else []
    keys = [*_write_keys(pack, ("language", "site", "articles", "disable", "enable", "keeps"))]
    blocks = ["".join([*head, *keys])] if head or keys else []
    blocks += [_write_rule("rule", rule) for rule in pack.rules]
    blocks += [_UNSURE] if pack.unsure else []
    blocks += [_write_rule("unsure", rule) for rule in pack.unsure]
    return "\n".join(blocks)


def _write_rule(heading: str, rule: Rule) -> str:
    keys = ("id", "description", "lines", "pattern", "drop", "where", "longest", "confidence")
    examples = ("removes", "keeps", "misses", "articles", "seen_in")
    return "".join([f"[[{heading}]]\n", *_write_keys(rule, keys), *_write_keys(rule, examples)])


def _write_keys(thing: Pack | Rule, keys: Iterable[str]) -> Iterator[str]:
    usual = {"drop": "line", "where": "anywhere", "longest": LONGEST, "confidence": 1.0}
    for key in keys:
        value = getattr(thing, key)
        if value != usual.get(key) and value not in ("", (), 0):
            yield f"{key} = {_write_pattern(value) if key == 'pattern' else _write(value, len(key))}\n"


def _write(value: object, indent: int) -> str:
    if isinstance(value, str):
        return _quote(value)
    if isinstance(value, tuple):
        return _write_list(
            [_write_example(part) if isinstance(part, Example) else _quote(part) for part in value], indent
        )
    return repr(value)


def _write_list(parts: Sequence[str], indent: int) -> str:
    line = f"[{', '.join(parts)}]"
    if len(line) + indent <= _WIDEST:
        return line
    return "".join(["[\n", *(f"    {part},\n" for part in parts), "]"])


def _write_example(example: Example) -> str:
    if example.leaves is None:
        return _quote(example.line)
    return f"{{ line = {_quote(example.line)}, leaves = {_quote(example.leaves)} }}"


def _write_pattern(pattern: str) -> str:
    if "'''" in pattern or pattern.endswith("'") or not _LITERAL.fullmatch(pattern):
        return _quote(pattern)
    return f"'''{pattern}'''"


def _quote(text: str) -> str:
    """Write a text in quotes. What JSON escapes TOML escapes alike, and more is escaped that nobody could see."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _inline(text: str) -> str:
    return " ".join(text.split())
