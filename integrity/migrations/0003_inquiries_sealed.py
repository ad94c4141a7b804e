"""What was sent to a head, said and decided stays as it was: PostgreSQL itself refuses to change it (C17)."""

from django.db import migrations

SEALS = """
CREATE FUNCTION integrity_refuse_if_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('closed', 'dropped') THEN
        RAISE EXCEPTION 'an inquiry that is over cannot be changed';
    END IF;
    IF OLD.sent_on IS NULL THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an inquiry that was sent cannot be deleted';
    END IF;
    IF (OLD.person_id, OLD.unit_id, OLD.post_id, OLD.asking, OLD.body_id, OLD.way, OLD.origin, OLD.origin_row, OLD.grounds, OLD.matters,
        OLD.previous_id, OLD.number, OLD.drafted_by_id, OLD.approved_by_id, OLD.sent_on)
        IS DISTINCT FROM
       (NEW.person_id, NEW.unit_id, NEW.post_id, NEW.asking, NEW.body_id, NEW.way, NEW.origin, NEW.origin_row, NEW.grounds, NEW.matters,
        NEW.previous_id, NEW.number, NEW.drafted_by_id, NEW.approved_by_id, NEW.sent_on)
       OR OLD.received_on IS NOT NULL AND NEW.received_on IS DISTINCT FROM OLD.received_on
       OR OLD.answered_on IS NOT NULL AND NEW.answered_on IS DISTINCT FROM OLD.answered_on
       OR OLD.answered_on IS NOT NULL AND NEW.answer_due IS DISTINCT FROM OLD.answer_due THEN
        RAISE EXCEPTION 'what an inquiry asked, and when it was received and answered, cannot be changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON integrity_inquiry
    FOR EACH ROW EXECUTE FUNCTION integrity_refuse_if_sent();
"""
ONLY_ADDED = (
    "integrity_inquirystep",
    "integrity_inquiryletter",
    "integrity_explanation",
    "integrity_explanationfile",
    "integrity_admonition",
    "integrity_selfcriticism",
)
ADDED = "".join(
    f"CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION core_refuse_change();"
    for table in ONLY_ADDED
)
UNDO = (
    "DROP TRIGGER sealed ON integrity_inquiry;"
    + "".join(f"DROP TRIGGER only_added ON {table};" for table in ONLY_ADDED)
    + "DROP FUNCTION integrity_refuse_if_sent();"
)


class Migration(migrations.Migration):
    dependencies = [("integrity", "0002_lists_sealed"), ("core", "0002_ledger_and_holidays")]

    operations = [migrations.RunSQL(SEALS + ADDED, UNDO)]
