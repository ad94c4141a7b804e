"""What was stated, counted and published stays as it was: PostgreSQL itself refuses to change it; a used code stays used (C13)."""

from django.db import migrations

ONLY_ADDED = (
    "appraisals_appraisalstep",
    "appraisals_comment",
    "appraisals_tally",
    "appraisals_remark",
)
SEALS = """
CREATE FUNCTION appraisals_refuse_if_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('sealed', 'cancelled') OR TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an appraisal is never deleted, and not changed once it is over';
    END IF;
    IF (OLD.round_id, OLD.year, OLD.person_id, OLD.unit_id, OLD.post_id) IS DISTINCT FROM
       (NEW.round_id, NEW.year, NEW.person_id, NEW.unit_id, NEW.post_id)
       OR OLD.closed_at IS NOT NULL AND (OLD.opened_at, OLD.closed_at) IS DISTINCT FROM (NEW.opened_at, NEW.closed_at) THEN
        RAISE EXCEPTION 'of whom an appraisal is, and when its ballot was, cannot be changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON appraisals_appraisal
    FOR EACH ROW EXECUTE FUNCTION appraisals_refuse_if_over();

CREATE FUNCTION appraisals_refuse_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM appraisals_appraisal WHERE id = OLD.appraisal_id AND published_on IS NOT NULL) THEN
        RAISE EXCEPTION 'a published statement cannot be changed';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON appraisals_statement
    FOR EACH ROW EXECUTE FUNCTION appraisals_refuse_statement();

CREATE FUNCTION appraisals_refuse_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM appraisals_appraisal WHERE id = OLD.appraisal_id AND closed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the meeting of a closed ballot cannot be changed';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON appraisals_meeting FOR EACH ROW EXECUTE FUNCTION appraisals_refuse_meeting();

-- Once counted a poll is as it is.
CREATE FUNCTION appraisals_refuse_poll() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.counted_at IS NOT NULL THEN
        RAISE EXCEPTION 'a counted poll cannot be changed';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.pool IS NOT NULL AND (OLD.appraisal_id, OLD.electorate, OLD.slips, OLD.papers) IS DISTINCT FROM
       (NEW.appraisal_id, NEW.electorate, NEW.slips, NEW.papers) THEN
        RAISE EXCEPTION 'how many ballots were given out cannot be changed once one was cast';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.cast < OLD.cast OR NEW.papers_cast < OLD.papers_cast) THEN
        RAISE EXCEPTION 'a ballot that was cast stays cast';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON appraisals_poll FOR EACH ROW EXECUTE FUNCTION appraisals_refuse_poll();

CREATE FUNCTION appraisals_refuse_slip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.used AND (TG_OP = 'DELETE' OR NOT NEW.used)
       OR TG_OP = 'UPDATE' AND (OLD.poll_id, OLD.digest) IS DISTINCT FROM (NEW.poll_id, NEW.digest) THEN
        RAISE EXCEPTION 'a code stays what it is, and used once it was used';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON appraisals_slip FOR EACH ROW EXECUTE FUNCTION appraisals_refuse_slip();
"""
ADDED = "".join(
    f"CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION core_refuse_change();"
    for table in ONLY_ADDED
)
SEALED = {
    "appraisal": "if_over",
    "statement": "statement",
    "meeting": "meeting",
    "poll": "poll",
    "slip": "slip",
}
UNDO = (
    "".join(f"DROP TRIGGER sealed ON appraisals_{table};" for table in SEALED)
    + "".join(f"DROP TRIGGER only_added ON {table};" for table in ONLY_ADDED)
    + "".join(f"DROP FUNCTION appraisals_refuse_{name}();" for name in SEALED.values())
)


class Migration(migrations.Migration):
    dependencies = [("appraisals", "0001_initial"), ("core", "0002_ledger_and_holidays")]

    operations = [migrations.RunSQL(SEALS + ADDED, UNDO)]
