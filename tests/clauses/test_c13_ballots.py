"""C13: 年终“双述双评”. The ballot is secret: each code votes once, and nobody who reads the whole database can tell whose ballot is what (L13)."""

import logging
import re
import secrets
from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from appraisals.models import Poll, Remark, Slip, Tally
from appraisals.procedure.slips import digest_of
from appraisals.services import pools
from appraisals.services.counting import count
from rulebook.procedures.appraisals import (
    COMMENT_LENGTH,
    ELECTORATES,
    FORMS,
    Electorate,
    Grade,
    is_valid,
    needed,
)
from tests.appraisals.ballots.voted import as_they_lie, cast, form_of, kept_in_redis, rows_with_system_columns
from tests.decisions.sitting import differences, everything_stored
from tests.factories.appraisals import Balloting, make_balloting
from tests.today import DAY, fix_today

BYTES = re.compile(r"\\+x[0-9a-f]{400,}")
REMARK = "分管工作抓得实，但征求群众意见不够。"


@pytest.fixture
def balloting(db: None, monkeypatch: pytest.MonkeyPatch) -> Balloting:
    """A head whose ballot is open today."""
    fix_today(monkeypatch)
    return make_balloting()


def poll_of(balloting: Balloting, electorate: str = "masses") -> Poll:
    return Poll.objects.select_related("appraisal__round").get(pk=balloting.polls[electorate].pk)


def opened(poll: Poll) -> list[list[bytes]]:
    """The rows of a pool, as who holds the installation's secret reads them."""
    return pools._pool_of(poll).rows(bytes(poll.pool or b""))


# Who reads the whole database


