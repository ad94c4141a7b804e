"""Every requirement is pinned to one version, and that version is the one installed."""

import re
import sys
from importlib.metadata import PackageNotFoundError, version

from config.local.places import ROOT

PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[a-z0-9,-]+\])?==(?P<version>[^=\s;]+)$")


def problems() -> list[str]:
    """What is not pinned, or pinned to another version than the one installed; one sentence each."""
    found = []
    for file in ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt"):
        for line in (ROOT / file).read_text().splitlines():
            wanted = line.split("#")[0].strip()
            if not wanted or wanted.startswith("-r "):
                continue
            pin = PINNED.match(wanted)
            if pin is None:
                found.append(f"{file}: {wanted} is not pinned with ==")
                continue
            if file == "requirements-bench.txt":
                continue  # only bin/bench installs it
            try:
                installed = version(pin["name"])
            except PackageNotFoundError:
                installed = "missing"
            if installed != pin["version"]:
                found.append(f"{file}: {wanted}, but installed is {installed}")
    documented = (ROOT / "docs" / "dependencies.md").read_text()
    for line in (ROOT / "requirements.txt").read_text().splitlines():
        pin = PINNED.match(line.split("#")[0].strip())
        if pin and f"| {pin['name']} |" not in documented:
            found.append(f"docs/dependencies.md does not say why {pin['name']} is here")
    return found


if __name__ == "__main__":
    for problem in problems():
        print(problem)
    sys.exit(1 if problems() else 0)
