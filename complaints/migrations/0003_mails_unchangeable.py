"""A mail stays as it came until it was entered, when nothing of it stays; what an imported complaint was called before stays, too (N23, N31)."""

from django.db import migrations

REFUSE = """
CREATE TRIGGER complaints_mail_stays BEFORE UPDATE OF content, mark, received_on, body_id ON complaints_mail
    FOR EACH ROW WHEN (
        (OLD.mark, OLD.received_on, OLD.body_id) IS DISTINCT FROM (NEW.mark, NEW.received_on, NEW.body_id)
        OR (OLD.content IS DISTINCT FROM NEW.content AND NEW.content <> '')
    ) EXECUTE FUNCTION complaints_refuse_change();
CREATE TRIGGER complaints_mail_is_kept BEFORE DELETE ON complaints_mail
    FOR EACH ROW EXECUTE FUNCTION complaints_refuse_change();
CREATE TRIGGER complaints_former_stays BEFORE UPDATE OF former ON complaints_complaint
    FOR EACH ROW WHEN (OLD.former IS DISTINCT FROM NEW.former) EXECUTE FUNCTION complaints_refuse_change();
"""
ALLOW = """
DROP TRIGGER complaints_former_stays ON complaints_complaint;
DROP TRIGGER complaints_mail_is_kept ON complaints_mail;
DROP TRIGGER complaints_mail_stays ON complaints_mail;
"""


class Migration(migrations.Migration):
    """Triggers against change."""

    dependencies = [("complaints", "0002_unchangeable")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
