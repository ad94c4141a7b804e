"""Before anything is told outside: what it has in common with the report is shown, and let stand only with a reason (C17, C23, N31)."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from complaints.choices import Sender
from complaints.models import Complaint
from complaints.procedure.coincidence import shared
from complaints.services.opening import Keys
from core import sealing


def alike(found: Complaint, keys: Mapping[int, Keys], text: str) -> list[str]:
    """What `text` has in common with what was reported and added, also in those merged into it, whose reporters could be guessed as well.

    What `keys` do not open is passed over.
    """
    words: list[str] = []
    for one in (found, *found.merged.all()):
        if (own := keys.get(one.pk)) is None:
            continue
        said = sealing.unlock_words(own.content, bytes(one.content))
        added = one.messages.filter(sender=Sender.REPORTER)
        others = [sealing.unlock_words(own.talk, bytes(message.content))["text"] for message in added]
        words += shared(text, said | {"facts": f"{said['facts']} {said.get('original', '')}"}, others)
    return list(dict.fromkeys(words))


def require_apart(
    found: Complaint,
    keys: Mapping[int, Keys],
    texts: dict[str, str],
    *,
    checked: bool,
    why: str | None = None,
) -> None:
    """Raise ValidationError at each field of `texts` that coincides with a report, unless somebody `checked` it and, where asked, says `why`."""
    shut = next((one for one in found.merged.all() if one.pk not in keys), None)
    if shut is not None:
        raise ValidationError(_("并入的 %(number)s 打不开，不能核对。") % {"number": shut.number})
    told = _("与检举控告内容相同，可能暴露来源：%(alike)s。请改写；确实无妨的，勾选“已核对”。")
    wrong = {name: found_ for name, text in texts.items() if (found_ := alike(found, keys, text))}
    if not wrong or (checked and (why is None or why.strip())):
        return
    problems: dict[str, list[str]] = {
        name: [told % {"alike": _quoted(words)}] for name, words in wrong.items()
    }
    if checked:
        problems = {
            "why": [_("请写明为什么相同之处不会暴露来源：%(alike)s。") % {"alike": _all(wrong.values())}]
        }
    else:
        problems["checked"] = [_("请核对。")]
    raise ValidationError(problems)


def _all(found: Iterable[list[str]]) -> str:
    return _quoted(list(dict.fromkeys(word for words in found for word in words)))


def _quoted(words: list[str]) -> str:
    return "；".join(f"“{one}”" for one in words)
