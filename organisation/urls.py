"""Addresses of the organisation app."""

from django.urls import path

from organisation.views import imports

urlpatterns = [
    path("import/roster/", imports.upload, {"kind": "roster"}, name="roster-import"),
    path("import/roster/template/", imports.template, {"kind": "roster"}, name="roster-template"),
    path("import/jobs/<int:pk>/", imports.job, name="import-job"),
    path("import/jobs/<int:pk>/progress/", imports.job_progress, name="import-job-progress"),
    path("import/jobs/<int:pk>/next/", imports.job_next, name="import-job-next"),
    path("import/jobs/<int:pk>/stop/", imports.job_stop, name="import-job-stop"),
    path("import/jobs/<int:pk>/errors/", imports.job_errors, name="import-job-errors"),
]
