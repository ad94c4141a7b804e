"""Addresses of the integrity app."""

from django.urls import path

from integrity import views
from organisation.views import imports

urlpatterns = [
    path("import/records/", imports.upload, {"kind": "records"}, name="records-import"),
    path("import/records/template/", imports.template, {"kind": "records"}, name="records-template"),
    path("records/", views.record_list, name="record-list"),
    path("records/export/", views.record_export, name="record-export"),
    path("records/new/", views.record_new, name="record-new"),
    path("records/draft/", views.record_draft, name="record-draft"),
    path("records/plan/", views.talk_plan, name="talk-plan"),
    path("records/plan/day/", views.talk_plan_day, name="talk-plan-day"),
    path("records/follow-ups/", views.follow_up_list, name="follow-up-list"),
    path("records/follow-ups/<int:pk>/done/", views.follow_up_done, name="follow-up-done"),
    path("records/<int:pk>/", views.record, name="record"),
    path("records/<int:pk>/edit/", views.record_edit, name="record-edit"),
    path("records/<int:pk>/discard/", views.record_discard, name="record-discard"),
    path("records/<int:pk>/answer/", views.record_answer, name="record-answer"),
    path("records/<int:pk>/withdraw/", views.record_withdraw, name="record-withdraw"),
    path("records/<int:pk>/files/<int:file>/", views.record_file, name="record-file"),
]
