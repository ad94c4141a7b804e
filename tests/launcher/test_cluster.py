"""The embedded PostgreSQL lives wherever DATA_DIR says."""

import os
import threading
from pathlib import Path

import psycopg
import pytest

from config.local import postgres
from config.local.places import secret_key
from config.local.postgres import Cluster, PostgresError


@pytest.mark.parametrize(
    "name",
    ["plain", "数据 文件夹", 'it\'s $HOME & (more); `x` "y", z', "long" * 40],
    ids=["plain", "chinese", "strange", "long"],
)
def test_any_folder_holds_the_database(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    cluster = Cluster(folder)
    for _ in range(2):
        with (
            cluster.in_use(),
            psycopg.connect(host=str(cluster.socket), user="supervision", dbname="supervision") as connection,
        ):
            row = connection.execute("SHOW server_encoding").fetchone()
            assert row == ("UTF8",)
    assert not (folder / "postgres" / "postmaster.pid").exists()
    assert not cluster.socket.exists()


def test_programs_and_data_may_lie_where_only_root_may_enter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a checkout in root's home."""
    if os.getuid() != 0:
        pytest.skip("only root has programs that the database's user cannot reach")
    home = tmp_path / "home"
    data = home / "data"
    data.mkdir(parents=True)
    (home / "programs").symlink_to(postgres.binaries().parent)
    home.chmod(0o700)
    monkeypatch.setattr(postgres, "binaries", lambda: home / "programs" / "bin")
    cluster = Cluster(data)
    with cluster.in_use(), psycopg.connect(host=str(cluster.socket), user="supervision", dbname="postgres"):
        pass


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    if os.getuid() != 0:
        pytest.skip("only root can make a folder of somebody else")
    (tmp_path / "socket").mkdir()
    os.chown(tmp_path / "socket", 4242, 4242)
    with pytest.raises(PostgresError, match="属于他人"), Cluster(tmp_path).in_use():
        pass


def test_the_secret_key_is_made_once_however_many_ask(tmp_path: Path) -> None:
    keys: list[str] = []
    threads = [threading.Thread(target=lambda: keys.append(secret_key(tmp_path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 1
    assert len(keys[0]) > 50
