"""Every page of the demo county, as every kind of user, on a phone. A file of its own, so that desk and phone are walked at the same time."""

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from desk.demo.logins import LOGINS
from tests.conftest import PHONE
from tests.journeys.walking import Walk


@pytest.mark.django_db(transaction=True)
def test_every_page_is_sound_for_every_kind_of_user(live_server: LiveServer, browser: Browser):
    call_command("load_demo", verbosity=0)
    walk = Walk(browser, str(live_server.url), PHONE, users=4)
    # The heads and their people first: what they see of a page has most in it.
    wrong = [fault for login in reversed(LOGINS) for fault in walk.through(login.username)]
    assert not wrong, "\n".join(wrong)
