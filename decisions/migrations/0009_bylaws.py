"""The rules a unit itself decides by; a listed matter may leave its majority to them."""

import django.db.models.deletion
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0008_nobody_is_judged_unheard"),
        ("organisation", "0005_linked_leader"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bylaw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("charter", "章程"),
                            ("procedure", "议事规则"),
                            ("collective", "“三重一大”制度"),
                            ("other", "其他制度"),
                        ],
                        max_length=12,
                        verbose_name="制度类型",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="制度名称")),
                ("meeting", models.CharField(blank=True, max_length=30, verbose_name="适用的会议类型")),
                ("approved_on", models.DateField(verbose_name="审批日期")),
                ("approved_by", models.CharField(max_length=200, verbose_name="审批的会议或文号")),
                ("since", models.DateField(verbose_name="生效日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="停止执行日期")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="合法合规审查日期")),
                ("reviewed_by", models.CharField(blank=True, max_length=100, verbose_name="审查机构或人员")),
                (
                    "quorum",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1/2", "1/2"),
                            ("2/3", "2/3"),
                            ("3/4", "3/4"),
                            ("4/5", "4/5"),
                            ("1", "全体到会"),
                        ],
                        max_length=4,
                        verbose_name="人数占比",
                    ),
                ),
                (
                    "vote_base",
                    models.CharField(
                        blank=True,
                        choices=[("due", "应到会成员"), ("present", "到会成员")],
                        max_length=8,
                        verbose_name="计票基数",
                    ),
                ),
                (
                    "vote_fraction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1/2", "1/2"),
                            ("2/3", "2/3"),
                            ("3/4", "3/4"),
                            ("4/5", "4/5"),
                            ("1", "全票"),
                        ],
                        max_length=4,
                        verbose_name="须超过的比例",
                    ),
                ),
                ("ended_reason", models.CharField(blank=True, max_length=200, verbose_name="停止执行的依据")),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="撤销登记的理由"),
                ),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                "verbose_name": "制度",
                "verbose_name_plural": "制度",
                "ordering": ["unit_id", "kind", "name", "-since"],
            },
        ),
        migrations.CreateModel(
            name="BylawFile",
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
                        choices=[("official", "正式文件"), ("review", "合法合规审查材料")],
                        default="official",
                        max_length=10,
                        verbose_name="材料",
                    ),
                ),
                ("file", models.FileField(upload_to="bylaws/%Y/%m/")),
            ],
            options={
                "verbose_name": "制度文件",
                "verbose_name_plural": "制度文件",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalBylaw",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("charter", "章程"),
                            ("procedure", "议事规则"),
                            ("collective", "“三重一大”制度"),
                            ("other", "其他制度"),
                        ],
                        max_length=12,
                        verbose_name="制度类型",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="制度名称")),
                ("meeting", models.CharField(blank=True, max_length=30, verbose_name="适用的会议类型")),
                ("approved_on", models.DateField(verbose_name="审批日期")),
                ("approved_by", models.CharField(max_length=200, verbose_name="审批的会议或文号")),
                ("since", models.DateField(verbose_name="生效日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="停止执行日期")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="合法合规审查日期")),
                ("reviewed_by", models.CharField(blank=True, max_length=100, verbose_name="审查机构或人员")),
                (
                    "quorum",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1/2", "1/2"),
                            ("2/3", "2/3"),
                            ("3/4", "3/4"),
                            ("4/5", "4/5"),
                            ("1", "全体到会"),
                        ],
                        max_length=4,
                        verbose_name="人数占比",
                    ),
                ),
                (
                    "vote_base",
                    models.CharField(
                        blank=True,
                        choices=[("due", "应到会成员"), ("present", "到会成员")],
                        max_length=8,
                        verbose_name="计票基数",
                    ),
                ),
                (
                    "vote_fraction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1/2", "1/2"),
                            ("2/3", "2/3"),
                            ("3/4", "3/4"),
                            ("4/5", "4/5"),
                            ("1", "全票"),
                        ],
                        max_length=4,
                        verbose_name="须超过的比例",
                    ),
                ),
                ("ended_reason", models.CharField(blank=True, max_length=200, verbose_name="停止执行的依据")),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="撤销登记的理由"),
                ),
                ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="登记时间")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 制度",
                "verbose_name_plural": "historical 制度",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AlterField(
            model_name="listedmatter",
            name="vote_base",
            field=models.CharField(
                blank=True,
                choices=[("due", "应到会成员"), ("present", "到会成员")],
                default="due",
                max_length=8,
                verbose_name="计票基数",
            ),
        ),
        migrations.AlterField(
            model_name="listedmatter",
            name="vote_fraction",
            field=models.CharField(
                blank=True,
                choices=[("1/2", "1/2"), ("2/3", "2/3"), ("3/4", "3/4"), ("4/5", "4/5"), ("1", "全票")],
                default="1/2",
                max_length=4,
                verbose_name="须超过的比例",
            ),
        ),
        migrations.AddConstraint(
            model_name="listedmatter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("vote_base", ""), ("vote_fraction", "")),
                    models.Q(
                        models.Q(("vote_base", ""), _negated=True),
                        models.Q(("vote_fraction", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="listed_vote_is_base_and_fraction",
            ),
        ),
        migrations.AddField(
            model_name="bylaw",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddField(
            model_name="bylaw",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="decisions.bylaw",
                verbose_name="替代的前一版",
            ),
        ),
        migrations.AddField(
            model_name="bylaw",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bylaws",
                to="organisation.unit",
                verbose_name="单位",
            ),
        ),
        migrations.AddField(
            model_name="bylawfile",
            name="added_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="bylawfile",
            name="bylaw",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="decisions.bylaw"
            ),
        ),
        migrations.AddField(
            model_name="historicalbylaw",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddField(
            model_name="historicalbylaw",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalbylaw",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="decisions.bylaw",
                verbose_name="替代的前一版",
            ),
        ),
        migrations.AddField(
            model_name="historicalbylaw",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="organisation.unit",
                verbose_name="单位",
            ),
        ),
        migrations.AddConstraint(
            model_name="bylaw",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None), ("withdrawn_reason", "")),
                fields=("unit", "kind", "name"),
                name="one_bylaw_of_a_name_in_force",
                violation_error_message="同名的制度正在执行；新的一版请登记为替代它。",
            ),
        ),
        migrations.AddConstraint(
            model_name="bylaw",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__gte", models.F("approved_on"))),
                name="bylaw_in_force_after_approval",
                violation_error_message="生效日期不能早于审批日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="bylaw",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="bylaw_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="bylaw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reviewed_by", ""), ("reviewed_on", None)),
                    models.Q(("reviewed_on__isnull", False), models.Q(("reviewed_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="reviewed_bylaw_says_by_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="bylaw",
            constraint=models.CheckConstraint(
                condition=models.Q(("quorum__in", ["", "1/2", "2/3", "3/4", "4/5", "1"])),
                name="bylaw_quorum_never_laxer",
            ),
        ),
        migrations.AddConstraint(
            model_name="bylaw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("vote_base", ""), ("vote_fraction", "")),
                    models.Q(
                        ("vote_base__in", ["due", "present"]),
                        ("vote_fraction__in", ("1/2", "2/3", "3/4", "4/5", "1")),
                    ),
                    _connector="OR",
                ),
                name="bylaw_vote_is_base_and_fraction",
            ),
        ),
    ]
