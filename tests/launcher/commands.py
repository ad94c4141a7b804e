"""Calling the project's commands the way a person does, with nothing of the test run's own environment."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = (
    "DATABASE_URL",
    "REDIS_URL",
    "MODE",
    "SECRET_KEY",
    "DATA_DIR",
    "DJANGO_SETTINGS_MODULE",
    "LOG_LEVEL",
    "PORT",
)


def clean_environment(**given: str) -> dict[str, str]:
    """The environment of someone who has just cloned the project, and `given`."""
    return {name: value for name, value in os.environ.items() if name not in OURS} | given


def call(
    program: str, *arguments: str, text: str = "", cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run bin/`program` to its end; a slow machine makes its tables for minutes, nothing takes ten."""
    return subprocess.run(
        [str(ROOT / "bin" / program), *arguments], input=text, capture_output=True, text=True, cwd=cwd,
        env=clean_environment(**environment), timeout=600, check=False,
    )  # fmt: skip
