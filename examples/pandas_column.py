"""Clean a column of a pandas table: python examples/pandas_column.py ARTICLES.jsonl CLEAN.jsonl."""  # noqa: INP001 - a script, not part of a package

import sys

import pandas as pd

from newsclean import Cleaner, Document
from newsclean.batch.rows import find_host


def clean_column(articles: pd.DataFrame, text: str = "body", title: str = "headline", url: str = "url") -> pd.DataFrame:
    """Give a table with its texts cleaned, and with two columns more: how many lines went, and by which rules."""
    cleaner = Cleaner()
    results = [
        cleaner(Document.from_text(body, headline, find_host(address)))
        for body, headline, address in articles[[text, title, url]].fillna("").itertuples(index=False)
    ]
    return articles.assign(
        **{
            text: [result.text for result in results],
            "removed": [sum(edit.after is None for edit in result.edits) for result in results],
            "rules": [sorted({edit.rule for edit in result.edits}) for result in results],
        }
    )


if __name__ == "__main__":
    match sys.argv[1:]:
        case [source, target]:
            table = clean_column(pd.read_json(source, lines=True))
            table.to_json(target, orient="records", lines=True, force_ascii=False)
            sys.stdout.write(table[["headline", "removed", "rules"]].to_string(index=False) + "\n")
        case _:
            sys.exit(__doc__)
