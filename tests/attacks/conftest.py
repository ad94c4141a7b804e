"""The county that is attacked: the one of the table of roles, made once for all attacks and undone after the last."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from tests.attacks.offered import ClientOf, Form, forms_of
from tests.desk.test_every_url_as_every_role import Built, Things, client_of, everything, things, world
from tests.today import fix_today

__all__ = ["client_of", "things", "world"]

Offered = list[tuple[str, Form]]


@pytest.fixture(scope="package")
def built(
    browser: Browser,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Built]:
    """Everything there is. The browser comes first: once its event loop runs, this thread speaks to the database by another connection."""
    with everything(django_db_blocker, tmp_path_factory.mktemp("files")) as made:
        yield made


@pytest.fixture(scope="package")
def noted() -> Offered:
    """The forms, once they were looked for."""
    return []


@pytest.fixture
def offered(noted: Offered, things: Things, client_of: ClientOf) -> Offered:
    """Every form of every page, with a role it is offered to."""
    noted += [] if noted else forms_of(things, client_of)
    return noted


@pytest.fixture(autouse=True)
def on_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests take place on the day the county was made."""
    fix_today(monkeypatch)
