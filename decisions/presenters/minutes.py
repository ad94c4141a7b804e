"""Minutes of a closed meeting (会议纪要) as an official document, written from what was sealed and from nothing else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone

from core.documents import Block, Heading, Line, Paragraph, Signature, Title
from decisions.choices import Away, MeetingState, Outcome, View, Vote
from decisions.models import Meeting, Observer, Resolution, Seat

Content = Mapping[str, Any]
NUMERALS = "〇一二三四五六七八九"
SPOKE = {
    View.AGREE.value: "同意",
    View.DISAGREE.value: "不同意",
    View.DEFER.value: "缓议",
}
VOTED = {Vote.FOR.value: "赞成", Vote.AGAINST.value: "反对", Vote.ABSTAIN.value: "弃权"}
AWAY = {Away.LATE.value: "迟到", Away.LEFT.value: "离席"}
CAME_OUT = {
    Outcome.PASSED.value: "通过",
    Outcome.REJECTED.value: "不通过",
    Outcome.DEFERRED.value: "缓议",
}


def minutes_number(meeting: Meeting) -> str:
    """Like 城关镇会纪〔2026〕1号: the meeting's place among those its unit closed in the year."""
    year = timezone.localtime(meeting.closed_at or meeting.at).year
    closed = Meeting.objects.filter(
        unit=meeting.unit_id,
        state=MeetingState.CLOSED,
        closed_at__year=year,
        closed_at__lte=meeting.closed_at,
    )
    return f"{meeting.unit.name}会纪〔{year}〕{closed.count()}号"


def file_name(meeting: Meeting, ending: str) -> str:
    """What the download is called."""
    return f"{meeting.unit.name}{meeting.kind}纪要-{timezone.localdate(meeting.at).isoformat()}.{ending}"


def minutes(
    meeting: Meeting, seats: Sequence[Seat], resolutions: Iterable[Resolution], hidden: int
) -> list[Block]:
    """The minutes with those of the meeting's resolutions the reader may see; `hidden` is how many were left out."""
    shown = list(resolutions)
    found: list[Block] = [
        Title(f"{meeting.unit.name}{meeting.kind}会议纪要"),
        Line(minutes_number(meeting)),
        Line(""),
        *_head(meeting, seats),
    ]
    for at, row in enumerate(shown, start=1):
        found += [Heading(f"{numeral(at)}、{row.content['matter']['title']}"), *_item(row.content)]
        found.append(Paragraph(f"{row.text}（{row.number}）", "决议："))
    if hidden:
        found.append(Paragraph(f"另有 {hidden} 个议题依规定不在本件中。"))
    if meeting.entered_later:
        found.append(Paragraph("本次会议的记录系会后补录。"))
    sealed = [f"{row.number} {row.digest}" for row in shown]
    found.append(Paragraph("；".join(sealed), "校验值（SHA-256）："))
    closed = timezone.localdate(meeting.closed_at or meeting.at)
    found.append(Signature(meeting.unit.name, _day(closed)))
    return found


def numeral(number: int) -> str:
    """A small number in Chinese numerals, as headings are numbered."""
    tens, ones = divmod(number, 10)
    start = ("" if tens == 1 else NUMERALS[tens]) + "十" if tens else ""
    return start + (NUMERALS[ones] if ones or not tens else "")


def _day(day: Any) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _head(meeting: Meeting, seats: Sequence[Seat]) -> Iterator[Block]:
    at = timezone.localtime(meeting.at)
    yield Paragraph(f"{_day(at)} {at:%H:%M}", "时间：")
    yield Paragraph(meeting.place or "（未记载）", "地点：")
    yield Paragraph(meeting.chair.name if meeting.chair else "（未记载）", "主持：")
    there = [seat for seat in seats if seat.is_member and seat.attended]
    absent = [seat for seat in seats if seat.is_member and not seat.attended]
    observers = [seat for seat in seats if not seat.is_member and seat.attended]
    yield Paragraph("、".join(_seat(seat) for seat in there) or "无", "出席：")
    missing = "、".join(f"{_seat(seat)}（{seat.absence_reason or '未说明原因'}）" for seat in absent)
    yield Paragraph(missing or "无", "缺席：")
    called = {seat.person.name for seat in observers}
    also = [
        _observer(one) for one in meeting.observers.all() if one.item_id is None and one.name not in called
    ]
    yield Paragraph("、".join([*(_seat(seat) for seat in observers), *also]) or "无", "列席：")
    if meeting.secretary:
        yield Paragraph(str(meeting.secretary), "记录：")


