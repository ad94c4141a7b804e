"""Addresses of the integrity app."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
