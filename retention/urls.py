"""Addresses of retention."""

from django.urls import path

from retention.views import copies, destruction, holds, rules

urlpatterns = [
    path("account/data/", copies.own_data, name="own-data"),
    path("account/data/<int:pk>/", copies.own_data_job, name="own-data-job"),
    path("account/data/<int:pk>/progress/", copies.own_data_progress, name="own-data-progress"),
    path("account/data/<int:pk>/file/", copies.own_data_file, name="own-data-file"),
    path("retention/", rules.retention_rules, name="retention-rules"),
    path("retention/holds/", holds.hold_list, name="hold-list"),
    path("retention/holds/new/", holds.hold_new, name="hold-new"),
    path("retention/holds/<int:pk>/lift/", holds.hold_lift, name="hold-lift"),
    path("retention/destruction/", destruction.destruction_lists, name="destruction-lists"),
    path("retention/destruction/<int:pk>/", destruction.destruction_list, name="destruction-list"),
    path("retention/destruction/<int:pk>/answer/", destruction.destruction_answer, name="destruction-answer"),
    path("retention/tombstones/", destruction.tombstones, name="tombstones"),
]
