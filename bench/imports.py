"""Every import at half a million rows, as a user meets it: a job whose progress moves, which ends or is stopped; seconds and memory.

Each job runs in a process of its own, as in a worker; this one looks on, as the page does.
"""

import multiprocessing
import resource
import time
from collections.abc import Callable, Iterable
from typing import Any

CODE = "91610900MA70F10008"
UNIT, BUREAU = "城关镇", "县林业局"
LOOKED_EVERY = 0.2  # seconds
MIB = 1024


def lines(header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A .csv."""
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in (header, *rows)).encode()


def _roster(number: int) -> bytes:
    header = ("单位名称", "单位类别", "职务", "是否一把手", "姓名", "工号", "任职日期")
    return lines(
        header,
        (
            (f"测试村{n // 20}", "事业单位", f"岗位{n % 20}", "是" if n % 20 == 0 else "否", "云知远", f"B{n:07d}", "2021-03-01")
            for n in range(number)
        ),
    )  # fmt: skip


def _past_records(number: int) -> bytes:
    header = ("类别", "工号", "日期", "经办单位", "摘要")
    day = [
        f"20{year:02d}-{month:02d}-{day:02d}"
        for year in range(10, 26)
        for month in range(1, 13)
        for day in range(1, 29)
    ]
    return lines(
        header,
        (("提醒约谈", f"H{n % 1000:04d}", day[n // 1000], "县纪委监委", f"第{n}次") for n in range(number)),
    )  # fmt: skip


def _ledger(number: int) -> bytes:
    header = ("凭证号", "日期", "摘要", "收款单位", "支付金额", "科目", "经办人")
    return lines(
        header,
        (
            (f"J{n}", f"2026-{1 + n % 9:02d}-{1 + n % 28:02d}", "付款", f"收款人{n * 7919 % 20_000}", 100 + n % 900, f"项目{n % 10}", "甲")
            for n in range(number)
        ),
    )  # fmt: skip


def _purchases(number: int) -> bytes:
    header = (
        "编号",
        "单位名称",
        "项目名称",
        "类别",
        "采购方式",
        "预算金额",
        "中标日期",
        "中标金额",
        "供应商",
        "投标情况",
    )
    return lines(
        header,
        (
            (
                f"采{n}", UNIT, f"采购第{n}批物资", "货物", "询价", 90_000, f"2026-{1 + n % 9:02d}-{1 + n % 28:02d}", 80_000,
                f"供应商{n % 5000}", f"供应商{n % 5000} 80000；供应商{(n + 1) % 5000} {81_000 + n % 997}",
            )
            for n in range(number)
        ),
    )  # fmt: skip


def _releases(number: int) -> bytes:
    import msgspec

    from bench.red_flags import made

    return b"\n".join(msgspec.json.encode(one | {"buyer": {"id": "1", "name": UNIT}}) for one in made(number))


def _projects(number: int) -> bytes:
    header = (
        "项目编号",
        "单位名称",
        "项目名称",
        "总投资",
        "预算资金",
        "设计建设计划开始",
        "标段名称",
        "标段类别",
        "合同估算价",
    )
    return lines(
        header,
        ((f"工{n}", UNIT, f"修建第{n}段水渠", 900_000, 800_000, "2026-01-01", "一标段", "施工", 700_000) for n in range(number)),
    )  # fmt: skip


MADE: dict[str, Callable[[int], bytes]] = {
    "roster": _roster,
    "records": _past_records,
    "ledger": _ledger,
    "purchases": _purchases,
    "releases": _releases,
    "projects": _projects,
}


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


def world() -> tuple[Any, Any]:
    """Two units, a thousand people who head one, and who may import what."""
    from datetime import date

    from django.conf import settings
    from django.db.backends.postgresql.psycopg_any import DateRange

    from organisation.models import Person, Post, Tenure
    from rulebook.roles import Role
    from tests import factories

    county = factories.make_county()
    settings.COUNTY_CODE = county.pk
    unit = factories.make_unit(UNIT, "镇", county=county)
    user = factories.make_user("bench", role=Role.SECRETARY, body=unit)
    people = Person.objects.bulk_create(
        [Person(staff_no=f"H{at:04d}", name="云知远", search_keys=[]) for at in range(1000)]
    )
    posts = Post.objects.bulk_create([Post(unit=unit, title=f"镇长{at}", is_head=True) for at in range(1000)])
    ever = DateRange(date(2005, 1, 1), None)
    Tenure.objects.bulk_create(
        [Tenure(person=one, post=post, during=ever) for one, post in zip(people, posts, strict=True)]
    )
    return user, unit


def _run(
    title: str, kind: str, content: bytes, options: dict[str, Any], user: Any, *, stop: bool = False
) -> None:
    from django.core.files.base import ContentFile
    from django.db import connections

    from core import jobs
    from core.models import Job

    name = "a.jsonl" if kind == "releases" else "a.csv"
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
    print(
        f"   {title:22} {told}, {job.state}, progress moved {len(seen) - 1} times, memory grew by {answer.get():.0f} MiB,"
        f" {str(counts)[:160]}",
        flush=True,
    )


def _work(pk: int, answer: Any) -> None:
    from django.db import connections

    from core import jobs

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    connections.close_all()
    jobs.run(pk)
    answer.put((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / MIB)
