"""What was confirmed can only be ended earlier; what was declined does not change."""

from django.db import migrations

KEEP = """
CREATE FUNCTION supervision_keep_answered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.declined_on IS NOT NULL THEN
        RAISE EXCEPTION 'a declined exception does not change';
    END IF;
    IF OLD.confirmed_on IS NOT NULL AND ((
        OLD.effect, OLD.clause, OLD.body_id, OLD.person_id, OLD.reason, OLD.entered_by_id, OLD.approved_by_id,
        OLD.confirmed_on, lower(OLD.during)
    ) IS DISTINCT FROM (
        NEW.effect, NEW.clause, NEW.body_id, NEW.person_id, NEW.reason, NEW.entered_by_id, NEW.approved_by_id,
        NEW.confirmed_on, lower(NEW.during)
    ) OR NOT NEW.during <@ OLD.during) THEN
        RAISE EXCEPTION 'of a confirmed exception only the end moves, and only to an earlier day';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_answered BEFORE UPDATE ON supervision_mandateexception
    FOR EACH ROW EXECUTE FUNCTION supervision_keep_answered();
"""
LET = "DROP TRIGGER keep_answered ON supervision_mandateexception; DROP FUNCTION supervision_keep_answered();"


class Migration(migrations.Migration):
    dependencies = [("supervision", "0002_replan_triggers")]

    operations = [migrations.RunSQL(KEEP, LET)]
