"""Addresses of the integrity app."""

from django.urls import include, path, re_path

from integrity import views
from integrity.views import carrying_out, declarations, files, gifts, incidents, inquiries, responsibility
from organisation.views import imports

LISTS = [
    path("", responsibility.responsibility_lists, name="responsibility-lists"),
    path("new/", responsibility.responsibility_new, name="responsibility-new"),
    path("<int:pk>/", responsibility.responsibility, name="responsibility"),
    path("<int:pk>/items/new/", responsibility.responsibility_item, name="responsibility-item-new"),
    path("<int:pk>/items/<int:number>/", responsibility.responsibility_item, name="responsibility-item"),
    path("<int:pk>/items/<int:number>/drop/", responsibility.responsibility_drop, name="responsibility-drop"),
    path(
        "<int:pk>/items/<int:number>/evidence/",
        carrying_out.responsibility_evidence,
        name="responsibility-evidence",
    ),
    path("<int:pk>/sign/", responsibility.responsibility_sign, name="responsibility-sign"),
    path("<int:pk>/return/", responsibility.responsibility_return, name="responsibility-return"),
    path("<int:pk>/change/", responsibility.responsibility_change, name="responsibility-change"),
    path("<int:pk>/reviews/<slug:kind>/", carrying_out.responsibility_review, name="responsibility-review"),
    path("<int:pk>/files/<int:file>/", carrying_out.responsibility_file, name="responsibility-file"),
    path("incidents/", incidents.incident_list, name="incidents"),
    path("incidents/new/", incidents.incident_new, name="incident-new"),
    path("incidents/<int:pk>/", incidents.incident, name="incident"),
    path("incidents/<int:pk>/withdraw/", incidents.incident_withdraw, name="incident-withdraw"),
    path("gifts/", gifts.gift_list, name="gifts"),
    path("gifts/new/", gifts.gift_new, name="gift-new"),
    path("gifts/<int:pk>/receive/", gifts.gift_receive, name="gift-receive"),
    path("declarations/", declarations.declaration_list, name="declarations"),
    path("declarations/new/", declarations.declaration_new, name="declaration-new"),
    path("declarations/confirm/", declarations.declaration_confirm, name="declaration-confirm"),
    path("declarations/viewings/", declarations.declaration_viewings, name="declaration-viewings"),
]

INQUIRIES = [
    path("", inquiries.inquiry_list, name="inquiry-list"),
    path("new/", inquiries.inquiry_new, name="inquiry-new"),
    path("<int:pk>/", inquiries.inquiry, name="inquiry"),
    path("<int:pk>/edit/", inquiries.inquiry_edit, name="inquiry-edit"),
    path("<int:pk>/steps/<slug:step>/", inquiries.inquiry_step, name="inquiry-step"),
    path("<int:pk>/answer/", inquiries.inquiry_answer, name="inquiry-answer"),
    path("<int:pk>/talk/", inquiries.inquiry_talk, name="inquiry-talk"),
    path("<int:pk>/assess/", inquiries.inquiry_assess, name="inquiry-assess"),
    path("<int:pk>/criticism/", inquiries.inquiry_criticism, name="inquiry-criticism"),
    path("<int:pk>/letter/", inquiries.inquiry_letter, name="inquiry-letter"),
    path("<int:pk>/files/<int:file>/", inquiries.inquiry_file, name="inquiry-file"),
]

FILES = [
    path("", files.integrity_files, name="integrity-files"),
    path("corrections/", files.integrity_corrections, name="integrity-corrections"),
    path("corrections/new/", files.integrity_correction_new, name="integrity-correction-new"),
    path("corrections/<int:pk>/", files.integrity_correction, name="integrity-correction"),
    path(
        "corrections/<int:pk>/files/<int:file>/",
        files.integrity_correction_file,
        name="integrity-correction-file",
    ),
    path("opinions/", files.integrity_opinions, name="integrity-opinions"),
    path("opinions/<int:pk>/", files.integrity_opinion, name="integrity-opinion"),
    path("opinions/<int:pk>/edit/", files.integrity_opinion_edit, name="integrity-opinion-edit"),
    path("opinions/<int:pk>/steps/<slug:step>/", files.integrity_opinion_step, name="integrity-opinion-step"),
    path("opinions/<int:pk>/letter/", files.integrity_opinion_letter, name="integrity-opinion-letter"),
    path("<int:person>/", files.integrity_file, name="integrity-file"),
    re_path(
        r"^(?P<person>\d+)/file\.(?P<ending>docx|pdf)$",
        files.integrity_file_document,
        name="integrity-file-document",
    ),
    path("<int:person>/opinions/new/", files.integrity_opinion_new, name="integrity-opinion-new"),
]

urlpatterns = [
    path("integrity-files/", include(FILES)),
    path("inquiries/", include(INQUIRIES)),
    path("responsibility/", include(LISTS)),
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
