"""Addresses of projects, interests and the register of interference; one line for each."""

from django.urls import path

from organisation.views import imports
from projects.views import interests, interference, parts, projects, stages

urlpatterns = [
    path("import/projects/", imports.upload, {"kind": "projects"}, name="projects-import"),
    path("import/projects/template/", imports.template, {"kind": "projects"}, name="projects-template"),
    path("projects/", projects.project_list, name="project-list"),
    path("projects/export/", projects.project_export, name="project-export"),
    path("projects/new/", projects.project_new, name="project-new"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("projects/<int:pk>/edit/", projects.project_edit, name="project-edit"),
    path("projects/<int:pk>/give-up/", projects.project_give_up, name="project-give-up"),
    path("projects/<int:pk>/recusals/", projects.project_recuse, name="project-recuse"),
    path("projects/<int:pk>/visit/", stages.project_visit, name="project-visit"),
    path("projects/<int:pk>/stages/<slug:kind>/", stages.project_stage, name="project-stage"),
    path("projects/<int:pk>/records/<slug:kind>/", stages.project_record, name="project-record"),
    path("projects/<int:pk>/files/<int:file>/", stages.project_file, name="project-file"),
    path("projects/<int:pk>/parts/new/", parts.part_new, name="project-part-new"),
    path("project-parts/<int:pk>/", parts.part, name="project-part"),
    path("project-parts/<int:pk>/edit/", parts.part_edit, name="project-part-edit"),
    path("project-parts/<int:pk>/<slug:kind>/new/", parts.part_sum, name="project-sum"),
    path("project-parts/<int:pk>/<slug:kind>/remove/", parts.part_sum_remove, name="project-sum-remove"),
    path("interests/", interests.interest_list, name="interest-list"),
    path("interests/new/", interests.interest_new, name="interest-new"),
    path("interests/viewings/", interests.viewings, name="interest-viewings"),
    path("interests/<int:pk>/end/", interests.interest_end, name="interest-end"),
    path("interference/", interference.entry_list, name="interference-list"),
    path("interference/new/", interference.entry_new, name="interference-new"),
    path("interference/<int:pk>/", interference.entry, name="interference"),
    path("interference/<int:pk>/accept/", interference.entry_accept, name="interference-accept"),
    path("interference/<int:pk>/examine/", interference.entry_examine, name="interference-examine"),
    path("interference/<int:pk>/close/", interference.entry_close, name="interference-close"),
]
