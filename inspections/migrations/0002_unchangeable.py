"""What was published, drawn, said, answered and judged stays as it was: PostgreSQL itself refuses to change it (C22)."""

from django.db import migrations

ONLY_ADDED = (
    "inspections_inspectionstep",
    "inspections_candidate",
    "inspections_statement",
    "inspections_reply",
    "inspections_answer",
    "inspections_progress",
    "inspections_verdict",
)
SEALS = """
CREATE FUNCTION inspections_refuse_if_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('approved', 'withdrawn') THEN
        RAISE EXCEPTION 'an approved plan of inspections cannot be changed';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON inspections_revision
    FOR EACH ROW EXECUTE FUNCTION inspections_refuse_if_approved();

CREATE FUNCTION inspections_refuse_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM inspections_revision WHERE id = OLD.revision_id AND state IN ('approved', 'withdrawn')) THEN
        RAISE EXCEPTION 'a line of an approved plan of inspections cannot be changed';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON inspections_line FOR EACH ROW EXECUTE FUNCTION inspections_refuse_lines();

-- The promise never changes; the list with its day not once published; nothing once drawn.
CREATE FUNCTION inspections_refuse_draw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.drawn_on IS NOT NULL
       OR (OLD.inspection_id, OLD.promise, OLD.secret, OLD.promised_on) IS DISTINCT FROM
          (NEW.inspection_id, NEW.promise, NEW.secret, NEW.promised_on)
       OR OLD.listed_on IS NOT NULL AND (OLD.quotas, OLD.listed_on, OLD.listed_by_id, OLD.draw_on, OLD.list_hash) IS DISTINCT FROM
          (NEW.quotas, NEW.listed_on, NEW.listed_by_id, NEW.draw_on, NEW.list_hash) THEN
        RAISE EXCEPTION 'what a draw rests on cannot be changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON inspections_draw FOR EACH ROW EXECUTE FUNCTION inspections_refuse_draw();

-- A suggestion is the organiser's to word until it was sent.
CREATE FUNCTION inspections_refuse_suggestion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM inspections_inspection WHERE id = OLD.inspection_id AND sent_on IS NOT NULL) THEN
        RAISE EXCEPTION 'a suggestion that was sent cannot be changed';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON inspections_suggestion
    FOR EACH ROW EXECUTE FUNCTION inspections_refuse_suggestion();

CREATE FUNCTION inspections_refuse_if_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('closed', 'dropped') OR TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an inspection is never deleted, and not changed once it is over';
    END IF;
    IF (OLD.plan_id, OLD.body_id, OLD.number, OLD.year, OLD.person_id, OLD.unit_id, OLD.post_id) IS DISTINCT FROM
       (NEW.plan_id, NEW.body_id, NEW.number, NEW.year, NEW.person_id, NEW.unit_id, NEW.post_id) THEN
        RAISE EXCEPTION 'whom an inspection is of cannot be changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON inspections_inspection
    FOR EACH ROW EXECUTE FUNCTION inspections_refuse_if_over();
"""
ADDED = "".join(
    f"CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION core_refuse_change();"
    for table in ONLY_ADDED
)
SEALED = ("revision", "line", "draw", "suggestion", "inspection")
FUNCTIONS = ("if_approved", "lines", "draw", "suggestion", "if_over")
UNDO = (
    "".join(f"DROP TRIGGER sealed ON inspections_{table};" for table in SEALED)
    + "".join(f"DROP TRIGGER only_added ON {table};" for table in ONLY_ADDED)
    + "".join(f"DROP FUNCTION inspections_refuse_{name}();" for name in FUNCTIONS)
)


class Migration(migrations.Migration):
    dependencies = [("inspections", "0001_initial"), ("core", "0002_ledger_and_holidays")]

    operations = [migrations.RunSQL(SEALS + ADDED, UNDO)]
