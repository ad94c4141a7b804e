"""Addresses of the decisions app; one line for each."""

from django.urls import path, re_path

from decisions.views import meetings, resolutions, running

urlpatterns = [
    # meetings
    path("meetings/", meetings.meeting_list, name="meeting-list"),
    path("meetings/new/", meetings.meeting_new, name="meeting-new"),
    path("meetings/paper/<int:matter>/", meetings.meeting_paper, name="meeting-paper"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/change/", meetings.meeting_change, name="meeting-change"),
    path("meetings/<int:pk>/seats/", meetings.meeting_seats, name="meeting-seats"),
    path("meetings/<int:pk>/items/", meetings.meeting_add_item, name="meeting-add-item"),
    path("meetings/<int:pk>/items/<int:item>/<slug:act>/", meetings.meeting_item, name="meeting-item"),
    path("meetings/<int:pk>/circulate/", meetings.meeting_circulate, name="meeting-circulate"),
    path("meetings/<int:pk>/call-off/", meetings.meeting_call_off, name="meeting-call-off"),
    path("meetings/<int:pk>/open/", meetings.meeting_open, name="meeting-open"),
    path("meetings/<int:pk>/live/", running.meeting_live, name="meeting-live"),
    path("meetings/<int:pk>/live/state/", running.meeting_live_state, name="meeting-live-state"),
    path("meetings/<int:pk>/live/<slug:act>/", running.meeting_act, name="meeting-act"),
    path("meetings/<int:pk>/closing/", running.meeting_closing, name="meeting-closing"),
    re_path(
        r"^meetings/(?P<pk>\d+)/minutes\.(?P<ending>docx|pdf)$",
        resolutions.meeting_minutes,
        name="meeting-minutes",
    ),
    # resolutions
    path("resolutions/", resolutions.resolution_list, name="resolution-list"),
    path("resolutions/<int:pk>/", resolutions.resolution, name="resolution"),
]
