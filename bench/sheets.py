"""Files to import with any number of rows, each row right: what bench/imports.py measures and the tests prove."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from bench.staffed import DIVIDED, HEADS, UNIT


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


def _appointments(number: int) -> bytes:
    header = (
        "原档案编号",
        "决定单位",
        "人选工号",
        "人选姓名",
        "任职单位",
        "任职职务",
        "任用方式",
        "动议日期",
        "动议承办",
        "动议情况",
        "会议推荐日期",
        "会议推荐承办",
        "会议推荐应到人数",
        "会议推荐参加人数",
        "会议推荐票数",
        "考察起日",
        "考察止日",
        "考察成员",
        "考察谈话人数",
        "考察情况",
        "任职日期",
        "任职承办",
    )
    return lines(
        header,
        (
            (
                f"档{n}", UNIT, f"H{n % HEADS:04d}", "云知远", UNIT, f"镇长{n * 7 % HEADS}", "提拔任职", "2024-01-05", "镇党委", "职位空缺。",
                "2024-01-10", "镇党委", 40, 38, 20 + n % 19, "2024-01-15", "2024-01-20", f"甲{n % 97}、H{(n + 1) % HEADS:04d}", 26,
                "群众公认。", "2024-02-20", f"城发〔2024〕{n}号",
            )
            for n in range(number)
        ),
    )  # fmt: skip


def _audits(number: int) -> bytes:
    """Three findings an audit, more audits of each head than anybody had: what counts is how many there are."""
    header = (
        "审计报告文号",
        "工号",
        "单位名称",
        "审计类型",
        "审计期间起",
        "审计期间止",
        "审计报告日期",
        "问题类别",
        "问题",
        "金额",
        "责任",
        "整改状态",
        "整改完成日期",
        "已追回已纠正金额",
        "整改情况",
    )

    def row(n: int) -> tuple[object, ...]:
        audit, found = divmod(n, 3)
        until = date(2010, 1, 1) + timedelta(days=audit // HEADS)
        mended = (
            ("已整改", until + timedelta(days=200), 1000, "已清理。")
            if found
            else ("持续整改", "", "", "已制定制度。")
        )
        return (
            f"镇审经责报〔{until.year}〕{audit}号", f"H{audit % HEADS:04d}", UNIT, "任中审计", "2009-01-01", until,
            until + timedelta(days=90), "采购", f"第{found + 1}个问题", 1000 + n % 997, "领导责任", *mended,
        )  # fmt: skip

    return lines(header, (row(n) for n in range(number)))


def _division(number: int) -> bytes:
    """Five fields a unit and day, every unit divided anew once a fortnight."""
    header = ("单位名称", "分管工作", "分管领导工号", "起始日期", "依据")
    works = ("财务", "组织人事", "工程项目建设", "物资采购和资产处置", "行政审批和执法")

    def row(n: int) -> tuple[object, ...]:
        at, work = divmod(n, len(works))
        times, unit = divmod(at, DIVIDED)
        since = date(2005, 1, 1) + timedelta(days=14 * times)
        return (
            f"测试镇{unit}",
            works[work],
            f"D{unit:04d}{(times + work) % 2}",
            since,
            f"测试镇{unit}〔{since.year}〕{times}号",
        )

    return lines(header, (row(n) for n in range(number)))


def _decisions(number: int) -> bytes:
    import msgspec

    from bench.decisions import made

    return b"\n".join(msgspec.json.encode(one | {"unit": UNIT}) for one in made(number))


MADE: dict[str, Callable[[int], bytes]] = {
    "roster": _roster,
    "records": _past_records,
    "ledger": _ledger,
    "purchases": _purchases,
    "releases": _releases,
    "projects": _projects,
    "appointments": _appointments,
    "audits": _audits,
    "division": _division,
    "decisions": _decisions,
}
LINES = ("releases", "decisions")  # kinds of file with an object a line, and no header
