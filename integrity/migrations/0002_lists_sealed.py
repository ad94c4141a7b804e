"""What a head signed stays as it was signed: PostgreSQL itself refuses to change it (B6, C1). Evidence and reviews are only ever added."""

from django.db import migrations

SEALS = """
CREATE FUNCTION integrity_refuse_if_signed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row_meant record := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
    signed boolean;
BEGIN
    IF TG_TABLE_NAME = 'integrity_listversion' THEN
        signed := row_meant.above_signed_on IS NOT NULL;
    ELSE
        SELECT version.head_signed_on IS NOT NULL INTO signed FROM integrity_listversion version
        WHERE version.id = row_meant.version_id;
    END IF;
    IF coalesce(signed, false) THEN
        RAISE EXCEPTION 'a signed row of % cannot be changed', TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON integrity_listversion
    FOR EACH ROW EXECUTE FUNCTION integrity_refuse_if_signed();
CREATE TRIGGER sealed BEFORE INSERT OR UPDATE OR DELETE ON integrity_listitem
    FOR EACH ROW EXECUTE FUNCTION integrity_refuse_if_signed();
"""
ONLY_ADDED = ("integrity_evidence", "integrity_listreview", "integrity_reviewline", "integrity_declaration")
ADDED = "".join(
    f"CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION core_refuse_change();"
    for table in ONLY_ADDED
)
UNDO = (
    "DROP TRIGGER sealed ON integrity_listversion; DROP TRIGGER sealed ON integrity_listitem;"
    + "".join(f"DROP TRIGGER only_added ON {table};" for table in ONLY_ADDED)
    + "DROP FUNCTION integrity_refuse_if_signed();"
)


class Migration(migrations.Migration):
    dependencies = [("integrity", "0001_initial"), ("core", "0002_ledger_and_holidays")]

    operations = [migrations.RunSQL(SEALS + ADDED, UNDO)]
