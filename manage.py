#!/usr/bin/env python3
"""Django's command line. Use `bin/manage`, which also brings up the database it needs."""

import os
import sys

# Django takes --settings for its own module before a command sees it; of these the interchange gives that name to a file of theirs.
READ_SETTINGS_OF_THEIR_OWN = frozenset({"red_flags"})


def renamed(arguments: list[str]) -> list[str]:
    """The command line with `--settings FILE` of such a command under the name the command itself knows it by."""
    if READ_SETTINGS_OF_THEIR_OWN.isdisjoint(arguments[1:2]):
        return arguments
    return [
        "--settings-file" + one.removeprefix("--settings") if one.split("=")[0] == "--settings" else one
        for one in arguments
    ]


def main() -> None:
    """Run the named management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from core.rows.reading import read_as_product_by_default

    read_as_product_by_default()

    execute_from_command_line(renamed(sys.argv))


if __name__ == "__main__":
    main()
