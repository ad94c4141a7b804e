"""Addresses of audits and handovers; one line for each."""

from django.urls import path

from audits.views import audits, handovers, plans, proposals, steps, team

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
    path("handovers/", handovers.handover_list, name="handover-list"),
    path("handovers/items/", handovers.handover_items, name="handover-items"),
    path("handovers/items/<int:pk>/close/", handovers.handover_item_close, name="handover-item-close"),
    path("handovers/<int:pk>/", handovers.handover, name="handover"),
    path("handovers/<int:pk>/fill/", handovers.handover_fill, name="handover-fill"),
    path("handovers/<int:pk>/give/", handovers.handover_give, name="handover-give"),
    path("handovers/<int:pk>/check/", handovers.handover_check, name="handover-check"),
    path("handovers/<int:pk>/items/<int:item>/drop/", handovers.handover_drop, name="handover-drop"),
    path("handovers/<int:pk>/sign/<slug:part>/", handovers.handover_sign, name="handover-sign"),
    path("handovers/<int:pk>/excuse/", handovers.handover_excuse, name="handover-excuse"),
    path("handovers/<int:pk>/files/", handovers.handover_attach, name="handover-attach"),
    path("handovers/<int:pk>/files/<int:file>/", handovers.handover_file, name="handover-file"),
    path("handovers/<int:pk>/document/", handovers.handover_document, name="handover-document"),
    path("handovers/<int:pk>/flaws/new/", handovers.handover_flaw, name="handover-flaw"),
]
