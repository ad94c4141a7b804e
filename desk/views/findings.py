"""The register of findings: the list, one finding, the head's answer, the body's assessment."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.views.requests import user_of
from core import ledger
from core.clock import today
from core.exporting import workbook_response
from core.paging import page_of
from desk.forms.findings import AnswerForm, AssessmentForm, FindingFilterForm
from desk.presenters.findings import (
    export_headings,
    export_rows,
    facts_shown,
    finding_rows,
    row_of,
    sources_of,
    steps_of_finding,
    title_of,
)
from desk.selectors.findings import listed_findings
from desk.views.narrowed import chips
from integrity.selectors.inquiries import tenure_of
from integrity.selectors.origins import FINDING
from rulebook.findings import ANSWER_DAYS
from rulebook.procedures.decisions import MatterCategory
from supervision.models import Finding
from supervision.policies import (
    answerable_findings,
    assessable_findings,
    assessed_findings,
    own_findings,
    scope_of,
    visible_findings,
)
from supervision.services import AlreadyAnswered, answer_finding, assess_finding

EXPORTED_AT_MOST = 20_000
NEEDED = ("unit", "person", "answered_by__person", "assessed_by__person")
TABS = [
    ("unsettled", gettext_lazy("未了结")),
    ("open", gettext_lazy("待答复")),
    ("late", gettext_lazy("逾期未答复")),
    ("answered", gettext_lazy("待评议")),
    ("closed", gettext_lazy("已了结")),
    ("", gettext_lazy("全部")),
]


@require_safe
def finding_list(request: HttpRequest) -> HttpResponse:
    """The findings the user may see, narrowed and paged."""
    user, on, asked = user_of(request), today(), _asked(request)
    form = FindingFilterForm(asked, on=on)
    page = page_of(listed_findings(user, on, form.query()), request.GET.get("page"))
    context = {
        "today": on,
        "form": form,
        "page": page,
        "rows": finding_rows(page.object_list, on),
        "chips": list(chips(request, user, on, form.asked, "finding-list")),
        "export_url": f"{reverse('finding-export')}?{asked.urlencode()}",
        "tabs": [_tab(asked, value, str(label)) for value, label in TABS],
        "settles_doubts": any(reach.assesses for reach in scope_of(user, on).reaches),
    }
    return render(request, "desk/finding_list.html", context)


@require_safe
def finding_export(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, all pages of it, as a workbook."""
    user, on, asked = user_of(request), today(), _asked(request)
    form = FindingFilterForm(asked, on=on)
    rows = listed_findings(user, on, form.query())
    list(chips(request, user, on, form.asked, "finding-list"))
    if not form.is_valid() or rows.order_by()[: EXPORTED_AT_MOST + 1].count() > EXPORTED_AT_MOST:
        words = _("一次最多导出 %(most)s 项，请先用筛选条件缩小范围。") % {"most": EXPORTED_AT_MOST}
        messages.error(request, words if form.is_valid() else _("筛选条件有误，没有导出。"))
        return redirect(f"{reverse('finding-list')}?{asked.urlencode()}")
    ledger.record("finding.export", by=user, facts={"filter": asked.urlencode()})
    name = _("问题登记-%(day)s.xlsx") % {"day": f"{on:%Y%m%d}"}
    return workbook_response(
        name, _("问题登记"), export_headings(), export_rows(rows.iterator(chunk_size=500), on)
    )


@require_safe
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding: clause, facts, who must answer by when, what was said and judged."""
    found = _found(request, pk)
    if found.subject == MatterCategory.PERSONNEL:
        ledger.record("finding.viewed", by=user_of(request), target=found)
    return render(request, "desk/finding.html", _page(user_of(request), found))


@require_POST
def finding_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The head answers."""
    user, on = user_of(request), today()
    found: Finding = get_object_or_404(own_findings(user), pk=pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_finding(finding=found.pk, words=form.cleaned_data["words"], by=user, on=on)
        except AlreadyAnswered:
            return _too_late(
                request, pk, form, _("这个问题已经了结，不再需要答复；您刚才填写的内容没有保存。")
            )
        messages.success(request, _("答复已提交，监督机构会看到。评议前可以修改。"))
        return redirect("finding", pk)
    return render(request, "desk/finding.html", _page(user, found, answer=form), status=422)


@require_POST
def finding_assess(request: HttpRequest, pk: int) -> HttpResponse:
    """A body judges what the head answered, or that they did not."""
    user, on = user_of(request), today()
    found = _found(request, pk)
    get_object_or_404(assessed_findings(user, on), pk=pk)
    form = AssessmentForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/finding.html", _page(user, found, assessment=form), status=422)
    try:
        assess_finding(finding=found.pk, by=user, on=on, **form.cleaned_data)
    except AlreadyAnswered:
        words = _(
            "这个问题现在不能评议：已经了结，或者“一把手”的答复期限还没有到。您刚才填写的内容没有保存。"
        )
        return _too_late(request, pk, form, words)
    except ValidationError as refused:
        for name, said in refused.message_dict.items():
            form.add_error(name, said)
        return render(request, "desk/finding.html", _page(user, found, assessment=form), status=422)
    messages.success(request, _("评议已登记，问题了结。"))
    return redirect("finding", pk)


def _found(request: HttpRequest, pk: int) -> Finding:
    rows = visible_findings(user_of(request), today())
    return get_object_or_404(rows.select_related(*NEEDED), pk=pk)


def _too_late(request: HttpRequest, pk: int, form: Form, words: str) -> HttpResponse:
    """The finding as it stands now, with what was typed in vain, so that nothing is lost."""
    context = _page(user_of(request), _found(request, pk))
    typed = {"refused": words, "typed": form.cleaned_data["words"]}
    return render(request, "desk/finding.html", context | typed, status=409)


def _page(
    user: User, found: Finding, answer: AnswerForm | None = None, assessment: AssessmentForm | None = None
) -> dict[str, Any]:
    on = today()
    sources = sources_of(user, found, on)
    return {
        "today": on,
        "finding": found,
        "title": title_of(found),
        "row": row_of(found, on),
        "sources": sources,
        "facts": facts_shown(found, sources),
        "steps": steps_of_finding(found),
        "answer_days": ANSWER_DAYS,
        "may_answer": answerable_findings(user).filter(pk=found.pk).exists(),
        "may_assess": assessable_findings(user, on).filter(pk=found.pk).exists(),
        "ask_url": _ask_url(user, found),
        "answer_form": answer or AnswerForm(initial={"words": found.answer}),
        "assessment_form": assessment or AssessmentForm(),
    }


def _ask_url(user: User, found: Finding) -> str:
    """Where the user asks the head to explain this finding (C17); empty where they do not."""
    if (
        found.person_id is None
        or tenure_of(user, today(), person=found.person_id, unit=found.unit_id) is None
    ):
        return ""
    return f"{reverse('inquiry-new')}?{urlencode({'origin': FINDING.key, 'row': found.pk})}"


def _asked(request: HttpRequest) -> QueryDict:
    """The conditions in the address; without any state what is not closed is meant."""
    asked = request.GET.copy()
    asked.setdefault("state", "unsettled")
    asked.pop("page", None)
    return asked


def _tab(asked: QueryDict, value: str, label: str) -> dict[str, Any]:
    kept = asked.copy()
    kept["state"] = value
    url = f"{reverse('finding-list')}?{kept.urlencode()}"
    return {"label": label, "url": url, "current": asked["state"] == value}
