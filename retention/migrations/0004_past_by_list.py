"""Earlier versions of what a list deletes go with it: PostgreSQL itself looks whether two people approved, and nobody holds the person."""

from django.db import migrations

SEAL = """
CREATE FUNCTION retention_refuse_unlisted_past() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM retention_legalhold h WHERE h.lifted_on IS NULL AND h.person_id = OLD.person_id) OR NOT EXISTS (
            SELECT 1 FROM retention_destructionitem i JOIN retention_destructionlist l ON l.id = i.list_id
            WHERE i."table" = TG_ARGV[0] AND i.key = OLD.id::text AND l.state = 'waiting'
                AND (SELECT count(*) FROM retention_approval a WHERE a.list_id = l.id) >= 2) THEN
        RAISE EXCEPTION 'rows of % go with their record by an approved list alone', TG_TABLE_NAME;
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER deleted_by_list BEFORE DELETE ON projects_historicalinterest
    FOR EACH ROW EXECUTE FUNCTION retention_refuse_unlisted_past('projects.Interest');
"""
UNSEAL = "DROP TRIGGER deleted_by_list ON projects_historicalinterest; DROP FUNCTION retention_refuse_unlisted_past();"


class Migration(migrations.Migration):
    dependencies = [("retention", "0003_deleted_by_list"), ("projects", "0001_initial")]

    operations = [migrations.RunSQL(SEAL, UNSEAL)]
