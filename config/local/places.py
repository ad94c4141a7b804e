"""Where local data lives, and the environment the product is given there."""

import os
import secrets
from pathlib import Path
from urllib.parse import quote

from config.local.locks import exclusive

ROOT = Path(__file__).resolve().parents[2]
# Whoever migrates and commands; what runs, as in production (docs/operations.md).
OWNER, PRODUCT = "supervision", "supervision_run"


def data_dir() -> Path:
    """The folder of the embedded data: DATA_DIR, else .data in the checkout. Made where missing, or SystemExit says why not."""
    chosen = os.environ.get("DATA_DIR", "").strip()
    base = Path(os.environ.get("INVOKED_IN") or os.getcwd())
    folder = (base / chosen if chosen else ROOT / ".data").absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("broker", "broker-control", "files", "static"):
            (folder / name).mkdir(exist_ok=True)
    except OSError as error:
        raise SystemExit(
            f"数据文件夹 {folder} 不能使用：{error.strerror}。可用 DATA_DIR 另选一个。"
        ) from error
    return folder


def secret_key(folder: Path) -> str:
    """The installation's secret key, made once and readable by its owner alone."""
    path = folder / "secret-key"
    with exclusive(folder / "secret-key.lock"):
        if not path.exists():
            fresh = folder / "secret-key.new"
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(64))
            fresh.rename(path)
    return path.read_text()


def environment(folder: Path, socket: Path, port: int = 8000, *, role: str = OWNER) -> dict[str, str]:
    """The environment of a local process: this one's, where the embedded parts are, and as which role it asks the database."""
    return os.environ | {
        "MODE": "local",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATA_DIR": str(folder),
        "SECRET_KEY": os.environ.get("SECRET_KEY") or secret_key(folder),
        "DATABASE_URL": f"postgres://{role}@/supervision?host={quote(str(socket), safe='')}",
        "SITE_ADDRESS": os.environ.get("SITE_ADDRESS") or f"http://127.0.0.1:{port}",
        "LOG_LEVEL": os.environ.get("LOG_LEVEL") or "WARNING",
        "PYTHONUNBUFFERED": "1",
    }
