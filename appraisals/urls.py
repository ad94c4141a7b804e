"""Addresses of the year-end appraisal."""

from django.urls import URLPattern, URLResolver, include, path

from appraisals.views import ballots, meetings, own, papers, reading, rounds, slips, voting

ROUNDS = [
    path("", rounds.round_list, name="appraisal-rounds"),
    path("new/", rounds.round_new, name="appraisal-round-new"),
    path("<int:pk>/", rounds.round_page, name="appraisal-round"),
    path("<int:pk>/days/", rounds.round_move, name="appraisal-round-move"),
    path("<int:pk>/add/", rounds.round_add, name="appraisal-round-add"),
    path("<int:pk>/slips/", slips.slips, name="appraisal-slips"),
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
    path("<int:pk>/turnout/", ballots.turnout, name="appraisal-turnout"),
    path("slips/<int:pk>/", slips.slips_job, name="appraisal-slips-job"),
    path("slips/<int:pk>/progress/", slips.slips_progress, name="appraisal-slips-progress"),
    path("slips/<int:pk>/stop/", slips.slips_stop, name="appraisal-slips-stop"),
    path("slips/<int:pk>/file/", slips.slips_file, name="appraisal-slips-file"),
    path("polls/<int:pk>/papers/", papers.papers, name="appraisal-papers"),
    path("polls/<int:pk>/papers/compare/", papers.papers_compare, name="appraisal-papers-compare"),
]

# Open to everybody who holds a code.
VOTING: list[URLPattern | URLResolver] = [
    path("ballot/", voting.ballot, name="ballot"),
    path("ballot/check/", voting.ballot_check, name="ballot-check"),
    path("ballot/cast/", voting.ballot_cast, name="ballot-cast"),
    path("ballot/thanks/", voting.ballot_thanks, name="ballot-thanks"),
]

urlpatterns: list[URLPattern | URLResolver] = [*VOTING, path("appraisals/", include(APPRAISALS))]