def _observer(one: Observer) -> str:
    adviser = f"，{one.get_adviser_display()}" if one.adviser else ""
    return f"{one.name}（{one.position}{adviser}）"


def _seat(seat: Seat) -> str:
    return f"{seat.person.name}（{seat.position}）" if seat.position else seat.person.name


def _item(content: Content) -> Iterator[Block]:
    matter = content["matter"]
    proposer = matter.get("proposer") or matter.get("leader") or content["meeting"]["unit"]
    yield Paragraph(f"{proposer}汇报。{matter['summary']}", "汇报：")
    away = [f"{one['name']}（{AWAY[one['away']]}）" for one in content["members"] if one.get("away")]
    if away:
        yield Paragraph("、".join(away), "未参加本议题：")
    recused = [one for one in content["members"] if one["attended"] and one["recused"]]
    if recused:
        words = "、".join(f"{one['name']}（{_why_recused(one)}）" for one in recused)
        yield Paragraph(words, "回避：")
    yield from _opinions(content["members"])
    yield from _votes(content)
    if content["reasons"]:
        head = next((one["name"] for one in content["members"] if one["head"]), "")
        yield Paragraph(content["reasons"], f"{head}不同于多数意见的理由：")


def _why_recused(one: Content) -> str:
    return one["recusal_reason"] or one["recusal_ground"] or "本人提出"


def _opinions(members: Sequence[Content]) -> Iterator[Block]:
    """Each member's opinion and words in the order they spoke in."""
    for one in sorted(members, key=lambda member: member["spoke"] or 0):
        if one["spoke"]:
            view = SPOKE.get(one["opinion"], "无意见")
            yield Paragraph(
                f"{view}。{one['words']}" if one["words"] else f"{view}。", f"{one['spoke']}．{one['name']}："
            )


def _votes(content: Content) -> Iterator[Block]:
    vote = content["vote"]
    tally = vote["tally"]
    if not tally:
        yield Paragraph("没有进行表决，会议决定缓议。", "表决：")
        return
    yield from _other(vote.get("other"))
    how = "无记名投票" if vote["secret"] else "记名投票"
    needed = (
        f"应到会成员中须 {vote['needed']} 票"
        if vote["base"] == "due"
        else f"到会成员中须 {vote['needed']} 票"
    )
    if "candidates" not in tally:
        cast = [(one, one["vote"]) for one in content["members"]]
        yield Paragraph(
            f"{how}，{_counted(tally)}，{needed}通过。{_named(cast, secret=vote['secret'])}",
            "表决：",
        )
        outcome = CAME_OUT[content["resolution"]["outcome"]]
        yield Paragraph(f"{outcome}。", "结果：")
        return
    names = {one["staff_no"]: f"{one['name']}（{one['post']}）" for one in content["candidates"]}
    yield Paragraph(f"{how}，逐人表决，{needed}通过。", "表决：")
    for staff_no, counted in tally["candidates"].items():
        cast = [(one, one["votes"].get(staff_no)) for one in content["members"]]
        outcome = CAME_OUT[counted["outcome"]]
        yield Paragraph(
            f"{_counted(counted)}，{outcome}。{_named(cast, secret=vote['secret'])}",
            f"{names[staff_no]}：",
        )


def _other(said: Content | None) -> Iterator[Block]:
    """What was asked besides the majority. Resolutions sealed before it was kept say nothing of it."""
    if said:
        met = {True: "已满足", False: "没有满足"}.get(said["met"], "未涉及")
        words = f"，{said['words']}" if said["words"] else ""
        yield Paragraph(f"{said['rule']}：{met}{words}。", "其他表决要求：")


def _counted(tally: Content) -> str:
    return f"赞成 {tally['for']} 票、反对 {tally['against']} 票、弃权 {tally['abstain']} 票"


def _named(cast: Sequence[tuple[Content, str | None]], *, secret: bool) -> str:
    """Who voted how in an open vote, and who took part in the item and cast no vote (C6); of a secret one nothing is known."""
    if secret:
        return ""
    groups = [(word, [one["name"] for one, vote in cast if vote == mark]) for mark, word in VOTED.items()]
    silent = [one["name"] for one, vote in cast if not vote and _took_part(one)]
    parts = [f"{word}：{'、'.join(names)}" for word, names in (*groups, ("未投票", silent)) if names]
    return "；".join(parts) + "。" if parts else ""


def _took_part(one: Content) -> bool:
    return bool(one["attended"]) and not one["recused"] and not one.get("away")
