"""PostgreSQL notes by itself whose calendar must be planned anew, however a tenure was changed."""

from django.db import migrations

TABLES = {
    "organisation_tenure": "person_id",
    "organisation_absence": "person_id",
    "supervision_fulfilment": "person_id",
}

# The conflict is answered by an update, not by nothing: it locks the row, so that a sweep that takes the note away waits
# for this transaction and then sees what it changed.
NOTE_CHANGED = """
CREATE FUNCTION supervision_note_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO supervision_replan (person)
    SELECT DISTINCT person_id FROM changed ORDER BY person_id
    ON CONFLICT (person) DO UPDATE SET person = excluded.person;
    RETURN NULL;
END $$;
CREATE FUNCTION supervision_note_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO supervision_replan (person)
    SELECT person_id FROM was UNION SELECT person_id FROM changed ORDER BY person_id
    ON CONFLICT (person) DO UPDATE SET person = excluded.person;
    RETURN NULL;
END $$;
CREATE FUNCTION supervision_note_post() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO supervision_replan (person)
    SELECT DISTINCT tenure.person_id
    FROM was JOIN changed USING (id) JOIN organisation_tenure tenure ON tenure.post_id = changed.id
    WHERE was.is_head <> changed.is_head OR was.unit_id <> changed.unit_id
    ORDER BY tenure.person_id
    ON CONFLICT (person) DO UPDATE SET person = excluded.person;
    RETURN NULL;
END $$;
"""

TRIGGERS = "".join(
    f"""
CREATE TRIGGER replan_inserted AFTER INSERT ON {table} REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION supervision_note_changed();
CREATE TRIGGER replan_deleted AFTER DELETE ON {table} REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION supervision_note_changed();
CREATE TRIGGER replan_updated AFTER UPDATE ON {table} REFERENCING OLD TABLE AS was NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION supervision_note_moved();
"""
    for table in TABLES
)
# A corrected holiday can move any due day: every period is looked at again, without forgetting how far the calendar was swept.
CALENDAR_TRIGGER = """
CREATE FUNCTION supervision_note_calendar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE supervision_countycalendar SET stale = true;
    RETURN NULL;
END $$;
CREATE TRIGGER replan_everyone AFTER INSERT OR UPDATE OR DELETE ON core_calendarexception
    FOR EACH STATEMENT EXECUTE FUNCTION supervision_note_calendar();
"""
POST_TRIGGER = """
CREATE TRIGGER replan_updated AFTER UPDATE ON organisation_post REFERENCING OLD TABLE AS was NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION supervision_note_post();
"""

UNDO = "".join(
    f"DROP TRIGGER replan_{event} ON {table};"
    for table in TABLES
    for event in ("inserted", "deleted", "updated")
) + (
    "DROP TRIGGER replan_updated ON organisation_post; DROP FUNCTION supervision_note_changed();"
    "DROP FUNCTION supervision_note_moved(); DROP FUNCTION supervision_note_post();"
    "DROP TRIGGER replan_everyone ON core_calendarexception; DROP FUNCTION supervision_note_calendar();"
)


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0001_initial"),
        ("organisation", "0001_initial"),
        ("core", "0002_ledger_and_holidays"),
    ]

    operations = [migrations.RunSQL(NOTE_CHANGED + TRIGGERS + POST_TRIGGER + CALENDAR_TRIGGER, UNDO)]
