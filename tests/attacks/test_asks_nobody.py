"""An attacker gives an address and hopes that the server asks it (SSRF). The product asks its own database, broker, mailbox, scanner and provider alone."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = sorted(path.parent for path in ROOT.glob("*/apps.py"))
# What opens a connection to somewhere.
ASKS = {
    "requests", "urllib.request", "urllib3", "httpx", "http.client", "aiohttp", "socket", "ssl", "smtplib", "imaplib", "poplib",
    "ftplib", "telnetlib", "xmlrpc", "asyncio", "websockets", "authlib", "pycurl", "paramiko",
}  # fmt: skip
# Who does, and to where: each address comes from the environment (docs/operations.md), none from a request, a file or the database.
ASKED = {
    "core/mailbox.py": {"imaplib", "ssl"},  # IMAP_HOST
    "core/scanning.py": {"socket"},  # CLAMD
    "accounts/services/oidc.py": {"authlib"},  # OIDC_ISSUER
}
# Who knows the names of what can go wrong there, and asks nobody.
ERRORS = {"desk/tasks.py": {"smtplib"}, "accounts/views/oidc.py": {"authlib", "requests"}}


def asking(path: Path) -> set[str]:
    """The modules that ask somewhere, imported by the file, however."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in {
            "import_module",
            "__import__",
        }:
            names = [str(one.value) for one in node.args if isinstance(one, ast.Constant)]
        found |= {known for known in ASKS for name in names if name == known or name.startswith(f"{known}.")}
    return found


def test_who_asks_anybody_is_known_and_asks_what_the_environment_names() -> None:
    files = [path for app in (*APPS, ROOT / "rulebook") for path in app.rglob("*.py")]
    assert len(files) > 500
    found = {str(path.relative_to(ROOT)): asked for path in files if (asked := asking(path))}
    assert found == ASKED | ERRORS


@pytest.mark.parametrize(
    "name", ["complaints/services/mails.py" if "mailbox" in one else one for one in sorted(ASKED)]
)
def test_what_is_asked_is_named_by_the_settings(name: str) -> None:
    """The mailbox is told by who has it read."""
    text = (ROOT / name).read_text()
    assert "from django.conf import settings" in text
    names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    assert not {"request", "HttpRequest"} & names


@pytest.mark.parametrize("name", sorted(ERRORS))
def test_who_knows_errors_alone_imports_nothing_else(name: str) -> None:
    for node in ast.walk(ast.parse((ROOT / name).read_text())):
        if (
            isinstance(node, ast.ImportFrom)
            and node.module
            and node.module.split(".")[0] in {"smtplib", "authlib", "requests"}
        ):
            assert all(one.name.endswith(("Error", "Exception")) for one in node.names)
