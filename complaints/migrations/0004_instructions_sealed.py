"""What a leader was told and answered, and what a head was cleared of, stays as it was (C24, N32)."""

from django.db import migrations

REFUSE = """
CREATE TRIGGER complaints_notice_stays BEFORE UPDATE ON complaints_majornotice
    FOR EACH ROW WHEN (
        (OLD.complaint_id, OLD.round, OLD.post_id, OLD.leader_id, OLD.above_id, OLD.sent_on, OLD.due, OLD.summary, OLD.for_body, OLD.delivered_on)
        IS DISTINCT FROM
        (NEW.complaint_id, NEW.round, NEW.post_id, NEW.leader_id, NEW.above_id, NEW.sent_on, NEW.due, NEW.summary, NEW.for_body, NEW.delivered_on)
        OR (OLD.instruction IS NOT NULL AND (OLD.instruction, OLD.instructed_on) IS DISTINCT FROM (NEW.instruction, NEW.instructed_on))
    ) EXECUTE FUNCTION complaints_refuse_change();
CREATE TRIGGER complaints_notice_is_kept BEFORE DELETE ON complaints_majornotice
    FOR EACH ROW EXECUTE FUNCTION complaints_refuse_change();
CREATE TRIGGER complaints_clarification_stays BEFORE UPDATE ON complaints_clarification
    FOR EACH ROW WHEN (
        OLD.approved_on IS NOT NULL AND
        (OLD.person_id, OLD.unit_id, OLD.post_id, OLD.body_id, OLD.title, OLD.text, OLD.wish, OLD.approved_on)
        IS DISTINCT FROM (NEW.person_id, NEW.unit_id, NEW.post_id, NEW.body_id, NEW.title, NEW.text, NEW.wish, NEW.approved_on)
        OR (OLD.done_on IS NOT NULL AND (OLD.done_on, OLD.proof) IS DISTINCT FROM (NEW.done_on, NEW.proof))
    ) EXECUTE FUNCTION complaints_refuse_change();
CREATE TRIGGER complaints_clarification_is_kept BEFORE DELETE ON complaints_clarification
    FOR EACH ROW EXECUTE FUNCTION complaints_refuse_change();
"""
ALLOW = """
DROP TRIGGER complaints_clarification_is_kept ON complaints_clarification;
DROP TRIGGER complaints_clarification_stays ON complaints_clarification;
DROP TRIGGER complaints_notice_is_kept ON complaints_majornotice;
DROP TRIGGER complaints_notice_stays ON complaints_majornotice;
"""


class Migration(migrations.Migration):
    """Triggers against change."""

    dependencies = [("complaints", "0003_mails_unchangeable")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
