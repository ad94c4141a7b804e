"""What all three signed stays as it was signed (C21)."""

from django.db import migrations

# What all three signed stays as it was signed; only what became of its open items is added, once (C21).
SEALS = """
CREATE FUNCTION audits_refuse_if_handed_over() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row_meant record := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
    signed boolean;
BEGIN
    IF TG_TABLE_NAME = 'audits_handover' THEN
        signed := row_meant.state = 'signed';
        IF TG_OP = 'UPDATE' AND NOT signed AND NEW.state = 'signed' AND NOT (
            EXISTS (SELECT FROM audits_handoversignature one WHERE one.handover_id = NEW.id AND one.part = 'successor')
            AND EXISTS (SELECT FROM audits_handoversignature one WHERE one.handover_id = NEW.id AND one.part = 'witness' AND one.leads)
            AND (NEW.excuse <> '' OR EXISTS (
                SELECT FROM audits_handoversignature one WHERE one.handover_id = NEW.id AND one.part = 'leaver'))
        ) THEN
            RAISE EXCEPTION 'a handover is signed by the leaver, the successor and the witness';
        END IF;
    ELSE
        SELECT handover.state = 'signed' INTO signed FROM audits_handover handover WHERE handover.id = row_meant.handover_id;
    END IF;
    IF coalesce(signed, false) THEN
        IF TG_TABLE_NAME = 'audits_handoveritem' AND TG_OP = 'UPDATE' THEN
            IF OLD.open AND OLD.closed_on IS NULL
                AND to_jsonb(NEW) - '{closed_on,result,closed_by_id}'::text[]
                    = to_jsonb(OLD) - '{closed_on,result,closed_by_id}'::text[] THEN
                RETURN NEW;
            END IF;
        END IF;
        RAISE EXCEPTION 'a signed row of % cannot be changed', TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON audits_handover
    FOR EACH ROW EXECUTE FUNCTION audits_refuse_if_handed_over();
CREATE TRIGGER sealed BEFORE INSERT OR UPDATE OR DELETE ON audits_handoveritem
    FOR EACH ROW EXECUTE FUNCTION audits_refuse_if_handed_over();
CREATE TRIGGER sealed BEFORE INSERT OR UPDATE OR DELETE ON audits_handoverfile
    FOR EACH ROW EXECUTE FUNCTION audits_refuse_if_handed_over();
CREATE TRIGGER sealed BEFORE INSERT OR DELETE ON audits_handoversignature
    FOR EACH ROW EXECUTE FUNCTION audits_refuse_if_handed_over();
CREATE TRIGGER only_added BEFORE UPDATE ON audits_handoversignature
    FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON audits_handoverflaw
    FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
"""
UNDO = (
    "".join(
        f"DROP TRIGGER sealed ON audits_{table};"
        for table in ("handover", "handoveritem", "handoverfile", "handoversignature")
    )
    + "".join(
        f"DROP TRIGGER only_added ON audits_{table};" for table in ("handoversignature", "handoverflaw")
    )
    + "DROP FUNCTION audits_refuse_if_handed_over();"
)


class Migration(migrations.Migration):
    dependencies = [("audits", "0003_independent_and_only_added"), ("core", "0002_ledger_and_holidays")]

    operations = [migrations.RunSQL(SEALS, UNDO)]
