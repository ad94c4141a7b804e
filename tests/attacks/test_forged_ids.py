"""An attacker writes another number: into an address, a select, a hidden field. They find nothing, change nothing, and nothing breaks."""

from urllib.parse import quote, unquote

import pytest
from django.urls import Resolver404, resolve

from tests.attacks.offered import ClientOf, seeing, text_of
from tests.attacks.twins import MARK, TWIN, make_twins
from tests.attacks.writing import undone, written
from tests.desk.test_every_url_as_every_role import EXPECTED, Things, address, ask, product

# Beyond what a column holds, its last number, none at all, below nothing, other digits, text, the end of a string, statements, ways out, scripts.
FORGED = (
    "99999999999999999999", "9223372036854775807", "0", "-1", "٣", "１", "abc", "\x00", "1\x00", "1'--", '1" OR 1=1',
    "1;DROP TABLE x", "../../etc/passwd", "..", "%2e%2e", "<script>alert(1)</script>", "{{7*7}}", "\ud83d".encode("utf-8", "replace").decode(), "1" * 2000,
)  # fmt: skip
NOT_LET_IN = {404, 403, 405}


def forged(path: str, real: str) -> list[str]:
    """The address with each forged value in the place of each of its converters, the others left as they are."""
    pattern, parts = path.split("/"), real.split("?", maxsplit=1)[0].strip("/").split("/")
    places = [place for place, part in enumerate(pattern) if "<" in part]
    made = []
    for place in places:
        for value in FORGED:
            changed = [*parts]
            changed[place] = _put(pattern[place], value)
            made.append("/" + "/".join(changed) + ("/" if path.endswith("/") else ""))
    return made


def _put(part: str, value: str) -> str:
    before, after = part.split("<", 1)[0], part.rsplit(">", 1)[1]
    return before + quote(value, safe="") + after


def reached(url: str) -> bool:
    """Whether such an address leads to a page at all; otherwise nothing of the product is asked."""
    try:
        resolve(unquote(url))  # as the server does before it looks for a page
    except Resolver404:
        return False
    return True


WITH_CONVERTERS = sorted(name for name, path in product().items() if "<" in path and name in EXPECTED)


@pytest.mark.parametrize("name", WITH_CONVERTERS)
def test_no_number_in_an_address_breaks_a_page_or_finds_one(
    things: Things, client_of: ClientOf, name: str
) -> None:
    rule, path = EXPECTED[name], product()[name]
    client = client_of(seeing(rule.who or {"discipline-officer"})[0])
    let_in = {}
    for url in forged(path, address(name, path, things)):
        if reached(url):
            with written() as rows:
                answer = ask(client, rule, url, things.sent(name))
            # Led on to the page of what stands around it, with a message, is a refusal, too; but only where nothing was done.
            if answer.status_code not in NOT_LET_IN | {302} or rows:
                let_in[url[:80]] = answer.status_code, rows
    assert let_in == {}


def test_nothing_of_another_county_is_found_by_any_address(things: Things, client_of: ClientOf) -> None:
    """Every page is opened while the other county is there; then each of the numbers in its address is one of a thing of that county."""
    urls = {name: address(name, product()[name], things) for name in EXPECTED}
    assert len(make_twins()) > 80
    found = {}
    for name, url in urls.items():
        rule = EXPECTED[name]
        for role in seeing(rule.who)[:1]:
            for asked in [url, *with_twins(product()[name], url)]:
                with undone():
                    answer = ask(client_of(role), rule, asked, things.sent(name))
                is_let_in = asked != url and answer.status_code not in NOT_LET_IN | {302}
                if is_let_in or MARK in text_of(answer):
                    found[role, asked] = answer.status_code
    assert found == {}


def with_twins(path: str, real: str) -> list[str]:
    """The address with the other county's number in the place of each of its own."""
    pattern, parts = path.split("/"), real.split("?", maxsplit=1)[0].strip("/").split("/")
    places = [place for place, part in enumerate(pattern) if "<int:" in part]
    made = []
    for place in places:
        changed = [*parts]
        changed[place] = _put(pattern[place], str(TWIN))
        made.append("/" + "/".join(changed) + ("/" if path.endswith("/") else ""))
    return made
