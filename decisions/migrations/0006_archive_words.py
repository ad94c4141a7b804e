"""The words of resolutions and of members' opinions are found in the archive, also of those sealed before. Nothing sealed changes: the
digest covers content, number, day, outcome and text, not the keys they are found by.
"""

from django.db import migrations

from core.searching import search_keys, text_keys

BATCH = 200
SWITCH = "SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE decisions_resolution {} TRIGGER sealed"


def write_keys(apps, schema_editor):
    resolutions = apps.get_model("decisions", "Resolution").objects
    if not resolutions.exists():
        return
    schema_editor.execute(SWITCH.format("DISABLE"))
    batch = []
    for row in resolutions.select_related("matter").iterator(chunk_size=BATCH):
        said = [one.get("words") or "" for one in row.content.get("members", ())]
        words = text_keys(row.text, row.content.get("reasons") or "", *said)
        row.search_keys = sorted({*search_keys(row.matter.title, row.number), *words})
        batch.append(row)
        if len(batch) == BATCH:
            resolutions.bulk_update(batch, ["search_keys"])
            batch = []
    resolutions.bulk_update(batch, ["search_keys"])
    schema_editor.execute(SWITCH.format("ENABLE"))


class Migration(migrations.Migration):
    dependencies = [("decisions", "0005_presence_by_item")]

    operations = [migrations.RunPython(write_keys, migrations.RunPython.noop)]
