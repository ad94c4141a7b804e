"""How three heads of the demo handed over when they left: signed, being checked, not begun. All others were handed over on paper."""

from datetime import date
from typing import Any

from accounts.models import User
from accounts.services import make_user
from audits.choices import ItemAnswer
from audits.models import Handover
from audits.services.handovers.checking import check_items
from audits.services.handovers.filling import Filled, fill_handover, give_handover
from audits.services.handovers.judging import JUDGING, check_all
from audits.services.handovers.opening import open_handovers
from audits.services.handovers.signing import sign_as_leaver, sign_as_successor, sign_as_witness
from desk.demo.people import Cast
from organisation.models import Person
from rulebook.procedures.handover import ITEMS

# What no record tells, as the leaver wrote it: by unit, kind → items; and which of them the successor is to finish.
OWN: dict[str, dict[str, tuple[str, ...]]] = {
    "钟宝镇": {
        "papers": ("镇政府公章一枚、财务专用章一枚，2019年以来会议记录五本",),
        "debts": ("应付镇区绿化工程款18.6万元，合同约定年底付清",),
        "environment": ("集镇污水处理站提标改造，市级督察交办，尚未销号",),
        "belongings": ("办公笔记本电脑一台、公务卡一张，已交办公室",),
    },
    "县信访局": {
        "papers": ("信访救助资金台账、积案卷宗九册",),
        "disputes": ("积案九件，其中两件约定年底前化解",),
        "belongings": ("公务车辆一台，钥匙已交办公室",),
    },
}
OPEN = (
    "应付镇区绿化工程款18.6万元，合同约定年底付清",
    "集镇污水处理站提标改造，市级督察交办，尚未销号",
    "积案九件，其中两件约定年底前化解",
)
OBJECTION = "积案清单只列了七件，请补充其余两件的卷宗和承办人。"


def tell(cast: Cast, today: date) -> None:
    """Open what the calendar asks for, and bring two of the handovers further; then judge all of them."""
    with JUDGING.together():
        open_handovers(on=today)
        for unit, own in OWN.items():
            found = Handover.objects.filter(unit__name=unit).select_related("person", "successor").first()
            if found is not None and found.successor is not None:
                _fill(cast, found, own, today)
                _check(cast, found, today)
        signed = Handover.objects.filter(unit__name="钟宝镇").select_related("person", "successor").first()
        if signed is not None and signed.successor is not None:
            told: dict[str, Any] = {"handover": signed.pk, "on": today}
            sign_as_leaver(by=_user(cast, signed.person_id, today), **told)
            sign_as_successor(by=_user(cast, signed.successor.pk, today), **told)
            sign_as_witness(by=cast.logins["caizheng"], **told)
            sign_as_witness(by=cast.logins["zuzhibu"], **told)
    check_all(on=today)


def _user(cast: Cast, person: int, today: date) -> User:
    """The user of a person, made where they hold no office any more; a new one has no password."""
    if person not in cast.of_person:
        cast.of_person[person] = make_user(person=Person.objects.get(pk=person), by=None, on=today)
    return cast.of_person[person]


def _fill(cast: Cast, found: Handover, own: dict[str, tuple[str, ...]], today: date) -> None:
    by = _user(cast, found.person_id, today)
    told: dict[str, Any] = {"handover": found.pk, "seen": None, "by": by, "on": today}
    known = set(found.items.filter(nothing=False).values_list("kind", flat=True))
    nothing = frozenset(ITEMS.keys() - known - own.keys())
    fill_handover(
        filled=Filled(added={kind: list(items) for kind, items in own.items()}, nothing=nothing), **told
    )
    left = frozenset(found.items.filter(title__in=OPEN).values_list("pk", flat=True))
    words = dict.fromkeys(
        found.items.exclude(source="").values_list("pk", flat=True), "已向接任人当面说明，材料在党政办公室。"
    )
    fill_handover(filled=Filled(words=words, nothing=nothing, open=left), **told)
    give_handover(handover=found.pk, by=by, on=today)


def _check(cast: Cast, found: Handover, today: date) -> None:
    if found.successor is None:
        return
    said: dict[int, tuple[str, str]] = {}
    for item in found.items.all():
        objected = found.unit.name == "县信访局" and item.kind == "disputes" and not item.nothing
        said[item.pk] = (ItemAnswer.OBJECTED, OBJECTION) if objected else (ItemAnswer.AGREED, "")
    by = _user(cast, found.successor.pk, today)
    check_items(handover=found.pk, said=said, seen=None, by=by, on=today)
