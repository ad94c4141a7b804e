"""Appraisals as a test of ballots needs them: a county whose organisation department appraises a head, with slips, papers and codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from appraisals.models import Appraisal, Poll, Round, Slip, Statement
from appraisals.procedure.slips import digest_of, new_code
from organisation.models import Unit
from rulebook.establishment import Category
from rulebook.procedures.appraisals import OUTLINE, Electorate, State
from rulebook.roles import Role
from tests import factories
from tests.today import DAY

OPENED = timezone.make_aware(datetime.combine(DAY - timedelta(5), time(8)))
ISSUED: Mapping[str, tuple[int, int]] = {
    "team": (7, 0),
    "members": (12, 3),
    "masses": (12, 0),
    "served": (6, 0),
}


@dataclass(slots=True)
class Balloting:
    """An appraisal with its polls by electorate and their codes, the body that organises and two officers of it."""

    body: Unit
    officers: list[User]
    round: Round
    appraisal: Appraisal
    polls: dict[str, Poll] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)


def make_balloting(state: State = State.VOTING, issued: Mapping[str, tuple[int, int]] = ISSUED) -> Balloting:
    """A head appraised; with codes as if slips had been made out."""
    body = factories.make_unit("县委组织部", Category.PARTY_DEPARTMENT)
    officers = [factories.make_user(f"organiser{at}", role=Role.OFFICER, body=body) for at in (1, 2, 3)]
    made = Balloting(body, officers, make_round(body), Appraisal())
    made.appraisal = make_appraisal(made.round, state)
    for electorate, (slips, papers) in issued.items():
        poll = make_poll(made.appraisal, electorate, slips, papers)
        made.polls[electorate], made.codes[electorate] = poll, make_codes(poll)
    return made


def make_round(body: Unit, year: int = DAY.year) -> Round:
    """A round in the days of voting on DAY."""
    return Round.objects.create(
        county=body.county, body=body, year=year, form="2026", statements_due=DAY - timedelta(15), opens_on=DAY - timedelta(5),
        closes_on=DAY + timedelta(10), set_up_on=DAY - timedelta(45), token=uuid4(),
    )  # fmt: skip


def make_appraisal(of: Round, state: State = State.VOTING, unit: Unit | None = None) -> Appraisal:
    """A head in a round; stated and published where voting has begun."""
    tenure = factories.make_tenure(post=factories.make_post(unit))
    told = state not in {State.SET_UP, State.CANCELLED}
    begun = state in {State.VOTING, State.CLOSED}
    made = Appraisal.objects.create(
        round=of, year=of.year, person=tenure.person, unit=tenure.post.unit, post=tenure.post, state=state,
        stated_on=of.statements_due if told else None, published_on=of.statements_due if told else None,
        opened_at=OPENED if begun else None, closed_at=OPENED + timedelta(days=16) if state == State.CLOSED else None,
    )  # fmt: skip
    if told:
        Statement.objects.create(
            appraisal=made, parts={one.key: f"{one.title}：已经做到。" for one in OUTLINE}
        )
    return made


def make_poll(of: Appraisal, electorate: str = Electorate.MASSES, slips: int = 10, papers: int = 0) -> Poll:
    """An electorate with so many slips and papers given out."""
    return Poll.objects.create(appraisal=of, electorate=electorate, slips=slips, papers=papers)


def make_codes(poll: Poll) -> list[str]:
    """Codes for all slips of a poll, known to the test alone."""
    codes = [new_code() for _at in range(poll.slips)]
    Slip.objects.bulk_create(Slip(poll=poll, digest=digest_of(code)) for code in codes)
    return codes
