"""Addresses of the decisions app."""

from django.urls import path

from decisions import views

urlpatterns = [
    path("api/v1/decisions/check", views.check, name="decision-check"),
    path("api/v1/decisions/schema.json", views.form_schema, name="decision-schema"),
]
