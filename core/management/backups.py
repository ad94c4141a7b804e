"""What the commands that open a backup have in common."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError

from core.backups.manifest import Manifest
from core.backups.sealed import Refused, read_key


def add_arguments(parser: ArgumentParser) -> None:
    """FILE and where its key stands."""
    parser.add_argument("file", help="备份文件")
    parser.add_argument("--key-file", required=True, help="私钥文件（manage.py backup_keys 生成）")


def private_key(file: str) -> bytes:
    """The private key in `file`. Raises CommandError."""
    try:
        return read_key(Path(file).read_text())
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"无法读取私钥文件“{file}”", returncode=2) from error
    except Refused as error:
        raise CommandError(f"私钥文件“{file}”：{error}", returncode=2) from error


def told(said: Manifest) -> str:
    """What was compared, in one line."""
    return (
        f"备份时间 {said.made_at}；核对 {len(said.rows)} 张表 {sum(said.rows.values())} 行、附件 {len(said.files)} 个、"
        f"操作记录摘要 {said.evidence[:16]}、存证链值 {said.sealed[:24] or '无'}，全部一致"
    )
