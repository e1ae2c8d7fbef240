"""From what returns in a site to a draft of its pack: rules, and what a person should decide on."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, count

from newsclean.fold import fold
from newsclean.index import LONGEST
from newsclean.learning.near import NearMisses
from newsclean.learning.patterns import escape, make_end, make_pattern, trim
from newsclean.learning.survey import MOST, Finding, Survey
from newsclean.proof import Trial, prove_pack
from newsclean.rules import Drop, Example, Pack, Rule, Where
from newsclean.shapes import is_sentence

_FEWEST_NAMED = 3  # articles, and different lines, that a pattern of names or of parts of lines is made from
_MOST_EXAMPLES, _MOST_DOUBTS = 5, 60
_MOST_LISTED = 400  # lines of a rule
_LONGEST_LEFT = 3000  # characters of a paragraph that a part is taken out of
_WORDS_OF_ID, _LONGEST_ID = 5, 60

_TELL = {
    "line": "A line that returns in the articles of the site.",
    "names": "A line that returns with other names in the articles of the site.",
    "beginning": "A beginning that returns on lines of the site.",
    "end": "An end that returns on lines of the site.",
    "title": "The headline of another article of the site.",
}
_KINDS = {"line": "recurring", "names": "recurring", "beginning": "beginning", "end": "end", "title": "headline"}


def draft_pack(survey: Survey) -> Pack:
    """Draft the pack of a site. Each of its rules is proved; what cannot be proved is left out."""
    drafter = _Drafter(survey)
    rules, unsure = drafter.draft()
    return Pack(survey.site, site=survey.site, rules=rules, articles=survey.articles, unsure=unsure)


class _Drafter:
    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.learned = {words for finding in survey.findings for words in map(fold, finding.lines)}
        self.near = NearMisses(line for line in survey.own_lines if fold(line) not in self.learned)
        self.ids: set[str] = set()
        self.taken: set[str] = set()

    def draft(self) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
        rules: list[Rule] = []
        unsure: list[Rule] = []
        listed: dict[tuple[str, Where | None, bytes], list[Finding]] = {}
        for finding in sorted(self.survey.findings, key=lambda finding: finding.kind not in ("line", "title")):
            place = self._place(finding)
            if not place and len(unsure) >= _MOST_DOUBTS:
                continue
            if _is_listed(finding):
                together = finding.places if finding.kind == "line" else b""
                listed.setdefault((finding.kind, place, together), []).append(finding)
            elif rule := self._make(finding) or self._list_variants(finding):
                (rules if place else unsure).append(replace(rule, where=place or "anywhere"))
        for (_, place, _), findings in listed.items():
            for start in range(0, len(findings), _MOST_LISTED):
                rule = self._list(findings[start : start + _MOST_LISTED])
                if place:
                    rules.append(replace(rule, where=place))
                elif len(unsure) < _MOST_DOUBTS:
                    unsure.append(rule)
        return tuple(sorted(rules, key=_rank)), tuple(sorted(unsure, key=_rank))

    def _place(self, finding: Finding) -> Where | None:
        """Tell where a rule holds that is made of what was found; None where that could be content."""
        if finding.kind == "title":
            return "below"
        share = finding.seen / self.survey.stories
        if share >= MOST:
            return "anywhere"
        if finding.kind in ("line", "names") and not (finding.wordy or finding.inside):
            return "anywhere"
        return "below" if finding.in_rows else None

    def _list(self, findings: Sequence[Finding]) -> Rule:
        """Make one rule of lines that were seen in the same articles."""
        findings = sorted(findings, key=lambda finding: (finding.order, finding.samples))
        lines = [finding.samples[0] for finding in findings]
        most = max(findings, key=lambda finding: finding.seen)
        return Rule(
            self._name(most, lines[0]),
            _TELL[most.kind],
            lines=tuple(lines),
            removes=tuple(map(Example, lines[:_MOST_EXAMPLES])),
            keeps=self.near.find(lines[:_MOST_EXAMPLES]),
            articles=most.seen,
            seen_in=most.seen_in,
        )

    def _list_variants(self, finding: Finding) -> Rule | None:
        """Make a rule of how a line reads, where there is no pattern for it."""
        lines = [line for line in finding.lines if len(line) <= LONGEST]
        if finding.kind != "line" or not lines:
            return None
        return replace(self._list([finding]), lines=tuple(lines), removes=tuple(map(Example, lines[:_MOST_EXAMPLES])))

    def _make(self, finding: Finding) -> Rule | None:
        """Make a rule with a pattern. Give None where there is none that can be proved."""
        pattern = _make_pattern(finding)
        if not pattern or pattern in self.taken:
            return None
        part = finding.kind in ("beginning", "end")
        rule = Rule(
            "site.draft",
            _TELL[finding.kind],
            pattern=pattern,
            drop="match" if part else "line",
            longest=_LONGEST_LEFT if part else max(LONGEST, *map(len, finding.lines)),
            articles=finding.seen,
            seen_in=finding.seen_in,
        )
        trial = _try(pattern, rule.drop, rule.longest)
        if trial is None:
            return None
        left = [(line, trial.leave(line)) for line in finding.lines]
        removes = tuple(Example(line, leaves) for line, leaves in left if leaves != line)[:_MOST_EXAMPLES]
        if not removes:
            return None
        self.taken.add(pattern)
        keeps = self.near.find(finding.lines[:1], trial)
        return replace(rule, id=self._name(finding, finding.samples[0]), removes=removes, keeps=keeps)

    def _name(self, finding: Finding, text: str) -> str:
        """Name a rule by the site, the kind and the first words, and by more of them where another has that name."""
        site = re.sub(r"[^\w-]+", "-", self.survey.site) or "site"
        words = re.findall(r"\w+", text.lower())
        slugs = ["-".join(words[:count])[:_LONGEST_ID] for count in range(_WORDS_OF_ID, 2 * _WORDS_OF_ID)]
        numbered = (f"{slugs[0]}-{number}" for number in count(2))
        names = (f"{site}.{_KINDS[finding.kind]}.{slug}" for slug in chain(slugs, numbered))
        name = next(name for name in names if name not in self.ids)
        self.ids.add(name)
        return name


@lru_cache(maxsize=1024)
def _try(pattern: str, drop: Drop, longest: int) -> Trial | None:
    """Give a rule to try on lines; None where its pattern cannot be proved. Many sites have the same patterns."""
    rule = Rule("site.draft", "", pattern=pattern, drop=drop, longest=longest)
    return None if prove_pack(Pack("", rules=(rule,))) else Trial(rule)


def _is_listed(finding: Finding) -> bool:
    """Tell whether a line is found by its words alone: it reads alike everywhere, and is not long."""
    return finding.kind in ("line", "title") and len(finding.samples) == 1 and len(finding.lines[0]) <= LONGEST


def _make_pattern(finding: Finding) -> str:
    """Make the pattern of what returns; "" where there is none, or where too little was seen for one."""
    if finding.kind in ("line", "title"):
        alike = len(finding.samples) == 1
        return f"^{escape(trim(finding.samples[0]))}$" if alike else make_pattern(finding.samples, names=False)
    if finding.seen < _FEWEST_NAMED or len(finding.lines) < _FEWEST_NAMED:
        return ""
    if finding.kind == "names":
        return "" if any(map(is_sentence, finding.lines)) else make_pattern(finding.samples, names=True)
    return _make_part(finding) if len(set(map(fold, finding.samples))) == 1 else ""


def _make_part(finding: Finding) -> str:
    if finding.kind == "end":
        return make_end(finding.samples, finding.lines)
    return f"^{escape(trim(finding.samples[0]))}\\W{{0,9}}"


def _rank(rule: Rule) -> tuple[int, str]:
    return -rule.articles, rule.id
