"""Who sits in on a meeting, its notice, record and minutes as files; where a matter came from and whether it goes up."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0010_doubts_settled_by_a_person"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalmatter",
            name="reported_up",
            field=models.CharField(
                choices=[("no", "否"), ("approval", "报上级审批"), ("filing", "报上级备案")],
                default="no",
                max_length=8,
                verbose_name="是否报上级",
            ),
        ),
        migrations.AddField(
            model_name="historicalmatter",
            name="special",
            field=models.CharField(blank=True, max_length=100, verbose_name="专项名称"),
        ),
        migrations.AddField(
            model_name="historicalmatter",
            name="task_source",
            field=models.CharField(blank=True, max_length=100, verbose_name="任务来源"),
        ),
        migrations.AddField(
            model_name="matter",
            name="reported_up",
            field=models.CharField(
                choices=[("no", "否"), ("approval", "报上级审批"), ("filing", "报上级备案")],
                default="no",
                max_length=8,
                verbose_name="是否报上级",
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="special",
            field=models.CharField(blank=True, max_length=100, verbose_name="专项名称"),
        ),
        migrations.AddField(
            model_name="matter",
            name="task_source",
            field=models.CharField(blank=True, max_length=100, verbose_name="任务来源"),
        ),
        migrations.CreateModel(
            name="HistoricalObserver",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("position", models.CharField(max_length=100, verbose_name="单位和职务")),
                (
                    "adviser",
                    models.CharField(
                        blank=True,
                        choices=[("legal", "法律顾问"), ("economic", "经济顾问")],
                        max_length=8,
                        verbose_name="顾问类型",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.agendaitem",
                        verbose_name="议题",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 列席人员",
                "verbose_name_plural": "historical 列席人员",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MeetingFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                ("size", models.PositiveBigIntegerField(verbose_name="大小")),
                ("sha256", models.CharField(max_length=64)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "paper",
                    models.CharField(
                        choices=[("notice", "会议通知"), ("record", "会议记录"), ("minutes", "会议纪要")],
                        max_length=8,
                        verbose_name="材料",
                    ),
                ),
                ("dated", models.DateField(verbose_name="日期")),
                ("file", models.FileField(upload_to="meetings/%Y/%m/")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="decisions.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "会议文件",
                "verbose_name_plural": "会议文件",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Observer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("position", models.CharField(max_length=100, verbose_name="单位和职务")),
                (
                    "adviser",
                    models.CharField(
                        blank=True,
                        choices=[("legal", "法律顾问"), ("economic", "经济顾问")],
                        max_length=8,
                        verbose_name="顾问类型",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observers",
                        to="decisions.agendaitem",
                        verbose_name="议题",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observers",
                        to="decisions.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "列席人员",
                "verbose_name_plural": "列席人员",
                "ordering": ["meeting_id", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "item", "name", "position"),
                        name="observer_once_at_an_item",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
    ]
