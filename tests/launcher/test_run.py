"""bin/run: the whole product with one command, and what it says where it cannot start."""

import fcntl
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.launcher.commands import ROOT, call, clean_environment

NO_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port of this machine on which something listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_in_use_is_named(tmp_path: Path, taken_port: int) -> None:
    done = call("run", DATA_DIR=str(tmp_path), PORT=str(taken_port))
    assert done.returncode == 1
    assert f"端口 {taken_port} 已被占用" in done.stderr


@pytest.mark.parametrize("port", ["0", "65536", "eight", "-1"])
def test_a_port_that_is_none_is_named(tmp_path: Path, port: str) -> None:
    done = call("run", DATA_DIR=str(tmp_path), PORT=port)
    assert done.returncode == 1
    assert f"“{port}”" in done.stderr


def test_a_second_run_on_the_same_data_says_so(tmp_path: Path) -> None:
    with (tmp_path / "run.lock").open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        done = call("run", DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert "已有一个 bin/run 在运行" in done.stderr


def test_an_old_python_is_told_what_is_needed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "bin", tmp_path / "bin")
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    old = tmp_path / "python3.9"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    old.chmod(0o755)
    done = subprocess.run(
        [str(tmp_path / "bin" / "run")], env=clean_environment(PYTHON=str(old)), capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 1
    assert "需要 Python 3.11 或更高版本，当前为 Python 3.9.2" in done.stderr


def test_everything_starts_with_the_demo_and_everything_stops(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (tmp_path / "said").open("w+")
    product = subprocess.Popen(
        [str(ROOT / "bin" / "run")], env=clean_environment(DATA_DIR=str(tmp_path / "data"), PORT=str(port)),
        stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert product.stdout is not None
        said = ""
        while "Ctrl-C" not in said:
            line = product.stdout.readline()
            assert line, (tmp_path / "said").read_text()
            said += line
        assert said.count(f"http://127.0.0.1:{port}/") == 1
        parts = _children(product.pid)
        assert len(parts) == 3
        with NO_PROXY.open(f"http://127.0.0.1:{port}/readyz") as answer:
            told = ("web", "disk", "database", "migrations", "worker", "beat")
            assert json.load(answer) == dict.fromkeys(told, "up")
    finally:
        product.send_signal(signal.SIGINT)
        code = product.wait(60)
    assert code == 0, (tmp_path / "said").read_text()
    assert not [part for part in parts if Path(f"/proc/{part}").exists()]
    assert not (tmp_path / "data" / "postgres" / "postmaster.pid").exists()


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_parts_do_not_outlive_a_killed_launcher(tmp_path: Path) -> None:
    code = (
        "import os, subprocess, sys; from config.local.processes import end_with_parent;"
        "child = subprocess.Popen(['sleep', '60'], preexec_fn=end_with_parent);"
        "print(child.pid, flush=True); sys.stdin.read()"
    )
    launcher = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert launcher.stdout is not None
    child = os.pidfd_open(int(launcher.stdout.readline()))
    launcher.kill()
    launcher.wait(10)
    ended, _, _ = select.select([child], [], [], 10)
    assert ended == [child]
