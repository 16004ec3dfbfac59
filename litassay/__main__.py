"""`litassay`, and `python -m litassay`."""

import sys


def main() -> None:
    """Run the command line; an interruption while it is still being imported ends quietly, too."""
    try:
        from litassay.shadowing import put_first

        put_first()
        from litassay.cli.app import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
