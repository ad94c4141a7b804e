"""Addresses of audits, proposals and plans; one line for each."""

from django.urls import path

from audits.views import audits, team

urlpatterns = [
    path("audits/", audits.audit_list, name="audit-list"),
    path("audits/<int:pk>/", audits.audit, name="audit"),
    path("audits/<int:pk>/team/", team.team_add, name="audit-team-add"),
    path("audits/<int:pk>/team/<int:member>/declare/", team.team_declare, name="audit-team-declare"),
    path("audits/<int:pk>/team/<int:member>/leave/", team.team_leave, name="audit-team-leave"),
]
