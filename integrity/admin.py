"""What a county adds to its responsibility lists, and whether its heads declare personal events (N48). No record has a table here."""

from django.contrib import admin

from core.admin import DaysColumns, KeptAdmin
from integrity.models import CountyItem, Extension


@admin.register(CountyItem)
class CountyItemAdmin(KeptAdmin):
    """What a county adds to every list it begins in these years; lists begun before stay as they are."""

    list_display = ("title", "county", "since_year", "until_year", "basis")
    list_select_related = ("county",)
    search_fields = ("title", "county__name", "county__code")
    autocomplete_fields = ("county",)
    fields = ("county", "title", "text", "since_year", "until_year", "basis")


@admin.register(Extension)
class ExtensionAdmin(DaysColumns, KeptAdmin):
    """Days on which a county has its heads declare personal events, and by which decision (N48). Without one nobody is asked."""

    list_display = ("county", "begins", "ends", "basis")
    list_select_related = ("county",)
    search_fields = ("county__name", "county__code")
    autocomplete_fields = ("county",)
    fields = ("county", "during", "basis")
