"""Why a line stays or goes, in one plain sentence."""

from collections.abc import Iterator, Mapping

from newsclean.explaining.accounts import Account, Opinion, Outcome, Proposal
from newsclean.kinds import kind_of

_RULES = ("boilerplate", "site")
_CHOSEN: Mapping[Outcome, str] = {
    "kind kept": "lines of the kind “{kind}” are kept; {rule} would have taken it",
    "line kept": "a pack keeps this line; {rule} would have taken it",
    "switched off": "{rule} would have taken it, but is switched off",
}


def say_why(account: Account, threshold: float) -> str:
    """Say why a line goes, changes or stays; `threshold` is the confidence that is asked for."""
    if account.fate == "goes":
        return f"It goes: {_tell_removal(account, threshold)}."
    if account.fate == "changes":
        told = [f"{_tell_rule(opinion, proposal)}" for opinion, proposal in _list(account, "applied")]
        return f"It changes: {'; '.join(dict.fromkeys(told)) or _tell_edits(account)}."
    if not account.text.strip():
        return "It stays: of blank lines only those go that framed what went."
    return f"It stays: {_tell_stay(account, threshold)}."


def continue_with(reason: str) -> str:
    """Write a reason inside a sentence: with a small letter, unless its first word is written in capitals.

    >>> continue_with("A cue for other stories"), continue_with("URL of the page")
    ('a cue for other stories', 'URL of the page')
    """
    return reason[:1].lower() + reason[1:] if reason[1:2].islower() or reason[1:2] == " " else reason


def _list(account: Account, outcome: Outcome) -> Iterator[tuple[Opinion, Proposal]]:
    """List the proposals that came to an outcome, each with the opinion that it stands in."""
    for opinion in account.opinions:
        for proposal in opinion.proposals:
            if proposal.outcome == outcome:
                yield opinion, proposal


def _tell_removal(account: Account, threshold: float) -> str:
    removals = [each for each in _list(account, "applied") if each[1].edit.after is None]
    if not removals:  # what shares its text with others goes with them
        return _tell_edits(account)
    opinion, proposal = removals[-1]
    edit = proposal.edit
    if not opinion.weighing and opinion.filter != "page":
        return _tell_rule(opinion, proposal)
    came = f"{opinion.filter} came to {edit.confidence:.2f}"
    if opinion.weighing and _show(opinion.weighing.confidence) != _show(edit.confidence):
        came = f"{opinion.filter} came to {opinion.weighing.confidence:.2f}, and takes it for {edit.confidence:.2f}"
    if edit.confidence < threshold:
        return f"{came}, and a pack has {edit.rule} hold however unsure it is ({continue_with(edit.reason)})"
    return f"{came}, and {threshold:.2f} is enough ({continue_with(edit.reason)})"


def _tell_rule(opinion: Opinion, proposal: Proposal) -> str:
    edit = proposal.edit
    named = f"the rule {edit.rule}" if opinion.filter in _RULES else edit.rule
    return f"{named} holds for it: {continue_with(edit.reason)}"


def _tell_edits(account: Account) -> str:
    edit = account.edits[-1]
    return f"{edit.rule} holds for it: {continue_with(edit.reason)}"


def _tell_stay(account: Account, threshold: float) -> str:
    for outcome, says in _CHOSEN.items():
        if chosen := next(_list(account, outcome), None):
            rule = chosen[1].edit.rule
            return says.format(kind=kind_of(rule), rule=rule)
    unsure = max(_list(account, "unsure"), key=lambda each: each[1].edit.confidence, default=None)
    if unsure:
        opinion, (edit, _) = unsure
        weighed = opinion.weighing and edit.after is None  # a line that is only to change was not weighed
        who = f"{opinion.filter} came to" if weighed else f"{edit.rule} holds for it, but with a confidence of"
        return f"{who} {edit.confidence:.2f}, and {threshold:.2f} is asked for"
    sums = [(each.weighing.confidence, each) for each in account.opinions if each.weighing]
    if not sums:
        notes = [opinion.note for opinion in account.opinions if opinion.hits and opinion.note]
        return notes[-1] if notes else "no filter had anything against it"
    confidence, opinion = max(sums, key=lambda each: each[0])
    if confidence < threshold:
        return f"{opinion.filter} came to {confidence:.2f}, and {threshold:.2f} is asked for"
    but = opinion.note or "it points out only lines of which it is surer"
    return f"{opinion.filter} came to {confidence:.2f}, but {but}"


def _show(confidence: float) -> str:
    return f"{confidence:.2f}"
