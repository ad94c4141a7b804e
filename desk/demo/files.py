"""Integrity files of the demo county: who read them, a correction asked for and answered, two that wait, opinions signed, to be signed, given back."""

from datetime import date, timedelta

from accounts.models import User
from desk.demo.people import Cast
from desk.demo.responsibility import token
from integrity.models import IntegrityOpinion
from integrity.policies.files import kept_files
from integrity.services.corrections import answer_correction, ask_correction
from integrity.services.file_reading import note_file_viewing
from integrity.services.opinions import (
    Wording,
    draft_opinion,
    gather,
    return_opinion,
    sign_opinion,
    submit_opinion,
)
from organisation.models import Person
from supervision.selectors.timeline import Reading, read

# Log-in of the head → how many days ago asked, what is wrong, what it should be, what was answered after how many days.
REQUESTS: tuple[tuple[str, int, str, str, str], ...] = (
    ("zhenwei", 40, "任职起始日期与任职文件不符。", "应以任职文件的日期为准，见附件。", "已核对任职文件，由县委组织部在任职信息中更正。"),
    ("juzhang", 32, "该条记录的单位写的是合并以前的名称。", "应为现单位名称。", ""),
    ("zhenwei", 6, "该条没有写明本人当日因公请假。", "应注明当日经批准请假。", ""),
)  # fmt: skip
# How far an opinion came, how many days ago it was drafted, what for, who asked.
OPINIONS: tuple[tuple[str, int, str, str], ...] = (
    ("signed", 150, "reward", "县委组织部，抗洪抢险表彰对象审核"),
    ("signed", 25, "appointment", "县委组织部，平职调整征求意见"),
    ("submitted", 3, "appointment", "县委组织部，拟任县级部门主要负责人"),
    ("returned", 8, "other", "县人大常委会，评先评优人选审核"),
)


def tell(cast: Cast, today: date) -> None:
    """Bring each as far as it came, on the days it names."""
    for at, request in enumerate(REQUESTS):
        _ask(cast, today, at, request)
    people = _clear(cast.logins["jiwei"], today)
    for at, (opinion, person) in enumerate(zip(OPINIONS, people, strict=False)):
        _give(cast, today, at, opinion, person)
    for name in ("zuzhibu", "jiwei", "jiweishuji"):
        for person in people[:2]:
            note_file_viewing(person=person, by=cast.logins[name], what="档案")


def _ask(cast: Cast, today: date, at: int, request: tuple[str, int, str, str, str]) -> None:
    name, ago, wrong, right, answer = request
    user, on = cast.logins[name], today - timedelta(days=ago)
    if user.person is None:
        return
    chapter = "talks" if at else "posts"
    (part,) = read(Reading(person=user.person, user=user, on=on, until=on), chapter)
    if not part.entries:
        return
    row = ask_correction(
        token=token(f"file correction {at}"), chapter=chapter, entry=part.entries[0].name, wrong=wrong, right=right, by=user, on=on
    )  # fmt: skip
    if answer:
        later = on + timedelta(days=9)
        answer_correction(
            correction=row.pk, outcome="accepted", words=answer, by=cast.logins["jiwei"], on=later
        )


def _give(cast: Cast, today: date, at: int, opinion: tuple[str, int, str, str], person: Person) -> None:
    reaches, ago, purpose, occasion = opinion
    officer, principal, on = cast.logins["jiwei"], cast.logins["jiweishuji"], today - timedelta(days=ago)
    gathered = gather(person, officer, on)
    wording = Wording(purpose, occasion, gathered.text, gathered.conclusion, gathered.until)
    row: IntegrityOpinion = draft_opinion(
        token=token(f"integrity opinion {at}"), person=person.pk, wording=wording, by=officer, on=on
    )
    submit_opinion(opinion=row.pk, by=officer, on=on)
    if reaches == "signed":
        sign_opinion(opinion=row.pk, by=principal, on=on + timedelta(days=1))
    elif reaches == "returned":
        return_opinion(
            opinion=row.pk, reason="请补充上一年度述职述廉情况。", by=principal, on=on + timedelta(days=1)
        )


def _clear(officer: User, today: date) -> list[Person]:
    """Heads in post whose files the officer keeps, in a fixed order."""
    rows = kept_files(officer, today).filter(tenures__during__contains=today, tenures__post__is_head=True)
    return list(rows.distinct().order_by("staff_no")[: len(OPINIONS)])
