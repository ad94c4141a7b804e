"""Declarations are only ever added, and go, like interests, by a list two people approved alone: PostgreSQL itself looks whether they did.

The row must be on the list as it is, and nobody may hold its person.
"""

from django.db import migrations

DELETED = {
    "integrity_yearlydeclaration": "integrity.YearlyDeclaration",
    "projects_interest": "projects.Interest",
}
FUNCTION = """
CREATE FUNCTION retention_refuse_unlisted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM retention_legalhold h WHERE h.lifted_on IS NULL AND h.person_id = OLD.person_id)
        AND EXISTS (
            SELECT 1 FROM retention_destructionitem i JOIN retention_destructionlist l ON l.id = i.list_id
            WHERE i."table" = TG_ARGV[0] AND i.key = OLD.id::text AND l.state = 'waiting'
                AND i.digest = encode(sha256(convert_to(to_jsonb(OLD)::text, 'UTF8')), 'hex')
                AND (SELECT count(*) FROM retention_approval a WHERE a.list_id = l.id) >= 2) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'rows of % are only ever added, and deleted by an approved list alone', TG_TABLE_NAME;
END $$;
"""
SEAL = (
    FUNCTION
    + "DROP TRIGGER only_added ON integrity_declaration; CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON integrity_declaration "
    "FOR EACH ROW EXECUTE FUNCTION retention_refuse_unlisted('integrity.Declaration');"
    + "".join(
        f"CREATE TRIGGER deleted_by_list BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION retention_refuse_unlisted('{label}');"
        for table, label in DELETED.items()
    )
)
UNSEAL = (
    "".join(f"DROP TRIGGER deleted_by_list ON {table};" for table in DELETED)
    + "DROP TRIGGER only_added ON integrity_declaration; CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON integrity_declaration "
    "FOR EACH ROW EXECUTE FUNCTION core_refuse_change(); DROP FUNCTION retention_refuse_unlisted();"
)


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0002_only_added"),
        ("integrity", "0005_files_sealed"),
        ("projects", "0001_initial"),
    ]

    operations = [migrations.RunSQL(SEAL, UNSEAL)]
