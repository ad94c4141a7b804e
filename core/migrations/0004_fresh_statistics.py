from django.db import migrations

# Only who owns a table may have PostgreSQL look at it anew; the product's own role does not.
MAKE = """
CREATE FUNCTION core_look_anew(seen regclass) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format('ANALYZE %s', seen);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0003_evidence")]

    operations = [migrations.RunSQL(MAKE, "DROP FUNCTION core_look_anew(regclass);")]
