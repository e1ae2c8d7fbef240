"""The account of a line as JSON holds it, for programs."""

from typing import Any

from newsclean.explaining.accounts import Account, Opinion
from newsclean.explaining.reasons import say_why
from newsclean.explaining.weighing import Weighing

_FIGURES = 6  # behind the point


def pack_account(account: Account, id: str, threshold: float) -> dict[str, Any]:
    """Give an account as JSON can hold it; `id` is that of its document, `threshold` the confidence asked for."""
    return {
        "id": id,
        "line": account.number,
        "text": account.text,
        "after": account.after,
        "fate": account.fate,
        "why": say_why(account, threshold),
        "threshold": threshold,
        "filters": list(map(_pack_opinion, account.opinions)),
    }


def _pack_opinion(opinion: Opinion) -> dict[str, Any]:
    return {
        "round": opinion.round,
        "filter": opinion.filter,
        "line": opinion.number,
        "text": opinion.text,
        "note": opinion.note,
        "rules": [hit._asdict() for hit in opinion.hits],
        "evidence": _pack_weighing(opinion.weighing) if opinion.weighing else None,
        "edits": [
            {
                "rule": edit.rule,
                "after": edit.after,
                "reason": edit.reason,
                "confidence": edit.confidence,
                "outcome": outcome,
            }
            for edit, outcome in opinion.proposals
        ],
    }


def _pack_weighing(weighing: Weighing) -> dict[str, Any]:
    return {
        "lean": round(weighing.lean, _FIGURES),
        "signals": [
            {
                "name": signal.name,
                "value": round(signal.value, _FIGURES),
                "weight": round(signal.weight, _FIGURES),
                "says": signal.says,
            }
            for signal in weighing.signals
        ],
        "sum": round(weighing.total, _FIGURES),
        "confidence": weighing.confidence,
    }
