"""bin/manage: a command on the embedded database."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.launcher.commands import ROOT, call, clean_environment

ASK = "from core.models import Heartbeat; print('rows:', Heartbeat.objects.count())"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with tables, below folders only this user may enter."""
    folder = tmp_path_factory.mktemp("数据 folder")
    done = call("manage", "check", DATA_DIR=str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def test_standard_output_belongs_to_the_command_and_its_exit_code_and_input_pass_through(data: Path) -> None:
    script = "import sys; print(sys.stdin.read().upper()); sys.exit(3)"
    done = call("manage", "shell", "-v0", "-c", script, text="ein text", DATA_DIR=str(data))
    assert (done.returncode, done.stdout.strip()) == (3, "EIN TEXT")


def test_the_database_stops_when_its_last_user_is_done(data: Path) -> None:
    call("manage", "check", DATA_DIR=str(data))
    assert not (data / "postgres" / "postmaster.pid").exists()


def test_commands_at_the_same_time_do_not_stop_the_database_under_each_other(data: Path) -> None:
    script = "import time; from core.models import Heartbeat as H\nfor _ in range(5): H.objects.count(); time.sleep({})"
    running = [
        subprocess.Popen(
            [str(ROOT / "bin" / "manage"), "shell", "-v0", "-c", script.format(pause)],
            env=clean_environment(DATA_DIR=str(data)), stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
        )
        for pause in (0.05, 0.2, 0.4)
    ]  # fmt: skip
    errors = [process.communicate(timeout=120)[1].decode() for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], errors


def test_a_killed_database_does_not_prevent_the_next_command(data: Path) -> None:
    kill = (
        "import os, signal; from pathlib import Path;"
        f"os.kill(int(Path({str(data / 'postgres' / 'postmaster.pid')!r}).read_text().split()[0]), signal.SIGKILL)"
    )
    call("manage", "shell", "-v0", "-c", kill, DATA_DIR=str(data))
    done = call("manage", "shell", "-v0", "-c", ASK, DATA_DIR=str(data))
    assert (done.returncode, done.stdout) == (0, "rows: 0\n"), done.stderr


def test_a_pid_file_that_names_another_living_process_does_not_prevent_it(data: Path) -> None:
    pid_file = data / "postgres" / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{data / 'postgres'}\n1\n5432\n\n\n  1 1\n")
    done = call("manage", "shell", "-v0", "-c", ASK, DATA_DIR=str(data))
    assert (done.returncode, done.stdout) == (0, "rows: 0\n"), done.stderr


def test_being_asked_to_end_reaches_the_command(data: Path) -> None:
    waiting = subprocess.Popen(
        [str(ROOT / "bin" / "manage"), "shell", "-v0", "-c", "print('up', flush=True); import time; time.sleep(60)"],
        env=clean_environment(DATA_DIR=str(data)), stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert waiting.stdout is not None
    assert waiting.stdout.readline() == "up\n"
    waiting.send_signal(signal.SIGTERM)
    assert waiting.wait(30) == 128 + signal.SIGTERM
    assert not (data / "postgres" / "postmaster.pid").exists()


def test_a_relative_data_folder_is_meant_from_where_the_command_is_called(tmp_path: Path) -> None:
    done = call("manage", "help", cwd=tmp_path, DATA_DIR="here")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "here" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_given_database_is_used_and_nothing_is_started(tmp_path: Path) -> None:
    given = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL", "MODE", "SECRET_KEY")}
    asked = "from django.db import connection as c; print(c.settings_dict['OPTIONS']['host'])"
    done = call("manage", "shell", "-v0", "-c", asked, DATA_DIR=str(tmp_path / "data"), **given)
    assert done.returncode == 0, done.stderr
    assert str(tmp_path) not in done.stdout
    assert not (tmp_path / "data").exists()


def test_a_data_folder_that_cannot_be_made_is_named() -> None:
    done = call("manage", "check", DATA_DIR="/dev/null/data")
    assert done.returncode == 1
    assert "数据文件夹 /dev/null/data 不能使用" in done.stderr
    assert "Traceback" not in done.stderr
