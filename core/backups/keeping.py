"""The nightly backup, and which of the earlier ones are kept."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from core.backups.making import Failed, make
from core.backups.sealed import Refused, read_key
from core.models import JobRun
from core.runs import last_run

NAME = re.compile(r"backup-(\d{8}T\d{6})Z\.county")
STAMP = "%Y%m%dT%H%M%S"


def name_at(at: datetime) -> str:
    """The name of a backup made at this moment."""
    return f"backup-{at.astimezone(UTC):{STAMP}}Z.county"


def nightly(at: datetime) -> dict[str, Any]:
    """Make one and thin out the others; what stood in the way is said under `problem`, and no earlier one is touched then."""
    folder = Path(settings.BACKUP_DIR)
    target = folder / name_at(at)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = make(target, public=read_key(settings.BACKUP_PUBLIC_KEY), at=at)
    except (Failed, Refused) as error:
        return {"problem": str(error)}
    except (OSError, psycopg.Error) as error:
        return {"problem": type(error).__name__}
    removed = superfluous(backups(folder))
    for path in removed:
        path.unlink()
    return {
        "bytes": target.stat().st_size,
        "rows": sum(made.rows.values()),
        "files": len(made.files),
        "removed": len(removed),
    }


def last_nightly() -> JobRun | None:
    """The last nightly run that ended, well or not."""
    return last_run("backup")


def backups(folder: Path) -> dict[Path, datetime]:
    """Every backup in the folder and when it was made; other files are nobody's business here."""
    found = ((path, NAME.fullmatch(path.name)) for path in sorted(folder.iterdir()))
    return {path: datetime.strptime(match[1], STAMP).replace(tzinfo=UTC) for path, match in found if match}


def superfluous(made: dict[Path, datetime]) -> list[Path]:
    """Those no longer kept: of each of the last days, and of each of the last weeks, the newest stays (BACKUP_KEEP_DAILY, _WEEKLY)."""
    newest_first = sorted(made, key=lambda path: made[path], reverse=True)
    days: dict[object, Path] = {}
    weeks: dict[object, Path] = {}
    for path in newest_first:
        days.setdefault(made[path].date(), path)
        weeks.setdefault(made[path].isocalendar()[:2], path)
    kept = {*list(days.values())[: settings.BACKUP_KEEP_DAILY]}
    kept |= {*list(weeks.values())[: settings.BACKUP_KEEP_WEEKLY]}
    return [path for path in newest_first if path not in kept | {newest_first[0]}]
