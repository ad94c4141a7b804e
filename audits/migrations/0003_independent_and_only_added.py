"""Who re-examines and who confirms is somebody else; what is only added stays (C18, N17)."""

from django.db import migrations

# Who was ever of the team does not re-examine it (N17); who owns a rectification does not confirm it. A re-audit, a progress entry and
# an issued document are only ever added.
KEEP = """
CREATE FUNCTION audits_refuse_original_auditor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM audits_teammember WHERE audit_id = NEW.audit_id AND person_id = NEW.reviewer_id) THEN
        RAISE EXCEPTION 'an auditor of the team cannot re-examine the audit' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER by_others BEFORE INSERT OR UPDATE ON audits_objection
    FOR EACH ROW WHEN (NEW.reviewer_id IS NOT NULL) EXECUTE FUNCTION audits_refuse_original_auditor();
CREATE FUNCTION audits_refuse_owner_confirming() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM accounts_user WHERE id = NEW.confirmer_id AND person_id = NEW.owner_id) THEN
        RAISE EXCEPTION 'the owner cannot confirm a rectification' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER by_others BEFORE INSERT OR UPDATE ON audits_rectification
    FOR EACH ROW WHEN (NEW.confirmer_id IS NOT NULL) EXECUTE FUNCTION audits_refuse_owner_confirming();
"""
ONLY_ADDED = ("audits_reaudit", "audits_progress", "audits_document")
ADDED = "".join(
    f"CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION core_refuse_change();"
    for table in ONLY_ADDED
)
UNDO = (
    "DROP TRIGGER by_others ON audits_objection; DROP TRIGGER by_others ON audits_rectification;"
    "DROP FUNCTION audits_refuse_original_auditor(); DROP FUNCTION audits_refuse_owner_confirming();"
    + "".join(f"DROP TRIGGER only_added ON {table};" for table in ONLY_ADDED)
)


class Migration(migrations.Migration):
    dependencies = [("audits", "0002_plans_sealed"), ("core", "0002_ledger_and_holidays")]

    operations = [migrations.RunSQL(KEEP + ADDED, UNDO)]
