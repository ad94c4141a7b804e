"""Addresses of the year-end appraisal."""

from django.urls import URLPattern, path

from appraisals.views import ballots, papers, slips, voting

# Open to everybody who holds a code.
VOTING = [
    path("ballot/", voting.ballot, name="ballot"),
    path("ballot/check/", voting.ballot_check, name="ballot-check"),
    path("ballot/cast/", voting.ballot_cast, name="ballot-cast"),
    path("ballot/thanks/", voting.ballot_thanks, name="ballot-thanks"),
]
# For the body that organises.
BALLOTS = [
    path("appraisals/rounds/<int:pk>/slips/", slips.slips, name="appraisal-slips"),
    path("appraisals/slips/<int:pk>/", slips.slips_job, name="appraisal-slips-job"),
    path("appraisals/slips/<int:pk>/progress/", slips.slips_progress, name="appraisal-slips-progress"),
    path("appraisals/slips/<int:pk>/stop/", slips.slips_stop, name="appraisal-slips-stop"),
    path("appraisals/slips/<int:pk>/file/", slips.slips_file, name="appraisal-slips-file"),
    path("appraisals/<int:pk>/turnout/", ballots.turnout, name="appraisal-turnout"),
    path("appraisals/polls/<int:pk>/papers/", papers.papers, name="appraisal-papers"),
    path("appraisals/polls/<int:pk>/papers/compare/", papers.papers_compare, name="appraisal-papers-compare"),
]
urlpatterns: list[URLPattern] = [*VOTING, *BALLOTS]
