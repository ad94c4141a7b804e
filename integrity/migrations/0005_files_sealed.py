"""What a head asked to be corrected, the answer, and a signed opinion stay as they were: PostgreSQL itself refuses to change them (C14, N46)."""

from django.db import migrations

SEALS = """
CREATE FUNCTION integrity_refuse_signed_opinion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('signed', 'dropped') THEN
        RAISE EXCEPTION 'an opinion that was signed or dropped cannot be changed';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON integrity_integrityopinion
    FOR EACH ROW EXECUTE FUNCTION integrity_refuse_signed_opinion();
"""
ONLY_ADDED = ("integrity_filecorrection", "integrity_correctionfile", "integrity_correctionanswer")
ADDED = "".join(
    f"CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION core_refuse_change();"
    for table in ONLY_ADDED
)
UNDO = (
    "DROP TRIGGER sealed ON integrity_integrityopinion;"
    + "".join(f"DROP TRIGGER only_added ON {table};" for table in ONLY_ADDED)
    + "DROP FUNCTION integrity_refuse_signed_opinion();"
)


class Migration(migrations.Migration):
    dependencies = [("integrity", "0004_corrections_and_opinions"), ("core", "0002_ledger_and_holidays")]

    operations = [migrations.RunSQL(SEALS + ADDED, UNDO)]
