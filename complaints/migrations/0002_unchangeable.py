"""What was reported, said and done stays as it was: PostgreSQL refuses to change it (N31)."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION complaints_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'complaints: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER complaints_step_stays BEFORE UPDATE OR DELETE ON complaints_complaintstep
    FOR EACH ROW EXECUTE FUNCTION complaints_refuse_change();
CREATE TRIGGER complaints_message_stays BEFORE UPDATE OF content, sender, "on", by_id, complaint_id OR DELETE ON complaints_message
    FOR EACH ROW EXECUTE FUNCTION complaints_refuse_change();
CREATE TRIGGER complaints_content_stays BEFORE UPDATE OF content, lookup, for_reporter, received_on, channel, number ON complaints_complaint
    FOR EACH ROW WHEN (
        (OLD.content, OLD.lookup, OLD.for_reporter, OLD.received_on, OLD.channel, OLD.number)
        IS DISTINCT FROM (NEW.content, NEW.lookup, NEW.for_reporter, NEW.received_on, NEW.channel, NEW.number)
    ) EXECUTE FUNCTION complaints_refuse_change();
CREATE TRIGGER complaints_complaint_is_kept BEFORE DELETE ON complaints_complaint
    FOR EACH ROW EXECUTE FUNCTION complaints_refuse_change();
"""
ALLOW = """
DROP TRIGGER complaints_complaint_is_kept ON complaints_complaint;
DROP TRIGGER complaints_content_stays ON complaints_complaint;
DROP TRIGGER complaints_message_stays ON complaints_message;
DROP TRIGGER complaints_step_stays ON complaints_complaintstep;
DROP FUNCTION complaints_refuse_change();
"""


class Migration(migrations.Migration):
    """Triggers against change."""

    dependencies = [("complaints", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
