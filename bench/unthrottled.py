"""The product without the rate above which forms wait, which would end every burst long before the machine does."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from complaints.services import challenges  # noqa: E402

challenges.MOST = 10**9

from config.wsgi import application  # noqa: E402, F401
