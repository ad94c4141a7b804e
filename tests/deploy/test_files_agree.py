"""The files of deploy/ agree with the product: names, paths, variables, limits. Where nginx and systemd are installed they read them, too."""

import re
import shlex
import shutil
import subprocess
from configparser import RawConfigParser
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from complaints.views.memory import ROOM_FOR_WORDS
from core import uploads

ROOT = Path(settings.BASE_DIR)
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("supervision-*"))
SERVICES = [path for path in UNITS if path.suffix == ".service"]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
ASKED = re.compile(r'(?:env\.(?:text|flag|words|number|day|one_of)|_limit)\(\s*"([A-Z_0-9]+)"')
CODE = re.compile(r"^```\n(.*?)^```|`([^`\n]+)`", re.DOTALL | re.MULTILINE)
# Set by what starts the processes, not read by the settings.
OF_THE_SERVER = {"BIND", "WEB_WORKERS", "WEB_THREADS"}


def variables() -> set[str]:
    """Every variable the settings read."""
    return set(ASKED.findall((ROOT / "config" / "settings.py").read_text()))


def unit(path: Path) -> dict[str, dict[str, list[str]]]:
    """The sections of a unit; a key may stand more than once."""
    sections: dict[str, dict[str, list[str]]] = {}
    here: dict[str, list[str]] = {}
    for line in path.read_text().splitlines():
        if line.startswith("["):
            here = sections.setdefault(line.strip("[]"), {})
        elif "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            here.setdefault(key, []).append(value)
    return sections


def example() -> dict[str, str]:
    lines = (DEPLOY / "environment.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def backup_folder() -> str:
    """Where backups go once there is a key: named in the example, not set by it."""
    (folder,) = re.findall(r"BACKUP_DIR=(/\S+)", (DEPLOY / "environment.example").read_text())
    return str(folder)


def test_every_variable_is_explained_and_none_is_that_does_not_exist():
    explained = set(re.findall(r"`([A-Z][A-Z_0-9]{3,})`", OPERATIONS))
    assert variables() - explained == set()
    table = {
        name
        for line in OPERATIONS.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`([A-Z][A-Z_0-9]{3,})`", line.split("|")[1])
    }
    assert table - variables() - OF_THE_SERVER == set()
    assert set(example()) <= variables()


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_a_unit_runs_what_exists_as_somebody_who_may_do_little(path: Path):
    service = unit(path)["Service"]
    assert service["User"] == ["supervision"]
    for name in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome", "LockPersonality"):
        assert service[name] == ["yes"], name
    assert service["ProtectSystem"] == ["strict"]
    assert service["CapabilityBoundingSet"] == [""]
    assert service["LimitCORE"] == ["0"]
    (command,) = service["ExecStart"]
    program, *arguments = shlex.split(command)
    assert program.startswith("/opt/supervision/app/.venv/bin/")
    if "manage.py" in arguments:
        assert (ROOT / "core" / "management" / "commands" / f"{arguments[1]}.py").exists()
    if "--config" in arguments:
        assert (ROOT / arguments[arguments.index("--config") + 1]).exists()
        import_module(arguments[-1])
    writes = service["ReadWritePaths"][0].split()
    named = [example()[name] for name in ("DATA_DIR", "MEDIA_ROOT", "STATIC_ROOT", "METRICS_DIR")]
    for place in [*named, backup_folder()]:
        assert any(Path(place).is_relative_to(folder) for folder in writes), place


def test_the_proxy_reaches_the_static_files_after_every_start_and_no_other():
    """systemd-tmpfiles sets these modes anew at each start of the machine: a chmod by hand would not last."""
    lines = (DEPLOY / "systemd" / "supervision.tmpfiles.conf").read_text().splitlines()
    modes = {Path(line.split()[1]): line.split()[2] for line in lines if not line.startswith("#")}
    static = Path(example()["STATIC_ROOT"])
    on_the_way = {path for path in modes if path == static or path in static.parents}
    assert on_the_way >= {static, Path(example()["DATA_DIR"])}
    for path, mode in modes.items():
        assert mode == ("0755" if path in on_the_way else "0700"), path
    assert {Path(example()["MEDIA_ROOT"]), Path(backup_folder())} <= set(modes) - on_the_way
    assert "chmod" not in OPERATIONS


def test_the_example_starts_before_there_is_a_key_for_backups():
    """The command that makes the key reads the settings, too."""
    assert (example()["BACKUP_DIR"], example()["BACKUP_PUBLIC_KEY"]) == ("", "")


def test_every_command_named_in_the_manual_exists():
    code = "\n".join(block or inline for block, inline in re.findall(CODE, OPERATIONS))
    named = set(re.findall(r"(?:manage\.py|\bas) ([a-z][a-z_]+)", re.sub(r"#.*", "", code)))
    assert {"migrate", "collectstatic", "check", "backup", "backup_keys", "install_administrators"} <= named
    assert named <= set(get_commands())


def test_no_secret_of_an_installation_gets_into_an_image_or_the_repository():
    for name in (".gitignore", ".dockerignore"):
        left_out = {line.strip("/") for line in (ROOT / name).read_text().splitlines()}
        assert {"deploy/environment", "deploy/tls", "deploy/container/.env"} <= left_out, name
    for path in ("deploy/environment ", "deploy/tls ", "deploy/container/.env"):
        assert path in OPERATIONS


def test_one_socket_for_the_server_and_the_proxy():
    (socket,) = unit(DEPLOY / "systemd" / "supervision-web.socket")["Socket"]["ListenStream"]
    assert f"server unix:{socket}" in nginx()
    assert f"unix:{socket}" in (DEPLOY / "gunicorn.conf.py").read_text()
    assert f"unix:{socket}" in (DEPLOY / "container" / "compose.yaml").read_text()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_reads_them(tmp_path: Path):
    RawConfigParser(strict=False).read_string((DEPLOY / "systemd" / "supervision-backup.timer").read_text())
    for path in UNITS:
        # The programs are not where they will be; that alone may be said.
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", path.read_text(), flags=re.MULTILINE)
        (tmp_path / path.name).write_text(text)
    for path in UNITS:
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", str(tmp_path / path.name)],
            capture_output=True,
            text=True,
            check=False,
        )
        said = [line for line in done.stderr.splitlines() if "supervision-" in line]
        assert said == [], path.name


