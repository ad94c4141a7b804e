"""Addresses of the inspections app."""

from django.urls import URLPattern, URLResolver, include, path

from inspections.views import deputies, drawing, own, plans, reading, replying, visiting

PLANS = [
    path("", plans.plan_list, name="inspection-plans"),
    path("new/", plans.plan_new, name="inspection-plan-new"),
    path("<int:pk>/", plans.plan, name="inspection-plan"),
    path("<int:pk>/change/", plans.plan_change, name="inspection-plan-change"),
    path("revisions/<int:pk>/edit/", plans.revision_edit, name="inspection-revision-edit"),
    path("revisions/<int:pk>/drop/<int:inspection>/", plans.revision_drop, name="inspection-revision-drop"),
    path("revisions/<int:pk>/lines/<int:line>/remove/", plans.revision_line, name="inspection-revision-line"),
    path("revisions/<int:pk>/steps/<slug:step>/", plans.revision_step, name="inspection-revision-step"),
]
DEPUTIES = [
    path("", deputies.deputy_list, name="inspection-deputies"),
    path("new/", deputies.deputy_new, name="inspection-deputy-new"),
    path("<int:pk>/", deputies.deputy_edit, name="inspection-deputy"),
]
TASKS = [
    path("", own.tasks, name="inspection-tasks"),
    path("<int:pk>/", own.task, name="inspection-task"),
    path("<int:pk>/draft/", own.task_draft, name="inspection-task-draft"),
    path("<int:pk>/judge/", own.task_judge, name="inspection-task-judge"),
]
INSPECTIONS: list[URLPattern | URLResolver] = [
    path("", reading.inspection_list, name="inspection-list"),
    path("plans/", include(PLANS)),
    path("deputies/", include(DEPUTIES)),
    path("tasks/", include(TASKS)),
    path("<int:pk>/", reading.inspection, name="inspection"),
    path("<int:pk>/list/", drawing.list_publish, name="inspection-list-publish"),
    path("<int:pk>/draw/", drawing.draw, name="inspection-draw"),
    path("<int:pk>/draw/file/", drawing.draw_file, name="inspection-draw-file"),
    path("<int:pk>/members/<int:member>/replace/", drawing.replace, name="inspection-replace"),
    path("<int:pk>/call/", visiting.call, name="inspection-call"),
    path("<int:pk>/visit/", visiting.visit, name="inspection-visit"),
    path("<int:pk>/gather/", visiting.gather, name="inspection-gather"),
    path("<int:pk>/steps/<slug:step>/", reading.inspection_step, name="inspection-step"),
    path("<int:pk>/reply/", replying.inspection_reply, name="inspection-reply"),
    path(
        "<int:pk>/suggestions/<int:number>/progress/",
        replying.inspection_progress,
        name="inspection-progress",
    ),
]

urlpatterns = [path("inspections/", include(INSPECTIONS))]
