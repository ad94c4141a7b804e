"""Addresses of the year-end appraisal."""

from django.urls import URLPattern, URLResolver, include, path

from appraisals.views import meetings, own, reading, rounds

ROUNDS = [
    path("", rounds.round_list, name="appraisal-rounds"),
    path("new/", rounds.round_new, name="appraisal-round-new"),
    path("<int:pk>/", rounds.round_page, name="appraisal-round"),
    path("<int:pk>/add/", rounds.round_add, name="appraisal-round-add"),
]
APPRAISALS: list[URLPattern | URLResolver] = [
    path("", reading.appraisal_list, name="appraisal-list"),
    path("overview/", reading.appraisal_overview, name="appraisal-overview"),
    path("rounds/", include(ROUNDS)),
    path("<int:pk>/", reading.appraisal, name="appraisal"),
    path("<int:pk>/statement/", own.statement, name="appraisal-statement"),
    path("<int:pk>/statement/draft/", own.statement_draft, name="appraisal-statement-draft"),
    path("<int:pk>/meeting/", meetings.meeting, name="appraisal-meeting"),
    path("<int:pk>/result/", reading.appraisal_result, name="appraisal-result"),
    path("<int:pk>/result/comment/", reading.appraisal_comment, name="appraisal-comment"),
    path("<int:pk>/steps/<slug:step>/", reading.appraisal_step, name="appraisal-step"),
]

urlpatterns: list[URLPattern | URLResolver] = [path("appraisals/", include(APPRAISALS))]
