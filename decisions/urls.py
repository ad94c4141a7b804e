"""Addresses of the decisions app; one line for each."""

from django.urls import path

from decisions.views import filing, following, lists, losses, matters, public, steps

urlpatterns = [
    # matters
    path("matters/", matters.matter_list, name="matter-list"),
    path("matters/export/", matters.matter_export, name="matter-export"),
    path("matters/new/", filing.matter_new, name="matter-new"),
    path("matters/draft/", filing.matter_draft, name="matter-draft"),
    path("matters/drafts/<int:pk>/discard/", filing.matter_draft_discard, name="matter-draft-discard"),
    path("matters/people/", filing.matter_people, name="matter-people"),
    path("matters/<int:pk>/", matters.matter, name="matter"),
    path("matters/<int:pk>/edit/", filing.matter_edit, name="matter-edit"),
    path("matters/<int:pk>/withdraw/", filing.matter_withdraw, name="matter-withdraw"),
    path("matters/<int:pk>/files/", filing.matter_attach, name="matter-attach"),
    path("matters/<int:pk>/files/<int:file>/", matters.matter_file, name="matter-file"),
    path("matters/<int:pk>/files/<int:file>/remove/", filing.matter_detach, name="matter-detach"),
    path("matters/<int:pk>/comments/", matters.matter_comments, name="matter-comments"),
    path("matters/<int:pk>/steps/<slug:kind>/", steps.matter_step, name="matter-step"),
    path("matters/<int:pk>/emergency/", steps.matter_emergency, name="matter-emergency"),
    path("matters/<int:pk>/emergency/report/", steps.matter_emergency_report, name="matter-emergency-report"),
    # what becomes of a resolution
    path("matters/<int:pk>/execution/", following.execution, name="execution"),
    path("matters/<int:pk>/tasks/", following.task_give, name="task-give"),
    path("matters/<int:pk>/supervision/", following.supervision_note, name="supervision-note"),
    path("matters/<int:pk>/entries/", following.entry_note, name="entry-note"),
    path("matters/<int:pk>/close/", following.matter_close, name="matter-close"),
    path("entries/<int:pk>/cover/", following.entry_cover, name="entry-cover"),
    path("tasks/<int:pk>/", following.task, name="task"),
    path("tasks/<int:pk>/progress/", following.task_progress, name="task-progress"),
    path("tasks/<int:pk>/done/", following.task_done, name="task-done"),
    path("matters/<int:pk>/loss/", losses.loss, name="loss"),
    path("cases/", losses.case_list, name="case-list"),
    path("cases/<int:pk>/", losses.case, name="case"),
    path("cases/<int:pk>/close/", losses.case_close, name="case-close"),
    # what a unit decides by
    path("matter-lists/", lists.matter_lists, name="matter-lists"),
    path("matter-lists/<int:unit>/", lists.matter_list, name="unit-matter-list"),
    path("matter-lists/<int:unit>/begin/", lists.list_begin, name="list-begin"),
    path("matter-lists/<int:unit>/draft/", lists.list_draft, name="list-draft"),
    path("matter-lists/<int:unit>/adopt/", lists.list_adopt, name="list-adopt"),
    path("matter-lists/<int:unit>/discard/", lists.list_discard, name="list-discard"),
    path("matter-lists/<int:unit>/threshold/", lists.threshold_set, name="threshold-set"),
    path("matter-lists/<int:unit>/emergencies/", lists.unit_emergencies, name="unit-emergencies"),
    # open to the public
    path("drafts/", public.drafts, name="public-drafts"),
    path("drafts/<int:pk>/", public.draft, name="public-draft"),
    path("drafts/<int:pk>/files/<int:file>/", public.draft_file, name="public-draft-file"),
]
