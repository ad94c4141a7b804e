"""Pages on which officers enter what came in by other ways than the public form: by call, letter and visit, and by mail that was picked up."""

from io import BytesIO

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from complaints import policies
from complaints.choices import MailState
from complaints.forms.entering import EnterForm, MailFilterForm, SetAsideForm, ToldForm
from complaints.forms.public import LONGEST
from complaints.models import Mail
from complaints.presenters.mails import lines_of, page_of_mail
from complaints.procedure.codes import readable
from complaints.services import attachments, entering, intake
from complaints.views.handling import opened
from complaints.views.memory import in_memory
from complaints.views.sessions import opener
from core import clock, uploads
from core.paging import page_of
from core.sending import refuse, token_of


@require_http_methods(["GET", "HEAD", "POST"])
@in_memory
@opened
def complaint_new(request: HttpRequest) -> HttpResponse:
    """Enter what came in by another way; the code can be told to the caller."""
    on, user = clock.today(), user_of(request)
    body = policies.receiving_bodies(user, on).first()
    if body is None:
        raise Http404
    form = EnterForm(request.POST or None, request.FILES or None, body=body)
    token = token_of(request)
    if request.method == "POST" and form.is_valid():
        try:
            receipt = intake.receive(
                body=body,
                said=form.said(),
                form=str(token),
                on=on,
                channel=form.cleaned_data["channel"],
                by=user,
                received_on=form.cleaned_data["received_on"],
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            return _entered(request, receipt)
    context = {"form": form, "token": token}
    return render(request, "complaints/new.html", context, status=422 if form.errors else 200)


@require_safe
@opened
def mail_list(request: HttpRequest) -> HttpResponse:
    """Mail that waits for entry, or was set aside, the oldest first."""
    on, user = clock.today(), user_of(request)
    with_keys = opener(request, user, on)
    form = MailFilterForm(request.GET or None)
    asked = form.cleaned_data.get("state") if form.is_valid() else ""
    rows = policies.visible_mails(user, on).filter(state=asked or MailState.WAITING)
    page = page_of(rows.order_by("received_on", "pk"), request.GET.get("page"))
    context = {"form": form, "page": page, "lines": lines_of(page.object_list, with_keys)}
    return render(request, "complaints/mails.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Read one mail, and enter it; then the code can be told to who wrote."""
    on, user = clock.today(), user_of(request)
    with_keys = opener(request, user, on)
    if request.method == "POST":
        body = policies.receiving_bodies(user, on).filter(mails=pk).first()
        if body is None:
            raise Http404
        form = ToldForm(request.POST, body=body)
        if form.is_valid():
            try:
                receipt = entering.enter_mail(
                    mail=pk, opener=with_keys, entered=form.cleaned_data, by=user, on=on
                )
            except ValidationError as error:
                refuse(form, error)
            else:
                return _entered(request, receipt)
        return _show(request, _found(request, pk), entry=form)
    found = _found(request, pk)
    entering.note_mail_view(mail=found, by=user)
    return _show(request, found)


@require_POST
@opened
def mail_reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a mail aside."""
    on, user, found = clock.today(), user_of(request), _found(request, pk)
    form, with_keys = SetAsideForm(request.POST), opener(request, user, on)
    if form.is_valid():
        try:
            entering.reject_mail(mail=pk, opener=with_keys, by=user, on=on, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已经放到“不作为检举控告”里。"))
            return redirect("complaint-mails")
    return _show(request, found, aside=form)


@require_POST
@opened
def mail_take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a mail set aside wait again."""
    found = _found(request, pk)
    opener(request, user_of(request), clock.today())
    try:
        entering.take_up_mail(mail=found.pk, by=user_of(request), on=clock.today())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("已经恢复，等待录入。"))
    return redirect("complaint-mail", pk)


@require_safe
@opened
def mail_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """An attachment of a mail, opened and sent as a download."""
    on, user, found = clock.today(), user_of(request), _found(request, pk)
    with_keys = opener(request, user, on)
    row = get_object_or_404(found.files, pk=file)
    key, words = with_keys.key_of(found), with_keys.mail_words(found)
    if key is None or words is None:
        raise Http404
    try:
        (clean,) = attachments.opened(key, [(str(row.file.name), words["files"][row.position])])
    except FileNotFoundError as error:
        raise Http404 from error
    entering.note_mail_view(mail=found, by=user)
    return uploads.download(BytesIO(clean.content), clean.name)


def _found(request: HttpRequest, pk: int) -> Mail:
    visible = policies.visible_mails(user_of(request), clock.today())
    return get_object_or_404(visible.select_related("body", "by__person"), pk=pk)


def _entered(request: HttpRequest, receipt: intake.Receipt) -> HttpResponse:
    context = {"receipt": receipt, "code": readable(receipt.code)}
    return render(request, "complaints/entered.html", context)


def _show(
    request: HttpRequest, found: Mail, *, entry: ToldForm | None = None, aside: SetAsideForm | None = None
) -> HttpResponse:
    with_keys = opener(request, user_of(request), clock.today())
    words = with_keys.mail_words(found)
    if words is None:
        raise Http404
    begun = {"facts": words["text"][:LONGEST], "contact": words["sender"][:120]}
    context = {
        "mail": found,
        **page_of_mail(found, words, with_keys),
        "form": entry or ToldForm(initial=begun, body=found.body),
        "aside": aside or SetAsideForm(),
    }
    return render(request, "complaints/mail.html", context, status=422 if entry or aside else 200)
