"""Who sat in on a meeting is sealed with it: PostgreSQL refuses to add, change or take away an observer of a closed meeting (C10)."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION decisions_refuse_if_meeting_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row_meant record := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
BEGIN
    IF EXISTS (SELECT FROM decisions_meeting meeting WHERE meeting.id = row_meant.meeting_id AND meeting.state = 'closed') THEN
        RAISE EXCEPTION 'a sealed row of % cannot be changed', TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sealed BEFORE INSERT OR UPDATE OR DELETE ON decisions_observer
    FOR EACH ROW EXECUTE FUNCTION decisions_refuse_if_meeting_closed();
"""
UNDO = "DROP TRIGGER sealed ON decisions_observer; DROP FUNCTION decisions_refuse_if_meeting_closed();"


class Migration(migrations.Migration):
    dependencies = [("decisions", "0002_seals")]

    operations = [migrations.RunSQL(FUNCTION, UNDO)]
