"""`newsclean check PACK...`: the proof of rule packs."""

from collections.abc import Sequence

import click

from newsclean.cli.streams import Failures, write_text
from newsclean.rules import PackError
from newsclean.shipped import find_pack


@click.command("check")
@click.argument("names", metavar="PACK...", nargs=-1, required=True)
def command(names: Sequence[str]) -> None:
    """Prove rule packs by the examples in them.

    Every rule must remove and keep what its examples say, and no pattern may run away. PACK is a TOML file, or the site
    of a pack that comes with newsclean. The exit code is 1 where a rule fails.

    \b
    Examples:
      newsclean check my-rules.toml
      newsclean check packs/*.toml
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    from newsclean.proof import prove_pack  # noqa: PLC0415 - brings in the pattern engine, which help does without

    failures = Failures()
    for name in names:
        try:
            pack = find_pack(name)
        except PackError as error:
            failures.report(name, str(error).removeprefix(f"{name}: "))
            continue
        problems = prove_pack(pack)
        for problem in problems:
            failures.report(name, f"rule {problem.rule}: key '{problem.key}': {problem.message}")
        if not problems:
            count = len(pack.rules)
            write_text(f"{name}: {f'{count} rules hold' if count != 1 else '1 rule holds'}\n")
    failures.exit()
