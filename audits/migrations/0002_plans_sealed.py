"""PostgreSQL itself refuses to change a plan that was approved (C18)."""

from django.db import migrations

SEALS = """
CREATE FUNCTION audits_refuse_if_approved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row_meant record := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
    sealed boolean;
BEGIN
    IF TG_TABLE_NAME = 'audits_revision' THEN
        sealed := row_meant.state IN ('approved', 'withdrawn');
    ELSE
        SELECT revision.state IN ('approved', 'withdrawn') INTO sealed FROM audits_revision revision
        WHERE revision.id = row_meant.revision_id;
    END IF;
    IF coalesce(sealed, false) THEN
        RAISE EXCEPTION 'an approved row of % cannot be changed', TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON audits_revision
    FOR EACH ROW EXECUTE FUNCTION audits_refuse_if_approved();
CREATE TRIGGER sealed BEFORE INSERT OR UPDATE OR DELETE ON audits_planline
    FOR EACH ROW EXECUTE FUNCTION audits_refuse_if_approved();
CREATE TRIGGER sealed BEFORE INSERT OR UPDATE OR DELETE ON audits_attendance
    FOR EACH ROW EXECUTE FUNCTION audits_refuse_if_approved();
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON audits_plan FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
"""
UNDO = (
    "".join(
        f"DROP TRIGGER sealed ON audits_{table};" for table in ("revision", "planline", "attendance", "plan")
    )
    + "DROP FUNCTION audits_refuse_if_approved();"
)


class Migration(migrations.Migration):
    dependencies = [("audits", "0001_initial"), ("core", "0002_ledger_and_holidays")]

    operations = [migrations.RunSQL(SEALS, UNDO)]
