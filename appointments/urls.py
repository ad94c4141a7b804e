"""Addresses of appointments."""

from django.urls import path

from appointments.views import actions, cases, consulting, discipline, records
from organisation.views import imports

urlpatterns = [
    path("import/appointments/", imports.upload, {"kind": "appointments"}, name="appointments-import"),
    path(
        "import/appointments/template/",
        imports.template,
        {"kind": "appointments"},
        name="appointments-template",
    ),
    path("appointments/", cases.appointment_list, name="appointment-list"),
    path("appointments/new/", cases.appointment_new, name="appointment-new"),
    path("appointments/opinions/", discipline.opinion_list, name="appointment-opinions"),
    path("appointments/viewings/", discipline.viewings, name="appointment-viewings"),
    path("appointments/actions/", actions.action_list, name="personnel-action-list"),
    path("appointments/actions/new/", actions.action_new, name="personnel-action-new"),
    path("appointments/actions/<int:pk>/", actions.action, name="personnel-action"),
    path(
        "appointments/actions/<int:pk>/conclusions/",
        consulting.action_consulting,
        name="personnel-action-consulting",
    ),
    path("appointments/actions/<int:pk>/decide/", actions.action_decide, name="personnel-action-decide"),
    path(
        "appointments/actions/<int:pk>/withdraw/", actions.action_withdraw, name="personnel-action-withdraw"
    ),
    path("appointments/actions/<int:pk>/attach/", actions.action_attach, name="personnel-action-attach"),
    path("appointments/actions/<int:pk>/reply/", actions.action_reply, name="personnel-action-reply"),
    path(
        "appointments/actions/<int:pk>/files/<int:file>/", actions.action_file, name="personnel-action-file"
    ),
    path("appointments/<int:pk>/", cases.appointment, name="appointment"),
    path("appointments/<int:pk>/drop/", cases.appointment_drop, name="appointment-drop"),
    path("appointments/<int:pk>/ask/", cases.appointment_ask, name="appointment-ask"),
    path("appointments/<int:pk>/handlers/", cases.appointment_handler, name="appointment-handler"),
    path("appointments/<int:pk>/discussion/", records.appointment_discussion, name="appointment-discussion"),
    path(
        "appointments/<int:pk>/conclusions/", consulting.appointment_consulting, name="appointment-consulting"
    ),
    path("appointments/<int:pk>/opinion/", discipline.opinion, name="appointment-opinion"),
    path("appointments/<int:pk>/steps/<slug:kind>/", records.appointment_step, name="appointment-step"),
    path("appointments/<int:pk>/files/<int:file>/", cases.appointment_file, name="appointment-file"),
]
