"""What was decided stays as it was: PostgreSQL itself refuses to change or delete it (C10)."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION decisions_refuse_if_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row_meant record := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
    sealed boolean;
BEGIN
    IF TG_TABLE_NAME = 'decisions_meeting' THEN
        sealed := row_meant.state = 'closed';
    ELSIF TG_TABLE_NAME = 'decisions_matterlist' THEN
        sealed := row_meant.adopted_on IS NOT NULL;
    ELSIF TG_TABLE_NAME = 'decisions_listedmatter' THEN
        SELECT list.adopted_on IS NOT NULL INTO sealed FROM decisions_matterlist list WHERE list.id = row_meant.list_id;
    ELSIF TG_TABLE_NAME IN ('decisions_seat', 'decisions_agendaitem') THEN
        SELECT meeting.state = 'closed' INTO sealed FROM decisions_meeting meeting WHERE meeting.id = row_meant.meeting_id;
    ELSIF TG_TABLE_NAME = 'decisions_stance' THEN
        SELECT meeting.state = 'closed' INTO sealed FROM decisions_agendaitem item
        JOIN decisions_meeting meeting ON meeting.id = item.meeting_id WHERE item.id = row_meant.item_id;
    ELSE
        SELECT meeting.state = 'closed' INTO sealed FROM decisions_stance stance
        JOIN decisions_agendaitem item ON item.id = stance.item_id
        JOIN decisions_meeting meeting ON meeting.id = item.meeting_id WHERE stance.id = row_meant.stance_id;
    END IF;
    IF coalesce(sealed, false) THEN
        RAISE EXCEPTION 'a sealed row of % cannot be changed', TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
# A meeting and a list come into being open; what belongs to them may not be added afterwards either.
CHANGED = ("decisions_meeting", "decisions_matterlist")
ADDED = (
    "decisions_listedmatter",
    "decisions_seat",
    "decisions_agendaitem",
    "decisions_stance",
    "decisions_candidatevote",
)
SEAL = "CREATE TRIGGER sealed BEFORE {events} ON {table} FOR EACH ROW EXECUTE FUNCTION decisions_refuse_if_sealed();"
SEALS = "".join(
    SEAL.format(events=events, table=table)
    for tables, events in ((CHANGED, "UPDATE OR DELETE"), (ADDED, "INSERT OR UPDATE OR DELETE"))
    for table in tables
)
RESOLUTION = (
    "CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON decisions_resolution"
    " FOR EACH ROW EXECUTE FUNCTION core_refuse_change();"
)
UNDO = (
    "".join(f"DROP TRIGGER sealed ON {table};" for table in (*CHANGED, *ADDED, "decisions_resolution"))
    + "DROP FUNCTION decisions_refuse_if_sealed();"
)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial"), ("core", "0002_ledger_and_holidays")]

    operations = [migrations.RunSQL(FUNCTIONS + SEALS + RESOLUTION, UNDO)]
