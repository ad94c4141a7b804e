"""Slips: made out as a job, their codes in the file alone, which is taken once by who ordered it."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pikepdf import Pdf

from appraisals.models import Appraisal, Poll, Slip
from appraisals.procedure.slips import digest_of, is_code, plain
from appraisals.services import slips
from appraisals.services.voting import poll_for
from appraisals.tasks import forget_slips_today
from core import jobs
from core.models import Event, Job, JobRun
from organisation.models import Unit
from rulebook.procedures.appraisals import SHEET_DAYS, State
from tests import factories
from tests.appraisals.ballots.voted import as_they_lie
from tests.decisions.sitting import everything_stored
from tests.factories.appraisals import Balloting, make_appraisal, make_poll
from tests.today import DAY

ALL = 7 + 12 + 12 + 6


@pytest.fixture
def printing(balloting: Balloting) -> Balloting:
    """Before voting begins."""
    Appraisal.objects.update(state=State.PUBLISHED, opened_at=None)
    return balloting


def made(balloting: Balloting, form: str = slips.LINKS, unit: Unit | None = None, who: int = 0) -> Job:
    job = slips.order_slips(
        of=balloting.round, unit=unit.pk if unit else None, form=form, by=balloting.officers[who], on=DAY
    )
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def rows_of(job: Job) -> list[dict[str, str]]:
    file = slips.take_file(job=job, by=job.owner)
    return list(csv.DictReader(StringIO(file.content.decode("utf-8-sig"))))


@pytest.mark.django_db(transaction=True)
class TestMaking:
    """Jobs are done on connections of their own, which see what was committed."""

    def test_every_slip_has_a_code_that_votes_in_its_poll(self, printing: Balloting) -> None:
        job = made(printing)
        assert (job.state, job.result, job.done, job.total) == ("done", {"slips": ALL}, ALL, ALL)
        rows = rows_of(job)
        codes = [plain(row["票码"]) for row in rows]
        assert len(set(codes)) == ALL
        assert all(map(is_code, codes))
        assert all(row["投票地址"].endswith(f"/ballot/#{plain(row['票码'])}") for row in rows)
        assert {bytes(one) for one in Slip.objects.values_list("digest", flat=True)} == set(
            map(digest_of, codes)
        )
        Appraisal.objects.update(state=State.VOTING, opened_at=timezone.now())
        for row, code in zip(rows, codes, strict=True):
            poll = poll_for(code=code, on=DAY)
            assert (poll.get_electorate_display(), poll.appraisal.unit.name) == (row["评议主体"], row["单位"])

    def test_no_code_lies_anywhere_but_in_the_locked_file(self, printing: Balloting) -> None:
        job = made(printing)
        with default_storage.open(str(job.file.name), "rb") as file:
            locked = file.read()
        everything = "\n".join(row for rows in everything_stored().values() for row in rows)
        rows = rows_of(job)
        for row in rows:
            for word in (row["票码"], plain(row["票码"])):
                assert word not in everything
                assert word.encode() not in locked

    def test_the_order_of_the_file_is_not_the_order_of_the_database(self, printing: Balloting) -> None:
        rows = rows_of(made(printing))
        printed = [digest_of(plain(row["票码"])) for row in rows if row["评议主体"] == "群众代表"]
        poll = printing.polls["masses"]
        lying = as_they_lie("appraisals_slip", "digest", poll)
        assert sorted(printed) == sorted(lying)
        assert printed != lying

    def test_a_pdf_has_a_sheet_for_each_electorate_with_what_it_is_for_and_no_number(
        self, printing: Balloting
    ) -> None:
        file = slips.take_file(job=(job := made(printing, slips.PDF)), by=job.owner)
        with Pdf.open(BytesIO(file.content)) as pdf:
            assert len(pdf.pages) == 1 + 2 + 2 + 1
            drawn = [page.Contents.read_bytes().decode() for page in pdf.pages]
        assert [one.count("BT /Code") for one in drawn] == [7, 10, 2, 10, 2, 6]
        assert [one.count(" ID ") for one in drawn] == [7, 10, 2, 10, 2, 6]

    def test_one_unit_alone(self, printing: Balloting) -> None:
        other = make_appraisal(printing.round, State.PUBLISHED)
        make_poll(other, "team", 3)
        rows = rows_of(made(printing, unit=other.unit))
        assert {row["单位"] for row in rows} == {other.unit.name}
        assert len(rows) == 3

    def test_making_out_anew_voids_what_was_made_out_before(self, printing: Balloting) -> None:
        first = [plain(row["票码"]) for row in rows_of(made(printing))]
        second = [plain(row["票码"]) for row in rows_of(made(printing))]
        assert not Slip.objects.filter(digest__in=map(digest_of, first)).exists()
        assert Slip.objects.filter(digest__in=map(digest_of, second)).count() == ALL

    def test_once_voting_has_begun_codes_stay_and_only_polls_without_any_get_some(
        self, balloting: Balloting
    ) -> None:
        before = set(Slip.objects.values_list("pk", flat=True))
        with pytest.raises(slips.Nothing):
            made(balloting)
        late = make_poll(make_appraisal(balloting.round), "team", 4)
        assert len(rows_of(made(balloting))) == 4
        assert set(Slip.objects.exclude(poll=late).values_list("pk", flat=True)) == before

    def test_the_file_is_taken_once_by_who_ordered_it(self, printing: Balloting) -> None:
        job = made(printing)
        name = str(job.file.name)
        with pytest.raises(Job.DoesNotExist):
            slips.take_file(job=job, by=printing.officers[1])
        assert rows_of(job)
        assert not default_storage.exists(name)
        with pytest.raises(slips.Nothing):
            slips.take_file(job=job, by=job.owner)

    def test_a_file_nobody_took_is_forgotten_after_its_days(self, printing: Balloting) -> None:
        job = made(printing)
        Job.objects.update(created_at=timezone.now() - timedelta(SHEET_DAYS.value + 2))
        forget_slips_today(timezone.localdate().isoformat())
        assert JobRun.objects.get().result == {"forgotten": 1}
        assert slips.forget_old_files(on=timezone.localdate()) == 0
        assert not default_storage.exists(str(job.file.name))
        with pytest.raises(slips.Nothing):
            slips.take_file(job=job, by=job.owner)

    def test_a_job_that_is_stopped_leaves_the_former_codes(self, printing: Balloting) -> None:
        before = set(Slip.objects.values_list("pk", flat=True))
        by = printing.officers[0]
        job = slips.order_slips(of=printing.round, unit=None, form=slips.LINKS, by=by, on=DAY)
        jobs.stop(job)
        jobs.run(job.pk)
        assert set(Slip.objects.values_list("pk", flat=True)) == before

    def test_ordering_and_taking_are_in_the_ledger_without_a_code(self, printing: Balloting) -> None:
        rows_of(made(printing))
        told = {event.action: event.facts for event in Event.objects.filter(action__contains="slips")}
        assert told["appraisal.order-slips"] == {"unit": None, "slips": ALL, "form": "links"}
        assert told["appraisal.take-slips"] == {}


def test_the_pages_are_the_organisers_alone_and_a_job_its_owners(printing: Balloting) -> None:
    officer, other, outsider = Client(), Client(), Client()
    officer.force_login(printing.officers[0])
    other.force_login(printing.officers[1])
    outsider.force_login(factories.make_user("outsider"))
    url = reverse("appraisal-slips", args=[printing.round.pk])
    assert f"{ALL} 张票" in officer.get(url).content.decode()
    assert outsider.get(url).status_code == 404
    assert officer.post(url, {"form": "x"}).status_code == 422
    assert officer.post(url, {"form": "links", "unit": "99999"}).status_code == 422
    assert officer.post(url, {"form": "links"}).status_code == 302
    job = Job.objects.get()
    for name in ("appraisal-slips-job", "appraisal-slips-progress"):
        assert officer.get(reverse(name, args=[job.pk])).status_code == 200
        assert other.get(reverse(name, args=[job.pk])).status_code == 404
    assert other.post(reverse("appraisal-slips-file", args=[job.pk])).status_code == 404
    assert officer.get(reverse("appraisal-slips-file", args=[job.pk])).status_code == 405


def test_slips_about_a_relative_are_made_out_by_somebody_else(printing: Balloting) -> None:
    kin = factories.make_person()
    factories.make_relatives(kin, printing.appraisal.person)
    printing.officers[0].person = kin
    printing.officers[0].save()
    with pytest.raises(slips.Nothing):
        made(printing)


def test_the_turnout_is_asked_anew_while_ballots_are_taken(balloting: Balloting) -> None:
    client = Client()
    client.force_login(balloting.officers[0])
    url = reverse("appraisal-turnout", args=[balloting.appraisal.pk])
    page = client.get(url).content.decode()
    assert "hx-trigger" in page
    assert "还差 8 张" in page
    assert "录入纸质票" in page
    part = client.get(url, headers={"HX-Request": "true"})
    assert (part.status_code, b"<html" in part.content) == (200, False)
    Poll.objects.update(cast=6)
    assert "达到有效票数" in client.get(url).content.decode()
    Appraisal.objects.update(state=State.CLOSED, closed_at=timezone.now() + timedelta(30))
    over = client.get(url, headers={"HX-Request": "true"})
    assert (over.status_code, b"hx-trigger" in over.content) == (286, False)
