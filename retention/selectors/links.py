"""By which rows a person is named, and what of each they are given (个人信息查阅复制): a declared table, no guessing.

Every foreign key to a person or a user is here, in a Link, or in EXCEPTED with its reason; `tests/retention/test_own_data.py` holds it to that.
What protects a source, a case that is not told yet, or somebody else is left out by the rows, or by the fields a link gives.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from accounts.models import User
from appraisals.policies import own_appraisals
from audits.policies import own_audits
from inspections.policies import visible_inspections
from integrity.policies.incidents import visible_attributions
from integrity.policies.inquiries import own_inquiries
from integrity.policies.records import own_participations

Rows = Callable[[User, date], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Link:
    """Rows of a table that name somebody, by paths to a person or to a user, and the fields given. `within` narrows them to what was told."""

    label: str
    fields: tuple[str, ...]
    person: tuple[str, ...] = ()
    user: tuple[str, ...] = ()
    within: Rows | None = None
    path: str = "pk"  # by which a row belongs to `within`

    def rows(self, user: User, on: date) -> QuerySet[Any]:
        """The rows that name `user`, told ones alone, in the order of their numbers."""
        found = Q()
        for path in self.user:
            found |= Q(**{path: user.pk})
        for path in self.person if user.person_id else ():
            found |= Q(**{path: user.person_id})
        model: Any = apps.get_model(self.label)
        if not found:
            return model.objects.none()
        rows = model.objects.filter(found)
        if self.within is not None:
            rows = rows.filter(**{f"{self.path}__in": self.within(user, on).order_by().values("pk")})
        return rows.order_by("pk").distinct()

    @property
    def keys(self) -> set[str]:
        """The foreign keys it gives, as app.Model.field; those of other tables it passes through are theirs."""
        return {f"{self.label}.{path}" for path in (*self.person, *self.user) if "__" not in path}


def _of_person(label: str, fields: str, **how: Any) -> Link:
    return Link(label, tuple(fields.split()), person=("person",), **how)


def _of_user(label: str, fields: str, **how: Any) -> Link:
    return Link(label, tuple(fields.split()), user=("user",), **how)


LINKS: tuple[Link, ...] = (
    Link("organisation.Person", ("staff_no", "name"), person=("pk",)),
    Link("accounts.User", ("username", "email", "date_joined", "last_login", "is_active"), user=("pk",), person=("person",)),
    _of_person("organisation.Tenure", "post during kind note"),
    Link("organisation.Relative", ("person", "relative", "kind"), person=("person", "relative")),
    _of_person("organisation.Absence", "kind during reason"),
    Link("organisation.LeaderLink", ("unit", "kind", "during"), person=("leader",)),
    _of_user("accounts.RoleHeld", "role body during reason"),
    _of_user("accounts.LoginSession", "device begun_at seen_at ended_at end"),
    _of_user("accounts.Factor", "kind name made_at used_at"),
    _of_user("accounts.ApiKey", "name start made_at expires_on revoked_at last_used_on"),
    _of_user("accounts.AccountRecovery", "scope proposed_at decided_at outcome"),
    _of_user("accounts.RoleChange", "kind role body during reason proposed_at outcome decided_at words"),
    Link("core.Job", ("kind", "file_name", "state", "created_at", "finished_at"), user=("owner",)),
    _of_person("supervision.Charge", "unit field during basis"),
    _of_person("supervision.Duty", "kind unit post period opens due state closed_on late"),
    _of_person("supervision.Fulfilment", "proof unit post on"),
    _of_person("supervision.Finding", "unit clause title message raised_on answer_due state answer answered_at assessment closure closed_on"),
    _of_user("supervision.Snooze", "until reason"),
    _of_person(
        "integrity.Participation", "record unit period present statement problems answer answer_words answered_at",
        within=lambda user, _on: own_participations(user)),
    _of_person("integrity.FollowUp", "text due done_on result", within=lambda user, _on: own_participations(user), path="record__participations"),
    _of_person("integrity.Inquiry", "number way unit post body matters sent_on received_on answer_due answered_on", within=own_inquiries),
    Link("integrity.Explanation", ("inquiry", "on", "text"), person=("inquiry__person",), within=own_inquiries, path="inquiry"),
    _of_person("integrity.Admonition", "since until criticism_due", within=own_inquiries, path="inquiry"),
    Link("integrity.SelfCriticism", ("on", "text"), person=("admonition__person",), within=own_inquiries, path="admonition__inquiry"),
    _of_person("integrity.FileCorrection", "title wrong right asked_on due"),
    _of_person("integrity.ResponsibilityList", "unit year state drafted_on"),
    _of_person("integrity.Attribution", "unit year", within=visible_attributions),
    _of_person("integrity.Gift", "unit item value giver received_on back_on handed_in_on receipt"),
    _of_person("integrity.Declaration", "event happened_on reported_on words"),
    _of_person("integrity.YearlyDeclaration", "year confirmed_on"),
    Link("decisions.Matter", ("unit", "number", "title", "proposed_on"), person=("leader",)),
    Link("decisions.MatterDraft", ("values", "changed_at"), user=("entered_by",)),
    Link("decisions.AccountabilityCase", ("matter", "opened_on", "stated_at", "closed_on"), person=("chair",)),
    Link("decisions.Execution", ("matter", "text", "due", "done_on", "result"), person=("owner",)),
    Link("decisions.Meeting", ("unit", "kind", "at", "place"), person=("chair",)),
    _of_person("decisions.Seat", "meeting position attended absence_reason"),
    Link("decisions.Stance", ("item", "recused", "recusal_reason", "view", "words", "vote"), person=("seat__person",)),
    Link("finance.Purchase", ("unit", "number", "title", "opened_on", "awarded_on"), person=("handler",)),
    Link(
        "finance.FundUse", ("unit", "number", "purpose", "handler_on", "witness_on", "finance_on", "deputy_on", "second_on", "head_on"),
        person=("handler", "witness", "finance", "deputy", "second", "head")),
    Link("finance.SelfCheck", ("unit", "year", "finance_on", "discipline_on", "head_on"), person=("finance", "discipline", "head")),
    Link("projects.Part", ("project", "name"), person=("handler",)),
    _of_person("projects.Visit", "project on place text"),
    _of_person("projects.Recusal", "project on how"),
    _of_person("projects.Interest", "relation enterprise credit_code kind since until declared_on"),
    _of_person("audits.Audit", "kind post unit year since until state", within=own_audits),
    _of_person("audits.TeamMember", "role declared_on left_on"),
    Link("audits.Rectification", ("measures", "due", "state", "done_on"), person=("owner",)),
    Link("audits.Handover", ("post", "unit", "left_on", "due", "state", "number", "signed_on"), person=("person", "successor")),
    Link("audits.HandoverSignature", ("part", "at"), person=("person",), user=("user",)),
    Link("inspections.Deputy", ("kind", "name", "number", "workplace", "during"), person=("person",), user=("user",)),
    _of_person(
        "inspections.Inspection", "number year unit post focus held_on reply_due replied_on closed_on",
        within=visible_inspections),
    Link("inspections.Statement", ("on", "findings", "suggestions"), person=("member__deputy__person",), user=("member__deputy__user",)),
    _of_person("appraisals.Appraisal", "year unit post state stated_on published_on sealed_on", within=lambda user, _on: own_appraisals(user)),
    Link("appraisals.Statement", ("parts", "saved_at"), person=("appraisal__person",)),
    Link("appraisals.Comment", ("on", "text"), person=("appraisal__person",)),
)  # fmt: skip
