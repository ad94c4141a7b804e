"""Every address of the product, app by app."""

from django.contrib import admin
from django.urls import include, path

handler404 = "complaints.views.public.not_found"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("core.urls")),
    path("", include("accounts.urls")),
    path("", include("organisation.urls")),
    path("", include("integrity.urls")),
    path("", include("decisions.urls")),
    path("", include("appointments.urls")),
    path("", include("finance.urls")),
    path("", include("projects.urls")),
    path("", include("audits.urls")),
    path("", include("inspections.urls")),
    path("", include("appraisals.urls")),
    path("", include("complaints.urls")),
    path("", include("retention.urls")),
    path("", include("desk.urls")),
]
