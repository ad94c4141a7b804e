"""Addresses of audits, proposals and plans; one line for each."""

from django.urls import path

from audits.views import audits, plans, proposals, steps, team

urlpatterns = [
    path("audits/", audits.audit_list, name="audit-list"),
    path("audits/<int:pk>/", audits.audit, name="audit"),
    path("audits/<int:pk>/team/", team.team_add, name="audit-team-add"),
    path("audits/<int:pk>/team/<int:member>/declare/", team.team_declare, name="audit-team-declare"),
    path("audits/<int:pk>/team/<int:member>/leave/", team.team_leave, name="audit-team-leave"),
    path("audits/proposals/", proposals.proposal_list, name="proposal-list"),
    path("audits/proposals/new/", proposals.proposal_new, name="proposal-new"),
    path("audits/proposals/<int:pk>/aside/", proposals.proposal_aside, name="proposal-aside"),
    path("audits/proposals/<int:pk>/take-up/", proposals.proposal_take_up, name="proposal-take-up"),
    path("audits/plans/", plans.plan_list, name="audit-plans"),
    path("audits/plans/new/", plans.plan_new, name="audit-plan-new"),
    path("audits/plans/<int:pk>/", plans.plan, name="audit-plan"),
    path("audits/plans/<int:pk>/change/", plans.plan_change, name="audit-plan-change"),
    path("audits/revisions/<int:pk>/edit/", plans.revision_edit, name="audit-revision-edit"),
    path("audits/revisions/<int:pk>/give-up/", plans.revision_give_up, name="audit-revision-give-up"),
    path("audits/revisions/<int:pk>/return/", plans.revision_return, name="audit-revision-return"),
    path("audits/revisions/<int:pk>/propose/", steps.revision_propose, name="audit-revision-propose"),
    path("audits/revisions/<int:pk>/discuss/", steps.revision_discuss, name="audit-revision-discuss"),
    path("audits/revisions/<int:pk>/approve/", steps.revision_approve, name="audit-revision-approve"),
]
