"""bin/run: the whole product on one machine – database, web, worker, beat – until Ctrl-C."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from config.local.database import migrate
from config.local.locks import take
from config.local.places import PRODUCT, ROOT, data_dir, environment
from config.local.postgres import Cluster, PostgresError, say
from config.local.processes import end_with_parent

STARTS_WITHIN = 90
STOPS_WITHIN = 20
ASK_TO_STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """Someone asked the product to stop."""


def _stop(number: int, frame: FrameType | None) -> None:
    for asked in ASK_TO_STOP:
        signal.signal(asked, signal.SIG_IGN)
    raise Stopped


def commands(folder: Path, port: int) -> dict[str, list[str]]:
    """The parts that run beside the database."""
    celery = [sys.executable, "-m", "celery", "-A", "config", "--quiet"]
    return {
        "web": [
            sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2",
            "--threads", "4", "--log-level", "warning", "--worker-tmp-dir", str(folder),
        ],
        "worker": [
            *celery, "worker", "--concurrency", "2", "--loglevel", "warning",
            "--without-gossip", "--without-mingle", "--without-heartbeat",
        ],
        "beat": [
            *celery, "beat", "--schedule", str(folder / "beat-schedule"), "--pidfile=", "--loglevel", "warning",
        ],
    }  # fmt: skip


def port_is_free(port: int) -> bool:
    """Whether nothing listens on `port` of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def health(port: int) -> dict[str, str]:
    """What /readyz says, empty while nobody answers."""
    directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with directly.open(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return {"status": str(answer.status)} | json.load(answer)
    except urllib.error.HTTPError as error:
        return {"status": str(error.code), "answer": error.read(500).decode(errors="replace")}
    except (OSError, ValueError):
        return {}


def wait_until_up(port: int, parts: dict[str, subprocess.Popen[bytes]]) -> None:
    """Wait for a healthy answer. Raises PostgresError naming the part that stopped or that does not come up."""
    until = time.monotonic() + STARTS_WITHIN
    while health(port).get("status") != "200":
        watch(parts)
        if time.monotonic() > until:
            raise PostgresError(f"启动超时：{health(port)}，日志见数据文件夹")
        time.sleep(0.3)


def watch(parts: dict[str, subprocess.Popen[bytes]]) -> None:
    """Raise PostgresError where a part has ended by itself."""
    for name, part in parts.items():
        if part.poll() is not None:
            raise PostgresError(f"{name} 意外退出（{part.returncode}），日志见数据文件夹中的 {name}.log")


def stop(parts: dict[str, subprocess.Popen[bytes]]) -> None:
    """End every part: ask, then insist."""
    for part in parts.values():
        if part.poll() is None:
            part.terminate()
    until = time.monotonic() + STOPS_WITHIN
    for part in parts.values():
        try:
            part.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(part.pid, signal.SIGKILL)
            part.wait()


def serve(cluster: Cluster, port: int, given: dict[str, str]) -> None:
    """Load the demo where there is nobody yet, start the parts as the product's role, say where they are, wait."""
    folder = cluster.folder
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "load_demo", "--if-empty"], env=given, stdout=sys.stderr, cwd=ROOT, check=True)
    granted = given | {"PRODUCT_PASSWORD": secrets.token_urlsafe(32)}
    subprocess.run(
        [*manage, "product_role", PRODUCT], env=granted, stdout=subprocess.DEVNULL, cwd=ROOT, check=True
    )
    running = environment(folder, cluster.socket, port, role=PRODUCT)
    parts: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands(folder, port).items():
            with (folder / f"{name}.log").open("ab") as log:
                parts[name] = subprocess.Popen(
                    command, env=running, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                    start_new_session=True, preexec_fn=end_with_parent,  # noqa: PLW1509 (no threads here)
                )  # fmt: skip
        wait_until_up(port, parts)
        logins = subprocess.run(
            [*manage, "demo_logins"], env=given, cwd=ROOT, capture_output=True, text=True, check=True
        )
        print(
            f"\n一把手监督已启动：http://127.0.0.1:{port}/\n\n{logins.stdout}\n按 Ctrl-C 停止。", flush=True
        )
        while True:
            time.sleep(1)
            watch(parts)
            cluster.keep()
    finally:
        say("正在停止……")
        stop(parts)


def main() -> int:
    """Run until stopped; 1 where something it needs cannot be had."""
    for number in ASK_TO_STOP:
        signal.signal(number, _stop)
    port = os.environ.get("PORT", "").strip() or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        say(f"PORT 应为 1 到 65535 之间的端口号，而不是“{port}”")
        return 1
    folder = data_dir()
    running = take(folder / "run.lock", alone=True)
    if running is None:
        say(f"数据文件夹 {folder} 已有一个 bin/run 在运行")
        return 1
    if not port_is_free(int(port)):
        say(f"端口 {port} 已被占用。请换一个：PORT=8001 bin/run")
        return 1
    cluster = Cluster(folder)
    given = environment(folder, cluster.socket, int(port))
    try:
        with cluster.in_use():
            migrate(folder, given)
            serve(cluster, int(port), given)
    except (PostgresError, subprocess.CalledProcessError) as error:
        say(str(error))
        return 1
    except Stopped:
        say("已停止，数据保留在数据文件夹中。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
