"""For one head, one body and one clause there is one exception at a time; none takes anything from a linked leader."""

import django.contrib.postgres.constraints
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0005_linked_leader"),
        ("supervision", "0006_findings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="mandateexception",
            constraint=models.CheckConstraint(
                condition=models.Q(("clause__in", ["A1"]), ("effect", "remove"), _negated=True),
                name="exception_takes_nothing_from_a_leader",
                violation_error_message="该条款由分管联系产生，不能在此免除；请更改分管联系。",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandateexception",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
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
    ]
