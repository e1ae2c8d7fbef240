"""The program: `newsclean`, and `python -m newsclean`."""

import gc


def start() -> None:
    """Load the command line and run it.

    The collector of garbage pauses until all that stays has been loaded: to look through that again and again would
    take a tenth of the start.
    """
    gc.disable()

    from newsclean.cli import main  # noqa: PLC0415 - after the pause has begun

    main()


if __name__ == "__main__":
    start()
