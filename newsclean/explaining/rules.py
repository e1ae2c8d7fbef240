"""The witness of the filters that hold rules: which of them hold for a line, and what they find in it."""

from collections.abc import Iterator, Sequence

from newsclean.explaining.watching import Step
from newsclean.explaining.witness import Hit, Witness
from newsclean.rulebook import RuleBook


class RulesWitness(Witness):
    """What the rules of packs find in lines."""

    def __init__(self, step: Step, rules: RuleBook) -> None:
        super().__init__(step)
        self._rules = rules
        self._texts = {line.number: line.text for line in step.document.lines}

    def list_hits(self, number: int) -> Sequence[Hit]:
        """List the rules that hold for a line, those that are switched off among them, the surest first."""
        return sorted(self._find(self._texts[number]), key=lambda hit: -hit.confidence)

    def _find(self, text: str) -> Iterator[Hit]:
        for index in self._rules.choose(self.step.document.site):
            for rule, start, end in index.find(text):
                yield Hit(rule.id, rule.pattern, text[start:end], rule.where, rule.drop, rule.confidence)

    def tell(self, number: int) -> str:
        """Say which rules that hold for a line are switched off, or do not count where it stands."""
        edited = {edit.rule for edit in self.step.edits if edit.line == number}
        if not (edited or self.list_hits(number)):
            return "no rule holds for it"
        hits = [hit for hit in self.list_hits(number) if hit.rule not in edited]
        off = [f"{hit.rule} is switched off" for hit in hits if hit.rule in self._rules.disabled]
        held = [
            f"{hit.rule} holds only at the {hit.where} of a text"
            if hit.where != "below"
            else f"{hit.rule} holds only below the first paragraph"
            for hit in hits
            if hit.where != "anywhere" and hit.rule not in self._rules.disabled and not edited
        ]
        return "; ".join(off + held)