@pytest.mark.django_db(transaction=True)
def test_vote_by_vote_nothing_stored_orders_or_links_the_ballots(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Every table with PostgreSQL's own columns, ledger, histories and sessions among them; Redis; the log."""
    fix_today(monkeypatch)
    with (
        connection.cursor() as cursor
    ):  # in the gaps other tests left, rows of one table would lie in no order of their own
        cursor.execute("VACUUM FULL appraisals_slip, appraisals_poll")
    balloting = make_balloting(issued={"masses": (12, 0)})
    poll, codes = balloting.polls["masses"], balloting.codes["masses"]
    lying = as_they_lie("appraisals_slip", "digest")
    before, redis = rows_with_system_columns(), kept_in_redis()
    secrets.SystemRandom().shuffle(codes)
    with caplog.at_level(logging.DEBUG):
        for at, code in enumerate(codes, start=1):
            client = Client()
            answer = client.post("/ballot/cast/", form_of(poll, code, at % 3, REMARK if at == 4 else ""))
            assert (answer.status_code, answer["Location"]) == (302, "/ballot/thanks/")
            assert not client.cookies
            after = rows_with_system_columns()
            slips, (row,) = after.pop("appraisals_slip"), after.pop("appraisals_poll")
            # One transaction wrote every slip and the poll: which one was used last, or in which order, is nowhere.
            assert {xmin for xmin, *_rest in slips} == {row[0]}
            assert len({xmax for _xmin, xmax, *_rest in slips}) == 1
            assert as_they_lie("appraisals_slip", "digest") == lying, "they lie where they lay, used or not"
            assert sum(as_they_lie("appraisals_slip", "used")) == at
            # Nothing else was written anywhere: no event, no earlier version, no session, no time.
            assert after == {name: rows for name, rows in before.items() if name in after}
    assert kept_in_redis() == redis
    logged = "\n".join(record.getMessage() for record in caplog.records)
    for word in (*codes, *(code[:4] for code in codes), REMARK, "satisfied", "/ballot/"):
        assert word not in logged


def test_the_same_ballots_in_another_order_by_other_codes_leave_the_same_database(
    balloting: Balloting,
) -> None:
    poll, codes = balloting.polls["masses"], balloting.codes["masses"][:6]

    def stored_after(votes: list[tuple[str, int, str]]) -> dict[str, list[str]]:
        with transaction.atomic():
            for code, place, remark in votes:
                cast(poll, code, place, remark)
            found = everything_stored()
            transaction.set_rollback(True)
        return {table: sorted(BYTES.sub("POOL", row) for row in rows) for table, rows in found.items()}

    one = list(zip(codes, [0, 0, 1, 2, 3, 0], ["", REMARK, "", "", "很好", ""], strict=True))
    other = list(zip(codes[::-1], [2, 0, 0, 0, 1, 3], ["", "很好", "", "", REMARK, ""], strict=True))
    assert differences(stored_after(one), stored_after(other)) == []
    quite_another = [(code, 3, "") for code in codes]
    assert differences(stored_after(one), stored_after(quite_another)) == []


def test_every_byte_of_the_pool_changes_with_every_ballot_and_its_length_never(balloting: Balloting) -> None:
    seen = []
    for place, code in enumerate(balloting.codes["masses"]):
        cast(balloting.polls["masses"], code, place % 4, REMARK * (place % 2))
        seen.append(bytes(poll_of(balloting).pool or b""))
    assert len({len(pool) for pool in seen}) == 1
    for one, other in zip(seen, seen[1:], strict=False):
        same = sum(left == right for left, right in zip(one, other, strict=True))
        assert same < len(one) / 64, "no more than chance leaves alike"


def test_a_pool_is_as_long_whatever_is_in_it_and_has_a_place_for_every_ballot_given_out(
    balloting: Balloting,
) -> None:
    poll = poll_of(balloting, "members")
    assert poll.issued == 15
    cast(poll, balloting.codes["members"][0], 0, "意" * COMMENT_LENGTH)
    rows = opened(poll_of(balloting, "members"))
    assert [len(row) for row in rows] == [15] * (len(FORMS["2026"].asked_of("members")) + 1)


def test_also_who_holds_the_secret_finds_no_ballot_in_the_pool_only_marks_by_question(
    balloting: Balloting,
) -> None:
    """One marked everything bad and wrote a remark, eleven were content: nothing in the rows puts the one's marks together again."""
    poll, codes = balloting.polls["masses"], balloting.codes["masses"]
    places = []
    for _again in range(4):
        with transaction.atomic():
            for at, code in enumerate(codes):
                cast(poll, code, 2 if at == 0 else 0, REMARK if at == 0 else "")
            *rows, remarks = opened(poll_of(balloting))
            odd = [row.index(min(set(row), key=row.count)) for row in rows]
            places.append([*odd, next(at for at, text in enumerate(remarks) if text.strip(b"\x00"))])
            transaction.set_rollback(True)
    assert any(len(set(one)) > 1 for one in places)
    assert len({tuple(one) for one in places}) > 1


def test_neither_code_nor_remark_stands_in_the_database_while_voting_goes_on(balloting: Balloting) -> None:
    code = balloting.codes["masses"][0]
    cast(balloting.polls["masses"], code, 0, REMARK)
    everything = "\n".join(row for rows in everything_stored().values() for row in rows)
    for word in (code, code.lower(), REMARK, REMARK.encode().hex(), code.encode().hex()):
        assert word not in everything
    assert digest_of(code).hex() in everything


def test_without_the_installations_secret_a_code_cannot_be_recognised(balloting: Balloting, settings) -> None:
    code, slip = balloting.codes["masses"][0], Slip.objects.first()
    known = digest_of(code)
    settings.CODE_KEY = "the secret of another installation"
    assert slip is not None
    assert digest_of(code) != known
    with pytest.raises(ValidationError, match="没有这个票码"):
        cast(balloting.polls["masses"], code)


# Each code once, turnout known, results not


def test_a_code_votes_once(balloting: Balloting) -> None:
    poll, code = balloting.polls["masses"], balloting.codes["masses"][0]
    cast(poll, code)
    with pytest.raises(ValidationError, match="已经用过"):
        cast(poll, code, 2)
    assert poll_of(balloting).cast == 1
    assert pools.counted(poll_of(balloting)).grades["overall"][Grade.SATISFIED] == 1


def test_how_many_came_back_is_known_all_the_while_what_they_say_is_not(balloting: Balloting) -> None:
    for code in balloting.codes["masses"][:5]:
        cast(balloting.polls["masses"], code)
    poll = poll_of(balloting)
    assert (poll.issued, poll.returned, needed(poll.issued)) == (12, 5, 8)
    assert not is_valid(poll.issued, poll.returned)
    assert not Tally.objects.exists()
    assert not Remark.objects.exists()


def test_each_electorate_is_asked_its_own_questions_by_its_own_scale(balloting: Balloting) -> None:
    for electorate in ELECTORATES:
        poll = poll_of(balloting, electorate)
        cast(poll, balloting.codes[electorate][0])
        asked = pools.counted(poll_of(balloting, electorate)).grades
        assert list(asked) == [one.key for one in FORMS["2026"].asked_of(electorate)]
    assert "collective" not in pools.counted(poll_of(balloting, Electorate.MASSES)).grades


# Counting


def closed(balloting: Balloting) -> None:
    count(balloting.appraisal, timezone.now())


def test_counting_writes_every_grade_wipes_the_pool_and_is_done_once(balloting: Balloting) -> None:
    poll = balloting.polls["masses"]
    for at, code in enumerate(balloting.codes["masses"]):
        cast(poll, code, at % 3)
    closed(balloting)
    told = Counter(dict(Tally.objects.filter(poll=poll, question="overall").values_list("grade", "count")))
    assert told == Counter({"satisfied": 4, "fairly": 4, "not": 4, "unknown": 0})
    assert Tally.objects.filter(poll=poll).count() == 4 * len(FORMS["2026"].asked_of("masses"))
    assert poll_of(balloting).pool is None
    written = Tally.objects.count()
    closed(balloting)
    assert Tally.objects.count() == written
    with pytest.raises(ValidationError, match="已经截止"):
        cast(balloting.polls["team"], balloting.codes["team"][0])


def test_remarks_come_in_no_order_and_only_from_the_fewest_ballots_up(balloting: Balloting) -> None:
    words = [f"意见{at}" for at in range(12)]
    for code, text in zip(balloting.codes["masses"], words, strict=True):
        cast(balloting.polls["masses"], code, 0, text)
    for at, code in enumerate(balloting.codes["team"][:4]):
        cast(balloting.polls["team"], code, 0, f"班子{at}")
    closed(balloting)
    kept = as_they_lie("appraisals_remark", "text")
    assert sorted(kept) == sorted(words), "four ballots of the team are too few: what they wrote is not kept"
    assert kept != words


def test_a_remark_keeps_every_sign_and_is_no_longer_than_its_place(balloting: Balloting) -> None:
    poll, codes = balloting.polls["masses"], balloting.codes["masses"]
    text = "𠮷好\n" + "𠮷" * (COMMENT_LENGTH - 3)
    for code in codes[:5]:
        cast(poll, code, 0, text)
    with pytest.raises(ValidationError, match="最多 200 字"):
        cast(poll, codes[6], 0, "字" * (COMMENT_LENGTH + 1))
    closed(balloting)
    assert set(Remark.objects.values_list("text", flat=True)) == {text}


# What PostgreSQL itself refuses


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE appraisals_slip SET used = false WHERE used",
        "DELETE FROM appraisals_slip WHERE used",
        "UPDATE appraisals_slip SET poll_id = (SELECT max(id) FROM appraisals_poll) WHERE NOT used",
        'UPDATE appraisals_poll SET "cast" = 0 WHERE "cast" > 0',
        "UPDATE appraisals_poll SET slips = slips + 1 WHERE pool IS NOT NULL",
        "UPDATE appraisals_poll SET electorate = 'x' WHERE pool IS NOT NULL",
    ],
)
def test_a_used_code_and_a_begun_poll_stay_what_they_are(balloting: Balloting, statement: str) -> None:
    cast(balloting.polls["team"], balloting.codes["team"][0])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_was_counted_cannot_be_changed(balloting: Balloting) -> None:
    for code in balloting.codes["masses"][:6]:
        cast(balloting.polls["masses"], code, 0, REMARK)
    closed(balloting)
    for change in (
        lambda: Tally.objects.update(count=9),
        lambda: Remark.objects.all().delete(),
        lambda: Poll.objects.update(counted_at=timezone.now() + timedelta(1)),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_day_after_the_last_no_ballot_is_taken_also_before_the_night_closes_it(
    balloting: Balloting,
) -> None:
    from appraisals.services.voting import poll_for

    code = balloting.codes["masses"][0]
    assert poll_for(code=code, on=balloting.round.closes_on).pk == balloting.polls["masses"].pk
    with pytest.raises(ValidationError, match="已经截止"):
        poll_for(code=code, on=balloting.round.closes_on + timedelta(1))
    assert balloting.round.closes_on > DAY
