"""Addresses of the desk."""

from django.urls import path

from desk.views import (
    account,
    dashboard,
    division,
    duties,
    evidence,
    exceptions,
    findings,
    heads,
    operation,
    powers,
    units,
    work,
)
from desk.views.components import components
from organisation.views import imports

urlpatterns = [
    path("", work.home, name="home"),
    path("account/", account.my_rights, name="my-rights"),
    path("inbox/", work.inbox, name="inbox"),
    path("inbox/digest/", work.inbox_digest, name="inbox-digest"),
    path("search/", work.search, name="search"),
    path("rules/", work.rules, name="rules"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/<str:day>/", evidence.evidence_day, name="evidence-day"),
    path("duties/", duties.duty_list, name="duty-list"),
    path("duties/export/", duties.duty_export, name="duty-export"),
    path("duties/<int:pk>/", duties.duty, name="duty"),
    path("duties/<int:pk>/snooze/", duties.duty_snooze, name="duty-snooze"),
    path("heads/", heads.head_list, name="head-list"),
    path("heads/<str:staff_no>/", heads.head, name="head"),
    path("heads/<str:staff_no>/powers/", powers.head_powers, name="head-powers"),
    path("powers/", powers.powers, name="powers"),
    path("mandates/", heads.my_mandates, name="my-mandates"),
    path("mandates/exceptions/<int:pk>/", exceptions.exception, name="mandate-exception"),
    path(
        "mandates/exceptions/<int:pk>/answer/", exceptions.exception_answer, name="mandate-exception-answer"
    ),
    path("units/", units.unit_list, name="unit-list"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("import/division/", imports.upload, {"kind": "division"}, name="division-import"),
    path("import/division/template/", imports.template, {"kind": "division"}, name="division-template"),
    path("units/<int:pk>/division/", division.unit_division, name="unit-division"),
    path("units/<int:pk>/division/edit/", division.unit_division_edit, name="unit-division-edit"),
    path("findings/", findings.finding_list, name="finding-list"),
    path("findings/export/", findings.finding_export, name="finding-export"),
    path("findings/<int:pk>/", findings.finding, name="finding"),
    path("findings/<int:pk>/answer/", findings.finding_answer, name="finding-answer"),
    path("findings/<int:pk>/assess/", findings.finding_assess, name="finding-assess"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/export/", dashboard.dashboard_export, name="dashboard-export"),
    path("operation/", operation.running, name="operation"),
    path("components/", components, name="components"),
]
