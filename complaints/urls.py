"""Addresses of complaints."""

from django.urls import path

from complaints.views import (
    clarifications,
    entering,
    figures,
    following,
    handed_on,
    handling,
    keys,
    notices,
    past,
    public,
    sessions,
)

urlpatterns = [
    # open to the public
    path("report/", public.about, name="report-about"),
    path("report/new/", public.report, name="report-new"),
    path("report/resume/", public.resume, name="report-resume"),
    path("report/progress/", public.progress, name="report-progress"),
    path("report/add/", public.add, name="report-add"),
    # for officers
    path("complaints/", handling.complaint_list, name="complaint-list"),
    path("complaints/open/", sessions.open_session, name="complaint-open"),
    path("complaints/close/", sessions.close_session, name="complaint-close"),
    path("complaints/new/", entering.complaint_new, name="complaint-new"),
    path("complaints/mails/", entering.mail_list, name="complaint-mails"),
    path("complaints/mails/<int:pk>/", entering.mail, name="complaint-mail"),
    path("complaints/mails/<int:pk>/reject/", entering.mail_reject, name="complaint-mail-reject"),
    path("complaints/mails/<int:pk>/take-up/", entering.mail_take_up, name="complaint-mail-take-up"),
    path("complaints/mails/<int:pk>/files/<int:file>/", entering.mail_file, name="complaint-mail-file"),
    path("complaints/past/", past.past_import, name="complaint-past"),
    path("complaints/past/template/", past.past_template, name="complaint-past-template"),
    path("complaints/past/<int:pk>/", past.past_confirm, name="complaint-past-confirm"),
    path("complaints/figures/", figures.complaint_figures, name="complaint-figures"),
    path("complaints/numbers/", figures.complaint_numbers, name="complaint-numbers"),
    path("complaints/<int:pk>/", handling.complaint, name="complaint"),
    path("complaints/<int:pk>/steps/<slug:kind>/", handling.complaint_step, name="complaint-step"),
    path("complaints/<int:pk>/answer/", handling.complaint_answer, name="complaint-answer"),
    path("complaints/<int:pk>/stand-back/", handling.complaint_stand_back, name="complaint-stand-back"),
    path("complaints/<int:pk>/files/<int:file>/", handling.complaint_file, name="complaint-file"),
    path("complaints/<int:pk>/inquiry/", following.complaint_inquiry, name="complaint-inquiry"),
    path("complaints/<int:pk>/escalate/", following.complaint_escalate, name="complaint-escalate"),
    path(
        "complaints/<int:pk>/notices/<int:notice>/", following.complaint_notice, name="complaint-notice-act"
    ),
    path(
        "complaints/<int:pk>/clarification/",
        following.complaint_clarification,
        name="complaint-clarification",
    ),
    # for county leaders
    path("complaints/notices/", notices.notice_list, name="complaint-notices"),
    path("complaints/notices/<int:pk>/", notices.notice, name="complaint-notice"),
    # clearing a head's name: the public's page, and that of officers and the head
    path("clarifications/", clarifications.clarifications_public, name="clarifications-public"),
    path("clarifications/all/", clarifications.clarification_list, name="clarification-list"),
    path("clarifications/<int:pk>/", clarifications.clarification, name="clarification"),
    path(
        "clarifications/<int:pk>/<slug:step>/", clarifications.clarification_step, name="clarification-step"
    ),
    path("complaints/handed-on/", handed_on.handed_on_list, name="handed-on-list"),
    path("complaints/handed-on/<int:pk>/", handed_on.handed_on_confirm, name="handed-on-confirm"),
    path("complaints/handed-on/<int:pk>/package/", handed_on.handed_on_package, name="handed-on-package"),
    # keys
    path("complaints/keys/", keys.keys_page, name="complaint-keys"),
    path("complaints/keys/passphrase/", keys.passphrase, name="complaint-passphrase"),
    path("complaints/keys/bodies/<int:pk>/", keys.ceremony, name="complaint-ceremony"),
    path("complaints/keys/<slug:what>/<int:pk>/", keys.act, name="complaint-key-act"),
]
