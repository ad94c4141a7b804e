"""A member who came late, or left and returned, is missed on the items they were not there for, and on no other."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_drafts_of_matters")]

    operations = [
        migrations.AlterField(
            model_name="seat",
            name="absence_reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="缺席或离席原因"),
        ),
        migrations.AddField(
            model_name="seat",
            name="left_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="离席时间"),
        ),
        migrations.AddField(
            model_name="stance",
            name="away",
            field=models.CharField(
                blank=True,
                choices=[("late", "迟到"), ("left", "离席")],
                default="",
                max_length=4,
                verbose_name="未参加本议题",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="stance",
            name="away_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="登记未参加的时间"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=Q(left_at=None) | Q(attended=True), name="only_who_attends_can_leave"
            ),
        ),
        migrations.AddConstraint(
            model_name="stance",
            constraint=models.CheckConstraint(
                condition=Q(away="", away_at=None)
                | ~Q(away="") & Q(away_at__isnull=False, spoke=None, vote="", voted=False),
                name="who_was_away_neither_spoke_nor_voted",
            ),
        ),
    ]
