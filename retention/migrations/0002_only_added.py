"""What was held, listed, approved and deleted cannot be told otherwise later; a list is done with two approvals alone."""

from django.db import migrations

ONLY_ADDED = ("retention_destructionitem", "retention_approval", "retention_tombstone")
SEAL = """
CREATE FUNCTION retention_refuse_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'waiting'
        OR (OLD.county_id, OLD.rule, OLD.made_on, OLD.size) IS DISTINCT FROM (NEW.county_id, NEW.rule, NEW.made_on, NEW.size) THEN
        RAISE EXCEPTION 'a destruction list stays as it was made and closed';
    END IF;
    IF NEW.state = 'done' AND (SELECT count(*) FROM retention_approval WHERE list_id = NEW.id) < 2 THEN
        RAISE EXCEPTION 'a destruction list needs two approvals';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON retention_destructionlist FOR EACH ROW EXECUTE FUNCTION retention_refuse_list();
CREATE FUNCTION retention_refuse_stone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM retention_approval WHERE list_id = NEW.list_id) < 2 THEN
        RAISE EXCEPTION 'a record is deleted by a list with two approvals alone';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER approved BEFORE INSERT ON retention_tombstone
    FOR EACH ROW WHEN (NEW.list_id IS NOT NULL) EXECUTE FUNCTION retention_refuse_stone();
CREATE FUNCTION retention_refuse_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.lifted_on IS NOT NULL
        OR (to_jsonb(OLD) - '{lifted_by_id,lifted_on,lift_reason}'::text[]) <> (to_jsonb(NEW) - '{lifted_by_id,lifted_on,lift_reason}'::text[]) THEN
        RAISE EXCEPTION 'a hold is lifted once, and stays as it was placed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON retention_legalhold FOR EACH ROW EXECUTE FUNCTION retention_refuse_hold();
""" + "".join(
    f"CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION core_refuse_change();"
    for table in ONLY_ADDED
)
UNSEAL = (
    "".join(f"DROP TRIGGER only_added ON {table};" for table in ONLY_ADDED)
    + "DROP TRIGGER sealed ON retention_legalhold; DROP FUNCTION retention_refuse_hold();"
    + "DROP TRIGGER approved ON retention_tombstone; DROP FUNCTION retention_refuse_stone();"
    + "DROP TRIGGER sealed ON retention_destructionlist; DROP FUNCTION retention_refuse_list();"
)


class Migration(migrations.Migration):
    dependencies = [("retention", "0001_initial"), ("core", "0002_ledger_and_holidays")]

    operations = [migrations.RunSQL(SEAL, UNSEAL)]
