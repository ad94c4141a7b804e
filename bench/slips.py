"""Making out the slips of a county: so many heads with sixty ballots each, as a worker does it; with seconds and memory."""

import time
from datetime import timedelta

ISSUED = {"team": 7, "members": 20, "masses": 20, "served": 13}  # sixty


def measure(heads: int) -> None:
    """As sheets to be cut, then as links."""
    from appraisals.models import Slip
    from appraisals.services import slips
    from bench.measure import peak_memory
    from core import jobs
    from core.clock import today
    from rulebook.procedures.appraisals import State

    of, officer, _appraisals = county(heads, State.PUBLISHED)
    for form in (slips.PDF, slips.LINKS):
        before, moved = peak_memory(), 0
        job = slips.order_slips(of=of, unit=None, form=form, by=officer, on=today())
        started, used = time.perf_counter(), time.process_time()
        jobs.run(job.pk)
        seconds, own = time.perf_counter() - started, time.process_time() - used
        job.refresh_from_db()
        file = slips.take_file(job=job, by=officer)
        moved = job.result.get("slips", 0)
        print(
            f"{form:6} {moved} slips of {heads} heads: {seconds:.0f} s by the wall, {own:.0f} s in the worker, file"
            f" {len(file.content) / 1024**2:.1f} MiB, memory grew by {peak_memory() - before:.0f} MiB, rows {Slip.objects.count()}",
            flush=True,
        )


def county(heads: int, state: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """A round with so many heads; its officer and its appraisals."""
    from appraisals.models import Round
    from core.clock import today
    from rulebook.establishment import Category
    from rulebook.procedures.appraisals import State
    from rulebook.roles import Role
    from tests import factories
    from tests.factories.appraisals import make_appraisal, make_poll, make_round

    body = factories.make_unit("县委组织部", Category.PARTY_DEPARTMENT)
    officer = factories.make_user("bench", role=Role.OFFICER, body=body)
    of, day = make_round(body), today()
    Round.objects.update(
        set_up_on=day - timedelta(40), statements_due=day - timedelta(30), opens_on=day - timedelta(1),
        closes_on=day + timedelta(10),
    )  # fmt: skip
    of.refresh_from_db()
    appraisals = [make_appraisal(of, State(state)) for _at in range(heads)]
    for one in appraisals:
        for electorate, number in ISSUED.items():
            make_poll(one, electorate, number)
    return of, officer, appraisals
