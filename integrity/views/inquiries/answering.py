"""The head's words, the record of a talk, the assessment, the self-criticism."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.requests import user_of
from core import clock, uploads
from core.sending import refuse
from integrity.forms.inquiries import AnswerForm, AssessForm, CriticismForm, TalkForm
from integrity.models import Inquiry
from integrity.policies.inquiries import own_admonitions
from integrity.selectors.inquiries import party_principal
from integrity.services import inquiries as services
from integrity.services.inquiries.held import REACHING, is_possible
from integrity.views.inquiries.reading import CLOSED, readable_or_404
from rulebook.procedures.appointments import ADMONITION_MONTHS
from rulebook.procedures.inquiry import REPLY_DAYS, STEPS, Step


@require_http_methods(["GET", "HEAD", "POST"])
def inquiry_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The head explains in writing."""
    found = _open_for(request, pk, Step.ANSWER)
    principal = party_principal(found, clock.today())
    form = AnswerForm(request.POST or None, principal=principal)
    sent = _send(
        request, found, form, lambda given: services.answer_inquiry(inquiry=pk, **form.content(), **given),
        _("说明已提交，不能再修改。"),
    )  # fmt: skip
    context = {
        "inquiry": found,
        "form": form,
        "principal": principal,
        "accept": uploads.ACCEPT,
        "days": REPLY_DAYS,
    }
    return sent or _shown(request, "integrity/inquiry_answer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def inquiry_talk(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the record of the talk."""
    found = _open_for(request, pk, Step.TALK)
    form = TalkForm(request.POST or None, initial={"day": clock.today()})
    sent = _send(
        request, found, form, lambda given: services.register_talk(inquiry=pk, **form.cleaned_data, **given),
        _("谈话已登记。"),
    )  # fmt: skip
    context = {"inquiry": found, "form": form, "accept": uploads.ACCEPT}
    return sent or _shown(request, "integrity/inquiry_talk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def inquiry_assess(request: HttpRequest, pk: int) -> HttpResponse:
    """Assess what was said and propose an outcome."""
    found = _open_for(request, pk, Step.ASSESS)
    form = AssessForm(request.POST or None)
    sent = _send(
        request, found, form, lambda given: services.assess_inquiry(inquiry=pk, **form.cleaned_data, **given),
        _("处置建议已提出，待批准。"),
    )  # fmt: skip
    context = {
        "inquiry": found, "form": form, "explanation": getattr(found, "explanation", None), "months": ADMONITION_MONTHS,
    }  # fmt: skip
    return sent or _shown(request, "integrity/inquiry_assess.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def inquiry_criticism(request: HttpRequest, pk: int) -> HttpResponse:
    """The head hands in the written self-criticism."""
    rows = own_admonitions(user_of(request)).filter(criticism=None).select_related("inquiry__person")
    admonition = get_object_or_404(rows, inquiry=pk)
    form = CriticismForm(request.POST or None)
    sent = _send(
        request, admonition.inquiry, form,
        lambda given: services.hand_in_criticism(inquiry=pk, **form.cleaned_data, **given), _("书面检查已提交。"),
    )  # fmt: skip
    context = {"inquiry": admonition.inquiry, "admonition": admonition, "form": form, "today": clock.today()}
    return sent or _shown(request, "integrity/inquiry_criticism.html", context)


def _open_for(request: HttpRequest, pk: int, step: Step) -> Inquiry:
    """The case if `step` is the user's to take in it, or 404. Once it moved on a page is no more shown, but what was sent is not lost."""
    on, user, rule = clock.today(), user_of(request), STEPS[step]
    found = readable_or_404(request, pk)
    is_theirs = REACHING[rule.by](user, on).filter(pk=pk).exists()
    if not is_theirs or (request.method != "POST" and not is_possible(rule, found, on)):
        raise Http404
    return found


def _send(
    request: HttpRequest, found: Inquiry, form: Form, act: Callable[[dict[str, Any]], object], done: str
) -> HttpResponse | None:
    """Act on what was sent; None where the page is to be shown, with what was refused. Files are looked into before anything is stored."""
    if request.method != "POST" or not form.is_valid():
        return None
    by, on, files = user_of(request), clock.today(), request.FILES.getlist("files")
    for words in _refused(files):
        form.add_error(None, words)
    if form.errors:
        return None
    try:
        act({"by": by, "on": on})
        told = services.attach_to_explanation(inquiry=found.pk, files=files, by=by, on=on)
    except services.NotPossible:
        form.add_error(None, str(CLOSED))
    except ValidationError as error:
        refuse(form, error)
    else:
        for words in told:
            messages.warning(request, words)
        messages.success(request, done)
        return redirect(found)
    return None


def _refused(files: list[UploadedFile]) -> list[str]:
    found: list[str] = []
    for file in files:
        try:
            uploads.check(file)
        except ValidationError as error:
            found += error.messages
    return found


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].errors else 200)
