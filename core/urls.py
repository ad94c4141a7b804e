"""Addresses of the engines."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
