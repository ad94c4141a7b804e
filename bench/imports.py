"""Every import at half a million rows, as a user meets it: a job whose progress moves, which ends or is stopped; seconds and memory.

Each job runs in a process of its own, as in a worker; this one looks on, as the page does.
"""

import multiprocessing
import resource
import time
from collections.abc import Iterable
from typing import Any

from bench.sheets import LINES, MADE
from bench.staffed import world

LOOKED_EVERY = 0.2  # seconds
MIB = 1024


def measure(number: int, kinds: Iterable[str] = ()) -> None:
    """Check each import of `number` rows, import it, import it again, and stop a last one in the middle."""
    user, unit = world()
    for kind in kinds or MADE:
        content = MADE[kind](number)
        options: dict[str, Any] = {"counties": [unit.county_id], "unit": unit.pk}
        if kind == "ledger":
            options["columns"] = {
                "number": "凭证号", "paid_on": "日期", "purpose": "摘要", "payee": "收款单位", "amount": "支付金额",
                "budget_item": "科目", "handler": "经办人",
            }  # fmt: skip
        print(f"{kind}, {number} rows, {len(content) / MIB / MIB:.0f} MiB", flush=True)
        _run("stopped in the middle", kind, content, options | {"dry_run": False}, user, stop=True)
        _run("first time", kind, content, options | {"dry_run": False}, user)
        _run("again", kind, content, options | {"dry_run": False}, user)


def _run(
    title: str, kind: str, content: bytes, options: dict[str, Any], user: Any, *, stop: bool = False
) -> None:
    from django.core.files.base import ContentFile
    from django.db import connections

    from core import jobs
    from core.models import Job

    name = "a.jsonl" if kind in LINES else "a.csv"
    job = Job(kind="purchases" if kind == "releases" else kind, owner=user, file_name=name, options=options)
    job.file.save(name, ContentFile(content), save=False)
    job.save()
    connections.close_all()
    answer: Any = multiprocessing.get_context("fork").Queue()
    worker = multiprocessing.get_context("fork").Process(target=_work, args=(job.pk, answer))
    started, seen, asked = time.perf_counter(), set[int](), 0.0
    worker.start()
    while worker.is_alive():
        worker.join(LOOKED_EVERY)
        job.refresh_from_db(fields=["done", "total", "state", "options"])
        seen.add(job.done)
        if stop and not asked and job.total and job.done > job.total // 2:
            jobs.stop(job)
            asked = time.perf_counter()
    ended = time.perf_counter()
    job.refresh_from_db()
    counts = {
        word: job.result.get(word)
        for word in ("created", "changed", "unchanged", "errors")
        if job.result.get(word)
    }
    told = f"{ended - asked:.1f} s after the stop" if asked else f"{ended - started:.0f} s"
    grown, busy = answer.get()
    print(
        f"   {title:22} {told}, {job.state}, progress moved {len(seen) - 1} times, {busy:.0f} s of them in the worker itself, memory grew by {grown:.0f} MiB,"
        f" {str(counts)[:160]}",
        flush=True,
    )


def _work(pk: int, answer: Any) -> None:
    from django.db import connections

    from core import jobs

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    connections.close_all()
    jobs.run(pk)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / MIB
    answer.put((grown, time.process_time() - began))
