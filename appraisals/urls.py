"""Addresses of the year-end appraisal."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
