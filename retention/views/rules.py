"""How long each kind of material is kept, for everybody who works here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.views.requests import user_of
from core import clock
from retention.policies import handles, holding_bodies
from rulebook.establishment import NAMES
from rulebook.retention import ENDS, RULES, RetentionRule


@require_safe
def retention_rules(request: HttpRequest) -> HttpResponse:
    """The declared rules."""
    on, user = clock.today(), user_of(request)
    rows = [_row(rule) for rule in RULES.values()]
    context = {"rows": rows, "handles": handles(user, on), "holds": bool(holding_bodies(user, on))}
    return render(request, "retention/rules.html", context)


def _row(rule: RetentionRule) -> dict[str, object]:
    approved_by = "、".join(_(NAMES[function]) for function, _clause in rule.approved_by)
    return {"rule": rule, "end": ENDS[rule.end], "approved_by": approved_by}
