"""The door for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
# Every page is loaded before the first request: a process that loaded half of itself when a release is laid in place would take the
# other half from the new one.
resolve("/")
