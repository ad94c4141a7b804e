"""An exception takes effect when its approver confirms it; what was confirmed can only be ended earlier.

Exceptions from before named their approver when they were entered: they stay in force for all of their days.
"""

import django.contrib.postgres.constraints
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

IN_FORCE_BEFORE = """
UPDATE supervision_mandateexception SET confirmed_on = coalesce(lower(during), date '1900-01-01');
"""
KEEP = """
CREATE FUNCTION supervision_keep_answered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.declined_on IS NOT NULL THEN
        RAISE EXCEPTION 'a declined exception does not change';
    END IF;
    IF OLD.confirmed_on IS NOT NULL AND ((
        OLD.effect, OLD.clause, OLD.body_id, OLD.person_id, OLD.reason, OLD.entered_by_id, OLD.approved_by_id,
        OLD.confirmed_on, lower(OLD.during)
    ) IS DISTINCT FROM (
        NEW.effect, NEW.clause, NEW.body_id, NEW.person_id, NEW.reason, NEW.entered_by_id, NEW.approved_by_id,
        NEW.confirmed_on, lower(NEW.during)
    ) OR NOT NEW.during <@ OLD.during) THEN
        RAISE EXCEPTION 'of a confirmed exception only the end moves, and only to an earlier day';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_answered BEFORE UPDATE ON supervision_mandateexception
    FOR EACH ROW EXECUTE FUNCTION supervision_keep_answered();
"""
LET = "DROP TRIGGER keep_answered ON supervision_mandateexception; DROP FUNCTION supervision_keep_answered();"


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0005_linked_leader"),
        ("supervision", "0008_corrected_audits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="mandateexception",
            name="one_exception_at_a_time",
        ),
        migrations.AddField(
            model_name="historicalmandateexception",
            name="confirmed_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="批准日期"),
        ),
        migrations.AddField(
            model_name="historicalmandateexception",
            name="declined_because",
            field=models.CharField(blank=True, editable=False, max_length=300, verbose_name="不予批准的理由"),
        ),
        migrations.AddField(
            model_name="historicalmandateexception",
            name="declined_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="不予批准日期"),
        ),
        migrations.AddField(
            model_name="mandateexception",
            name="confirmed_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="批准日期"),
        ),
        migrations.AddField(
            model_name="mandateexception",
            name="declined_because",
            field=models.CharField(blank=True, editable=False, max_length=300, verbose_name="不予批准的理由"),
        ),
        migrations.AddField(
            model_name="mandateexception",
            name="declined_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="不予批准日期"),
        ),
        migrations.AddConstraint(
            model_name="mandateexception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_on__isnull", True), ("declined_on__isnull", True), _connector="OR"
                ),
                name="exception_is_confirmed_or_declined",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateexception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("declined_on__isnull", True),
                    models.Q(("declined_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="exception_is_declined_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateexception",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("declined_on__isnull", True)),
                expressions=[
                    (
                        models.Func(
                            django.db.models.functions.comparison.Cast(
                                django.db.models.functions.text.Substr("clause", 2), models.BigIntegerField()
                            ),
                            django.db.models.functions.comparison.Cast(
                                django.db.models.functions.text.Substr("clause", 2), models.BigIntegerField()
                            ),
                            template="int8range(%(expressions)s, '[]')",
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            models.F("body"), models.F("body"), template="int8range(%(expressions)s, '[]')"
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            models.F("person"),
                            models.F("person"),
                            template="int8range(%(expressions)s, '[]')",
                        ),
                        "&&",
                    ),
                    ("during", "&&"),
                ],
                name="one_exception_at_a_time",
                violation_error_message="该机构对该“一把手”的这一条款在这段时间已有例外",
            ),
        ),
        migrations.RunSQL(IN_FORCE_BEFORE, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP, LET),
    ]