def nginx() -> str:
    return (DEPLOY / "nginx" / "supervision.conf").read_text()


def location(path: str) -> str:
    """What stands in the block of a location."""
    found = re.search(rf"location {re.escape(path)} \{{(.*?)\}}", nginx(), re.DOTALL)
    assert found, path
    return found[1]


@pytest.mark.parametrize("path", ["/report/", "/ballot/"])
def test_of_who_reports_or_votes_the_proxy_writes_nothing(path: str):
    assert path in settings.UNOBSERVED
    said = location(path)
    for line in (
        "access_log off", "error_log /dev/null", "proxy_buffering off",
        "proxy_max_temp_file_size 0", "proxy_pass http://supervision",
    ):  # fmt: skip
        assert f"{line};" in said
    (most,), (kept,) = (
        re.findall(rf"{name} (\d+)m;", said) for name in ("client_max_body_size", "client_body_buffer_size")
    )
    assert most == kept  # what does not fit into memory would go to the disk
    assert "proxy_set_header" not in said  # one here would undo all those above


def test_the_proxy_passes_no_address_on_and_logs_none():
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
        assert f'proxy_set_header {header} "";' in nginx()
    (form,) = re.findall(r"log_format .*", nginx())
    for name in ("remote_addr", "request_uri", "$uri", "args", "referer", "$request ", "user"):
        assert name not in form
    for path in ("/metrics", "/readyz"):
        assert f"location = {path} {{ return 404; }}" in nginx()


def test_a_monitor_on_this_machine_reaches_the_figures_and_nothing_else():
    """The socket is the proxy's alone, so that a monitor asks the proxy."""
    (server,) = re.findall(r"server \{\n    listen 127\.0\.0\.1:(.*?)\n\}", nginx(), re.DOTALL)
    assert re.findall(r"location (.*?) \{ (.*?); \}", server) == [
        ("= /metrics", "proxy_pass http://supervision"),
        ("= /readyz", "proxy_pass http://supervision"),
        ("/", "return 404"),
    ]
    (port,) = re.findall(r"^(\d+);", server)
    assert f"127.0.0.1:{port}" in OPERATIONS


def test_its_limits_are_the_products():
    from complaints.services.attachments import MOST_BYTES

    (report,) = re.findall(r"client_max_body_size (\d+)m", location("/report/"))
    assert int(report) * 1024 * 1024 == MOST_BYTES + ROOM_FOR_WORDS
    (most,) = re.findall(r"^    client_max_body_size (\d+)m", nginx(), re.MULTILINE)
    assert int(most) * 1024 * 1024 > uploads.LARGEST
    assert f"alias {example()['STATIC_ROOT']}/;" in nginx()
    assert f"location /{settings.STATIC_URL.strip('/')}/" in nginx()


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_nginx_reads_it(tmp_path: Path):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=x", "-keyout", tmp_path / "privkey.pem",
         "-out", tmp_path / "fullchain.pem"], check=True, capture_output=True,
    )  # fmt: skip
    text = nginx().replace("/etc/supervision/tls", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    (tmp_path / "site.conf").write_text(text)
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; events {{}} http {{ include {tmp_path}/site.conf; }}"
    )
    done = subprocess.run(
        ["nginx", "-t", "-c", tmp_path / "nginx.conf", "-p", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_containers_are_all_there_and_their_variables_exist():
    made = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text())["services"]
    assert set(made) == {"database", "redis", "prepare", "web", "worker", "beat", "proxy"}
    for name in ("web", "worker", "beat"):
        assert set(made[name]["environment"]) <= variables()
        assert made[name]["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}
        assert made[name]["cap_drop"] == ["ALL"]
    # What runs is another role of PostgreSQL than the owner of the tables, who migrates and grants.
    urls = [
        re.sub(r"\$\{.*?\}", "x", made[name]["environment"]["DATABASE_URL"]) for name in ("prepare", "web")
    ]
    owner, running = (urlsplit(url).username for url in urls)
    assert owner != running == urlsplit(example()["DATABASE_URL"]).username
    assert f"product_role {running}" in made["prepare"]["command"][-1]
    assert f"product_role {running}" in OPERATIONS
    assert made["web"]["build"]["dockerfile"] == "deploy/container/Containerfile"
    for path in re.findall(r"COPY (\S+)", (DEPLOY / "container" / "Containerfile").read_text()):
        assert (ROOT / path).exists()
