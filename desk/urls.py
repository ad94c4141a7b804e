"""Addresses of the desk."""

from django.urls import path

from desk.views import account, dashboard, duties, heads, units, work
from desk.views.components import components

urlpatterns = [
    path("", work.home, name="home"),
    path("account/", account.my_rights, name="my-rights"),
    path("inbox/", work.inbox, name="inbox"),
    path("inbox/digest/", work.inbox_digest, name="inbox-digest"),
    path("search/", work.search, name="search"),
    path("rules/", work.rules, name="rules"),
    path("duties/", duties.duty_list, name="duty-list"),
    path("duties/export/", duties.duty_export, name="duty-export"),
    path("duties/<int:pk>/", duties.duty, name="duty"),
    path("duties/<int:pk>/snooze/", duties.duty_snooze, name="duty-snooze"),
    path("heads/", heads.head_list, name="head-list"),
    path("heads/<str:staff_no>/", heads.head, name="head"),
    path("mandates/", heads.my_mandates, name="my-mandates"),
    path("units/", units.unit_list, name="unit-list"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/export/", dashboard.dashboard_export, name="dashboard-export"),
    path("components/", components, name="components"),
]
