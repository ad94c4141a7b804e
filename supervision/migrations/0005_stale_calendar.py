"""A corrected holiday has every period looked at again without forgetting how far the calendar was swept."""

from django.db import migrations, models

LOOK_AGAIN = """
CREATE OR REPLACE FUNCTION supervision_note_calendar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE supervision_countycalendar SET stale = true;
    RETURN NULL;
END $$;
"""
BEFORE = LOOK_AGAIN.replace("stale = true", "swept_to = NULL")


class Migration(migrations.Migration):
    dependencies = [("supervision", "0004_clear_message")]

    operations = [
        migrations.AddField(
            model_name="countycalendar",
            name="stale",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunSQL(LOOK_AGAIN, BEFORE),
    ]
