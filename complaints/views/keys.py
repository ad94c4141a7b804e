"""Pages of keys: the own passphrase, the ceremony of a body's key, who is granted it, what custodians give back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.views.requests import user_of
from complaints import policies
from complaints.forms.officers import CeremonyForm, ChangeForm, PassphraseForm, ReasonForm
from complaints.models import BodyKey, CustodianShare, ReceivingBody, Recovery
from complaints.presenters.keys import key_page
from complaints.services import keys, passphrases
from complaints.views.sessions import Closed, ask_to_open, private_key
from core import clock
from core.sending import refuse


@never_cache
@require_safe
def keys_page(request: HttpRequest) -> HttpResponse:
    """The own passphrase, and the keys of the bodies the user is an officer of, or keeps a part of."""
    return _show(request)


@sensitive_post_parameters()
@never_cache
@require_POST
def passphrase(request: HttpRequest) -> HttpResponse:
    """Set a first passphrase, change it, or replace one that is lost."""
    user = user_of(request)
    how = request.POST.get("how", "first")
    form: Form = ChangeForm(request.POST) if how == "change" else PassphraseForm(request.POST)
    if form.is_valid():
        try:
            if how == "change":
                passphrases.change_passphrase(by=user, **form.cleaned_data)
            else:
                passphrases.make_personal_key(by=user, lost=how == "lost", **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("口令已设置。请记牢：任何人都不能替您找回。"))
            return redirect("complaint-keys")
    return _show(request, how=how, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ceremony(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a key of a body."""
    on, user = clock.today(), user_of(request)
    body = get_object_or_404(policies.receiving_bodies(user, on), pk=pk)
    holders = User.objects.filter(is_active=True, pk__in=policies.holders_of_keys()).select_related("person")
    inside = policies.officers_of(body, on).values("pk")
    form = CeremonyForm(
        request.POST or None,
        officers=holders.filter(pk__in=inside),
        custodians=holders.exclude(pk__in=inside),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            keys.make_body_key(
                body=body,
                officers=list(given["officers"]),
                custodians=list(given["custodians"]),
                reason=given["reason"],
                by=user,
                on=on,
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("密钥已生成，两名保管人确认以后启用。"))
            return redirect("complaint-keys")
    context = {"form": form, "body": body}
    return render(request, "complaints/ceremony.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def act(request: HttpRequest, what: str, pk: int) -> HttpResponse:
    """The steps that need the own key opened, or nothing but a click."""
    on, user = clock.today(), user_of(request)
    if what not in ACTIONS:
        raise Http404
    try:
        messages.success(request, ACTIONS[what](request, user, pk, on))
    except Closed:
        return ask_to_open(request)
    except ValidationError as error:
        for words in error.messages:
            messages.error(request, words)
    return redirect("complaint-keys")


def _confirm(request: HttpRequest, user: User, pk: int, on: Any) -> str:
    share = get_object_or_404(CustodianShare, pk=pk, holder__owner=user)
    made = keys.confirm_share(share=share, private=private_key(request), by=user)
    return _("已确认，密钥已经启用。") if made.in_force_at else _("已确认，还要另一名保管人确认。")


def _drop(_request: HttpRequest, user: User, pk: int, on: Any) -> str:
    keys.drop_proposed_key(
        key=get_object_or_404(BodyKey, pk=pk, body__in=policies.receiving_bodies(user, on)), by=user, on=on
    )
    return _("已撤销，没有启用。")


def _grant(request: HttpRequest, user: User, pk: int, on: Any) -> str:
    to = _named(request, "to")
    keys.grant_key(body=_body(user, pk, on), to=to, private=private_key(request), by=user, on=on)
    return _("已授权。")


def _withdraw(request: HttpRequest, user: User, pk: int, on: Any) -> str:
    of = _named(request, "of")
    keys.withdraw_grants(body=_body(user, pk, on), of=of, by=user, on=on)
    return _("已收回授权。人员离开的，还应当更换机关密钥。")


def _finish(request: HttpRequest, user: User, pk: int, on: Any) -> str:
    keys.finish_rotation(body=_body(user, pk, on), private=private_key(request), by=user, on=on)
    return _("更换完成，以前的密钥已经作废。")


def _ask(request: HttpRequest, user: User, pk: int, on: Any) -> str:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_("请写明事由。"))
    keys.ask_recovery(body=_body(user, pk, on), reason=form.cleaned_data["reason"], by=user, on=on)
    return _("已申请，两名保管人交出份额以后可以恢复。")


def _release(request: HttpRequest, user: User, pk: int, on: Any) -> str:
    keys.release_share(
        recovery=get_object_or_404(policies.shares_to_release(user), pk=pk),
        private=private_key(request),
        by=user,
    )
    return _("份额已交出，只有申请人能用。")


def _recover(request: HttpRequest, user: User, pk: int, on: Any) -> str:
    asked = get_object_or_404(Recovery, pk=pk, holder__owner=user, done_at=None)
    keys.finish_recovery(recovery=asked, private=private_key(request), by=user, on=on)
    return _("密钥已恢复，可以开启了。")


ACTIONS = {
    "confirm": _confirm,
    "drop": _drop,
    "grant": _grant,
    "withdraw": _withdraw,
    "finish": _finish,
    "ask": _ask,
    "release": _release,
    "recover": _recover,
}


def _named(request: HttpRequest, field: str) -> User:
    number = request.POST.get(field, "")
    return get_object_or_404(User, pk=int(number) if number.isascii() and number.isdecimal() else 0)


def _body(user: User, pk: int, on: Any) -> ReceivingBody:
    return get_object_or_404(policies.receiving_bodies(user, on), pk=pk)


def _show(request: HttpRequest, *, how: str = "", form: Form | None = None) -> HttpResponse:
    on, user = clock.today(), user_of(request)
    found = key_page(user, on)
    first = PassphraseForm() if how not in {"first", "lost"} else form
    change = form if how == "change" else ChangeForm()
    context = {**found, "first": first, "change": change, "how": how, "reason": ReasonForm()}
    return render(request, "complaints/keys.html", context, status=422 if form is not None else 200)
