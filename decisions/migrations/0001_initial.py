import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import rulebook.procedures.decisions
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("supervision", "0001_initial"),
        ("accounts", "__first__"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListedMatter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="事项编码")),
                ("name", models.CharField(max_length=100, verbose_name="事项名称")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("重大事项决策", "重大事项决策"),
                            ("重大项目安排", "重大项目安排"),
                            ("重要人事任免", "重要人事任免"),
                            ("大额资金使用", "大额资金使用"),
                            ("一般事项", "一般事项"),
                        ],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                (
                    "meetings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        size=None,
                        verbose_name="决策会议（按次序）",
                    ),
                ),
                (
                    "vote_base",
                    models.CharField(
                        blank=True,
                        choices=[("due", "应到会成员"), ("present", "到会成员")],
                        default="due",
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
                        default="1/2",
                        max_length=4,
                        verbose_name="须超过的比例",
                    ),
                ),
                ("vote_other", models.CharField(blank=True, max_length=200, verbose_name="其他表决要求")),
                ("needs_legality", models.BooleanField(default=False, verbose_name="须合法性审查")),
                ("secret_ballot", models.BooleanField(default=False, verbose_name="无记名投票")),
                (
                    "threshold",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="金额标准（元）"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
            ],
            options={
                "verbose_name": "清单事项",
                "verbose_name_plural": "清单事项",
                "ordering": ["list_id", "code"],
            },
        ),
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
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="decisions.bylaw",
                        verbose_name="替代的前一版",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bylaws",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "制度",
                "verbose_name_plural": "制度",
                "ordering": ["unit_id", "kind", "name", "-since"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None), ("withdrawn_reason", "")),
                        fields=("unit", "kind", "name"),
                        name="one_bylaw_of_a_name_in_force",
                        violation_error_message="同名的制度正在执行；新的一版请登记为替代它。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("since__gte", models.F("approved_on"))),
                        name="bylaw_in_force_after_approval",
                        violation_error_message="生效日期不能早于审批日期",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="bylaw_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_by", ""), ("reviewed_on", None)),
                            models.Q(
                                ("reviewed_on__isnull", False), models.Q(("reviewed_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="reviewed_bylaw_says_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quorum__in", ["", "1/2", "2/3", "3/4", "4/5", "1"])),
                        name="bylaw_quorum_never_laxer",
                    ),
                    models.CheckConstraint(
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
                ],
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
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "bylaw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="decisions.bylaw",
                    ),
                ),
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
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.bylaw",
                        verbose_name="替代的前一版",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="单位",
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
        migrations.CreateModel(
            name="HistoricalMatterList",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="通过日期")),
                ("adopted_by", models.CharField(blank=True, max_length=200, verbose_name="通过的会议或文号")),
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical “三重一大”事项清单",
                "verbose_name_plural": "historical “三重一大”事项清单",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeeting",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("kind", models.CharField(max_length=30, verbose_name="会议类型")),
                ("at", models.DateTimeField(verbose_name="召开时间")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="地点")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "待召开"), ("open", "进行中"), ("closed", "已结束")],
                        default="planned",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("circulated_at", models.DateTimeField(blank=True, null=True, verbose_name="议程送达时间")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="开始时间")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                ("entered_later", models.BooleanField(default=False, verbose_name="会后补录")),
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
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="主持人",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="结束人",
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
                    "secretary",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记录人",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 会议",
                "verbose_name_plural": "historical 会议",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalThreshold",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=15, verbose_name="大额资金标准（元）"),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="起止日期")),
                ("basis", models.CharField(max_length=200, verbose_name="依据（会议或文号）")),
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 大额资金标准",
                "verbose_name_plural": "historical 大额资金标准",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, verbose_name="编号")),
                (
                    "source_id",
                    models.CharField(
                        blank=True, default="", editable=False, max_length=200, verbose_name="来源编号"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("entered", "系统登记"), ("imported", "外部系统导入")],
                        default="entered",
                        max_length=10,
                        verbose_name="来源",
                    ),
                ),
                ("form", models.JSONField(blank=True, editable=False, null=True)),
                ("imported_due", models.PositiveIntegerField(default=0, editable=False)),
                ("imported_present", models.PositiveIntegerField(default=0, editable=False)),
                ("head_outvoted", models.BooleanField(default=False, editable=False)),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("summary", models.TextField(blank=True, verbose_name="内容和理由")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("重大事项决策", "重大事项决策"),
                            ("重大项目安排", "重大项目安排"),
                            ("重要人事任免", "重要人事任免"),
                            ("大额资金使用", "大额资金使用"),
                            ("一般事项", "一般事项"),
                        ],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                (
                    "flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("livelihood", "关系国计民生和全局"),
                                ("technical", "政策性、专业性、技术性较强"),
                                ("public-interest", "关系大多数群众利益"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="标记",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="金额（元）"
                    ),
                ),
                (
                    "meetings_required",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="决策会议（按次序）",
                    ),
                ),
                (
                    "vote_base",
                    models.CharField(
                        choices=[("due", "应到会成员"), ("present", "到会成员")],
                        default="due",
                        max_length=8,
                        verbose_name="计票基数",
                    ),
                ),
                (
                    "vote_fraction",
                    models.CharField(
                        choices=[
                            ("1/2", "1/2"),
                            ("2/3", "2/3"),
                            ("3/4", "3/4"),
                            ("4/5", "4/5"),
                            ("1", "全票"),
                        ],
                        default="1/2",
                        max_length=4,
                        verbose_name="须超过的比例",
                    ),
                ),
                ("vote_other", models.CharField(blank=True, max_length=200, verbose_name="其他表决要求")),
                ("secret_ballot", models.BooleanField(default=False, verbose_name="无记名投票")),
                ("proposed_on", models.DateField(verbose_name="提出日期")),
                ("task_source", models.CharField(blank=True, max_length=100, verbose_name="任务来源")),
                ("special", models.CharField(blank=True, max_length=100, verbose_name="专项名称")),
                (
                    "reported_up",
                    models.CharField(
                        choices=[("no", "否"), ("approval", "报上级审批"), ("filing", "报上级备案")],
                        default="no",
                        max_length=8,
                        verbose_name="是否报上级",
                    ),
                ),
                ("proposer", models.CharField(blank=True, max_length=100, verbose_name="提出人或科室")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "准备中"),
                            ("scheduled", "已列入议程"),
                            ("passed", "已通过"),
                            ("rejected", "未通过"),
                            ("deferred", "缓议"),
                            ("closed", "已办结"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="preparing",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300, verbose_name="撤回理由")),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "search_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list, editable=False, size=None
                    ),
                ),
                (
                    "changes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changed_by",
                        to="decisions.matter",
                        verbose_name="变更的原决议事项",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.division",
                        verbose_name="县",
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
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="分管领导",
                    ),
                ),
                (
                    "listed",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decisions.listedmatter",
                        verbose_name="清单事项",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "决策事项",
                "verbose_name_plural": "决策事项",
                "ordering": ["-proposed_on", "-id"],
                "indexes": [
                    models.Index(fields=["county", "-proposed_on", "-id"], name="matter_by_county"),
                    models.Index(fields=["unit", "-proposed_on", "-id"], name="matter_by_unit"),
                    django.contrib.postgres.indexes.GinIndex(fields=["search_keys"], name="matter_search"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "number"), name="matter_number_once_in_unit"),
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("unit", "source_id"),
                        name="imported_matter_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                        name="matter_sum_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("changes", models.F("id")), _negated=True),
                        name="matter_does_not_change_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="withdrawn_matter_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Loss",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("found_on", models.DateField(verbose_name="发现日期")),
                ("description", models.TextField(verbose_name="损失情况")),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
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
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="loss",
                        to="decisions.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "决策损失",
                "verbose_name_plural": "决策损失",
            },
        ),
        migrations.CreateModel(
            name="HistoricalPreparation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("consultation", "公布草案、征求意见"),
                            ("expert-panel", "专家组论证"),
                            ("technical-advice", "技术咨询"),
                            ("legality-review", "合法性审查"),
                            ("stability-risk", "社会稳定风险评估"),
                            ("publicity", "公示"),
                            ("hearing", "听证"),
                            ("survey", "民意调查"),
                        ],
                        max_length=20,
                        verbose_name="程序",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="起日")),
                ("on", models.DateField(blank=True, null=True, verbose_name="日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="止日")),
                ("by", models.CharField(blank=True, max_length=200, verbose_name="机构或作者")),
                (
                    "opinion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("favourable", "同意"),
                            ("conditional", "附条件同意"),
                            ("adverse", "不同意"),
                        ],
                        max_length=12,
                        verbose_name="意见",
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[("low", "低"), ("medium", "中"), ("high", "高")],
                        max_length=8,
                        verbose_name="风险等级",
                    ),
                ),
                ("experts", models.CharField(blank=True, max_length=300, verbose_name="专家")),
                ("respondents", models.PositiveIntegerField(blank=True, null=True, verbose_name="人数")),
                ("in_favour", models.PositiveIntegerField(blank=True, null=True, verbose_name="赞成人数")),
                ("draft", models.TextField(blank=True, verbose_name="公布的草案")),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                ("adoption", models.TextField(blank=True, verbose_name="采纳情况")),
                ("short_reason", models.CharField(blank=True, max_length=300, verbose_name="缩短期限的理由")),
                ("published", models.BooleanField(default=False, verbose_name="在公开页面公布")),
                ("answer", models.TextField(blank=True, verbose_name="书面答复")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
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
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
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
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 会前程序",
                "verbose_name_plural": "historical 会前程序",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMatter",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("number", models.CharField(max_length=20, verbose_name="编号")),
                (
                    "source_id",
                    models.CharField(
                        blank=True, default="", editable=False, max_length=200, verbose_name="来源编号"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("entered", "系统登记"), ("imported", "外部系统导入")],
                        default="entered",
                        max_length=10,
                        verbose_name="来源",
                    ),
                ),
                ("form", models.JSONField(blank=True, editable=False, null=True)),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("summary", models.TextField(blank=True, verbose_name="内容和理由")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("重大事项决策", "重大事项决策"),
                            ("重大项目安排", "重大项目安排"),
                            ("重要人事任免", "重要人事任免"),
                            ("大额资金使用", "大额资金使用"),
                            ("一般事项", "一般事项"),
                        ],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                (
                    "flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("livelihood", "关系国计民生和全局"),
                                ("technical", "政策性、专业性、技术性较强"),
                                ("public-interest", "关系大多数群众利益"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="标记",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="金额（元）"
                    ),
                ),
                (
                    "meetings_required",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="决策会议（按次序）",
                    ),
                ),
                (
                    "vote_base",
                    models.CharField(
                        choices=[("due", "应到会成员"), ("present", "到会成员")],
                        default="due",
                        max_length=8,
                        verbose_name="计票基数",
                    ),
                ),
                (
                    "vote_fraction",
                    models.CharField(
                        choices=[
                            ("1/2", "1/2"),
                            ("2/3", "2/3"),
                            ("3/4", "3/4"),
                            ("4/5", "4/5"),
                            ("1", "全票"),
                        ],
                        default="1/2",
                        max_length=4,
                        verbose_name="须超过的比例",
                    ),
                ),
                ("vote_other", models.CharField(blank=True, max_length=200, verbose_name="其他表决要求")),
                ("secret_ballot", models.BooleanField(default=False, verbose_name="无记名投票")),
                ("proposed_on", models.DateField(verbose_name="提出日期")),
                ("task_source", models.CharField(blank=True, max_length=100, verbose_name="任务来源")),
                ("special", models.CharField(blank=True, max_length=100, verbose_name="专项名称")),
                (
                    "reported_up",
                    models.CharField(
                        choices=[("no", "否"), ("approval", "报上级审批"), ("filing", "报上级备案")],
                        default="no",
                        max_length=8,
                        verbose_name="是否报上级",
                    ),
                ),
                ("proposer", models.CharField(blank=True, max_length=100, verbose_name="提出人或科室")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "准备中"),
                            ("scheduled", "已列入议程"),
                            ("passed", "已通过"),
                            ("rejected", "未通过"),
                            ("deferred", "缓议"),
                            ("closed", "已办结"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="preparing",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300, verbose_name="撤回理由")),
                ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="登记时间")),
                ("changed_at", models.DateTimeField(blank=True, editable=False, verbose_name="最后修改时间")),
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
                    "county",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.division",
                        verbose_name="县",
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
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="分管领导",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
                (
                    "listed",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.listedmatter",
                        verbose_name="清单事项",
                    ),
                ),
                (
                    "changes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.matter",
                        verbose_name="变更的原决议事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 决策事项",
                "verbose_name_plural": "historical 决策事项",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalLoss",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("found_on", models.DateField(verbose_name="发现日期")),
                ("description", models.TextField(verbose_name="损失情况")),
                ("entered_at", models.DateTimeField(blank=True, editable=False)),
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
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 决策损失",
                "verbose_name_plural": "historical 决策损失",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalExecution",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("task", "任务"),
                            ("supervision", "督办"),
                            ("payment", "付款"),
                            ("contract", "合同"),
                            ("appointment", "任职"),
                            ("change", "变更"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("text", models.CharField(max_length=500, verbose_name="内容")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="金额（元）"
                    ),
                ),
                ("departs", models.BooleanField(default=False, verbose_name="与决议不一致")),
                ("due", models.DateField(blank=True, null=True, verbose_name="期限")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                ("result", models.CharField(blank=True, max_length=500, verbose_name="完成情况")),
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="责任人",
                    ),
                ),
                (
                    "by_decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.matter",
                        verbose_name="依据的新决议事项",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 决议落实",
                "verbose_name_plural": "historical 决议落实",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEmergency",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("reason", models.TextField(verbose_name="紧急理由")),
                ("decided_by", models.CharField(max_length=100, verbose_name="决定人")),
                ("decided_on", models.DateField(verbose_name="决定日期")),
                ("action", models.TextField(verbose_name="已采取的措施")),
                ("reported_on", models.DateField(blank=True, null=True, verbose_name="向会议报告日期")),
                ("report", models.TextField(blank=True, verbose_name="报告情况")),
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
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 紧急决策",
                "verbose_name_plural": "historical 紧急决策",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDoubt",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("facts", models.JSONField(verbose_name="事实")),
                ("raised_on", models.DateField(verbose_name="发现日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "待核实"),
                            ("confirmed", "核实属实"),
                            ("dismissed", "核实不属实"),
                            ("lapsed", "事由已消除"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="核实情况")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="核实时间")),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="一把手",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核实人",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.matter",
                        verbose_name="决策事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 疑点",
                "verbose_name_plural": "historical 疑点核实",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAccountabilityCase",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("opened_on", models.DateField(verbose_name="立案日期")),
                ("codes", models.JSONField(default=list, verbose_name="缺失的程序")),
                ("statement", models.TextField(blank=True, verbose_name="本人陈述")),
                ("stated_at", models.DateTimeField(blank=True, null=True, verbose_name="陈述时间")),
                ("heard", models.TextField(blank=True, verbose_name="听取本人意见的情况")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                ("outcome", models.TextField(blank=True, verbose_name="处理结果")),
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
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="主持决策的人",
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
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 责任追究",
                "verbose_name_plural": "historical 责任追究",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Execution",
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
                            ("task", "任务"),
                            ("supervision", "督办"),
                            ("payment", "付款"),
                            ("contract", "合同"),
                            ("appointment", "任职"),
                            ("change", "变更"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("text", models.CharField(max_length=500, verbose_name="内容")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="金额（元）"
                    ),
                ),
                ("departs", models.BooleanField(default=False, verbose_name="与决议不一致")),
                ("due", models.DateField(blank=True, null=True, verbose_name="期限")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                ("result", models.CharField(blank=True, max_length=500, verbose_name="完成情况")),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="责任人",
                    ),
                ),
                (
                    "by_decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decisions.matter",
                        verbose_name="依据的新决议事项",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="executions",
                        to="decisions.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "决议落实",
                "verbose_name_plural": "决议落实",
                "ordering": ["matter_id", "on", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_on", None), ("kind", "task")),
                        fields=["due"],
                        name="open_task_by_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "task"), _negated=True),
                            models.Q(("due__isnull", False), ("owner__isnull", False)),
                            _connector="OR",
                        ),
                        name="task_has_an_owner_and_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on", None), ("done_on__gte", models.F("on")), _connector="OR"
                        ),
                        name="task_done_after_it_was_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                        name="execution_sum_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Emergency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(verbose_name="紧急理由")),
                ("decided_by", models.CharField(max_length=100, verbose_name="决定人")),
                ("decided_on", models.DateField(verbose_name="决定日期")),
                ("action", models.TextField(verbose_name="已采取的措施")),
                ("reported_on", models.DateField(blank=True, null=True, verbose_name="向会议报告日期")),
                ("report", models.TextField(blank=True, verbose_name="报告情况")),
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
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="emergency",
                        to="decisions.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "紧急决策",
                "verbose_name_plural": "紧急决策",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reported_on", None),
                            ("reported_on__gte", models.F("decided_on")),
                            _connector="OR",
                        ),
                        name="emergency_reported_after_it_was_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="emergency_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Doubt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("facts", models.JSONField(verbose_name="事实")),
                ("raised_on", models.DateField(verbose_name="发现日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "待核实"),
                            ("confirmed", "核实属实"),
                            ("dismissed", "核实不属实"),
                            ("lapsed", "事由已消除"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="核实情况")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="核实时间")),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="一把手",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核实人",
                    ),
                ),
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doubt",
                        to="decisions.matter",
                        verbose_name="决策事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "疑点",
                "verbose_name_plural": "疑点核实",
                "ordering": ["-raised_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_at__isnull", False),
                                ("state__in", ["confirmed", "dismissed"]),
                                ("settled_by__isnull", False),
                                models.Q(("words", ""), _negated=True),
                            ),
                            models.Q(("state__in", ["confirmed", "dismissed"]), _negated=True),
                            _connector="OR",
                        ),
                        name="settled_doubt_says_by_whom_and_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        choices=[("appoint", "任职"), ("remove", "免职")],
                        default="appoint",
                        max_length=8,
                        verbose_name="任免",
                    ),
                ),
                ("post", models.CharField(max_length=100, verbose_name="职务")),
                ("place", models.PositiveSmallIntegerField(default=1)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="人选",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="candidates",
                        to="decisions.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "人选",
                "verbose_name_plural": "人选",
                "ordering": ["matter_id", "place", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("matter", "person", "change"), name="candidate_once_in_matter"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(default=1, verbose_name="次序")),
                ("added_later", models.BooleanField(default=False, verbose_name="议程外增加")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待议"),
                            ("discussing", "讨论中"),
                            ("voting", "表决中"),
                            ("decided", "已有结果"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("secret", models.BooleanField(default=False, verbose_name="无记名投票")),
                ("pool", models.BinaryField(blank=True, null=True)),
                ("tally", models.JSONField(blank=True, null=True, verbose_name="计票")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("passed", "通过"), ("rejected", "不通过"), ("deferred", "缓议")],
                        max_length=8,
                        verbose_name="结果",
                    ),
                ),
                ("reasons", models.TextField(blank=True, verbose_name="“一把手”不同于多数意见的理由")),
                ("other_met", models.BooleanField(blank=True, null=True, verbose_name="其他表决要求已满足")),
                (
                    "other_words",
                    models.CharField(blank=True, max_length=300, verbose_name="其他表决要求的落实情况"),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="decisions.matter",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "议题",
                "verbose_name_plural": "议题",
                "ordering": ["meeting_id", "place", "id"],
            },
        ),
        migrations.CreateModel(
            name="AccountabilityCase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="立案日期")),
                ("codes", models.JSONField(default=list, verbose_name="缺失的程序")),
                ("statement", models.TextField(blank=True, verbose_name="本人陈述")),
                ("stated_at", models.DateTimeField(blank=True, null=True, verbose_name="陈述时间")),
                ("heard", models.TextField(blank=True, verbose_name="听取本人意见的情况")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                ("outcome", models.TextField(blank=True, verbose_name="处理结果")),
                (
                    "bodies",
                    models.ManyToManyField(related_name="+", to="organisation.unit", verbose_name="办理机构"),
                ),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="主持决策的人",
                    ),
                ),
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accountability",
                        to="decisions.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "责任追究",
                "verbose_name_plural": "责任追究",
                "ordering": ["-opened_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None), models.Q(("outcome", ""), _negated=True), _connector="OR"
                        ),
                        name="closed_case_says_what_came_of_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            ("chair", None),
                            models.Q(("statement", ""), _negated=True),
                            models.Q(("heard", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_is_judged_unheard",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatterDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(unique=True)),
                ("values", models.JSONField(default=dict, verbose_name="内容")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="decisions.matter",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "未登记的草稿",
                "verbose_name_plural": "未登记的草稿",
                "ordering": ["-changed_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("matter", "entered_by"), name="one_draft_of_a_change_and_author"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MatterList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="通过日期")),
                ("adopted_by", models.CharField(blank=True, max_length=200, verbose_name="通过的会议或文号")),
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matter_lists",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "“三重一大”事项清单",
                "verbose_name_plural": "“三重一大”事项清单",
                "ordering": ["unit_id", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "version"), name="list_version_once_in_unit"),
                    models.UniqueConstraint(
                        condition=models.Q(("adopted_on", None)),
                        fields=("unit",),
                        name="one_draft_list_in_unit",
                        violation_error_message="该单位已有一份清单草案",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("adopted_on", None), models.Q(("adopted_by", ""), _negated=True), _connector="OR"
                        ),
                        name="an_adopted_list_says_by_what",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="listedmatter",
            name="list",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="matters", to="decisions.matterlist"
            ),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30, verbose_name="会议类型")),
                ("at", models.DateTimeField(verbose_name="召开时间")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="地点")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "待召开"), ("open", "进行中"), ("closed", "已结束")],
                        default="planned",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("circulated_at", models.DateTimeField(blank=True, null=True, verbose_name="议程送达时间")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="开始时间")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                ("entered_later", models.BooleanField(default=False, verbose_name="会后补录")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="主持人",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="结束人",
                    ),
                ),
                (
                    "secretary",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记录人",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "会议",
                "verbose_name_plural": "会议",
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["unit", "-at"], name="meeting_by_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            ("closed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="closed_meeting_says_when",
                    )
                ],
            },
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
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="decisions.meeting"
            ),
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
        migrations.CreateModel(
            name="Preparation",
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
                            ("consultation", "公布草案、征求意见"),
                            ("expert-panel", "专家组论证"),
                            ("technical-advice", "技术咨询"),
                            ("legality-review", "合法性审查"),
                            ("stability-risk", "社会稳定风险评估"),
                            ("publicity", "公示"),
                            ("hearing", "听证"),
                            ("survey", "民意调查"),
                        ],
                        max_length=20,
                        verbose_name="程序",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="起日")),
                ("on", models.DateField(blank=True, null=True, verbose_name="日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="止日")),
                ("by", models.CharField(blank=True, max_length=200, verbose_name="机构或作者")),
                (
                    "opinion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("favourable", "同意"),
                            ("conditional", "附条件同意"),
                            ("adverse", "不同意"),
                        ],
                        max_length=12,
                        verbose_name="意见",
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[("low", "低"), ("medium", "中"), ("high", "高")],
                        max_length=8,
                        verbose_name="风险等级",
                    ),
                ),
                ("experts", models.CharField(blank=True, max_length=300, verbose_name="专家")),
                ("respondents", models.PositiveIntegerField(blank=True, null=True, verbose_name="人数")),
                ("in_favour", models.PositiveIntegerField(blank=True, null=True, verbose_name="赞成人数")),
                ("draft", models.TextField(blank=True, verbose_name="公布的草案")),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                ("adoption", models.TextField(blank=True, verbose_name="采纳情况")),
                ("short_reason", models.CharField(blank=True, max_length=300, verbose_name="缩短期限的理由")),
                ("published", models.BooleanField(default=False, verbose_name="在公开页面公布")),
                ("answer", models.TextField(blank=True, verbose_name="书面答复")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preparations",
                        to="decisions.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "会前程序",
                "verbose_name_plural": "会前程序",
                "ordering": ["matter_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("matter", "kind"), name="preparation_once_in_matter"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since", None),
                            ("until", None),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="preparation_ends_after_it_began",
                        violation_error_message="止日不能早于起日",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_favour", None), ("in_favour__lte", models.F("respondents")), _connector="OR"
                        ),
                        name="no_more_in_favour_than_asked",
                        violation_error_message="赞成人数不能多于总人数",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
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
                ("file", models.FileField(upload_to="matters/%Y/%m/")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="decisions.matter",
                    ),
                ),
                (
                    "preparation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="decisions.preparation",
                    ),
                ),
            ],
            options={
                "verbose_name": "材料",
                "verbose_name_plural": "材料",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("text", models.CharField(max_length=500, verbose_name="进展")),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
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
                    "execution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="progress",
                        to="decisions.execution",
                    ),
                ),
            ],
            options={
                "verbose_name": "任务进展",
                "verbose_name_plural": "任务进展",
                "ordering": ["execution_id", "on", "id"],
            },
        ),
        migrations.CreateModel(
            name="PublicComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="意见")),
                ("name", models.CharField(blank=True, max_length=40, verbose_name="署名")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="decisions.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "公众意见",
                "verbose_name_plural": "公众意见",
                "ordering": ["matter_id", "id"],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="决议编号")),
                ("on", models.DateField(verbose_name="决议日期")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("passed", "通过"), ("rejected", "不通过"), ("deferred", "缓议")],
                        max_length=8,
                        verbose_name="结果",
                    ),
                ),
                ("text", models.TextField(verbose_name="决议内容")),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64, verbose_name="内容校验值（SHA-256）")),
                ("sealed_at", models.DateTimeField(verbose_name="封存时间")),
                ("entered_later", models.BooleanField(default=False, verbose_name="会后补录")),
                (
                    "search_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list, editable=False, size=None
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolution",
                        to="decisions.agendaitem",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="decisions.matter",
                        verbose_name="事项",
                    ),
                ),
                (
                    "sealed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="封存人",
                    ),
                ),
            ],
            options={
                "verbose_name": "决议",
                "verbose_name_plural": "决议",
                "ordering": ["-on", "-id"],
                "indexes": [
                    models.Index(fields=["matter", "-on"], name="resolution_of_matter"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_keys"], name="resolution_search"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="resolution_has_words"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_member", models.BooleanField(default=True, verbose_name="班子成员")),
                ("is_head", models.BooleanField(default=False, verbose_name="“一把手”")),
                ("position", models.CharField(blank=True, max_length=100, verbose_name="职务")),
                ("place", models.PositiveSmallIntegerField(default=1, verbose_name="次序")),
                ("circulated_at", models.DateTimeField(blank=True, null=True, verbose_name="送达时间")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="打开时间")),
                ("attended", models.BooleanField(blank=True, null=True, verbose_name="到会")),
                (
                    "absence_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="缺席或离席原因"),
                ),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="离席时间")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="decisions.meeting",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="organisation.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "参会人员",
                "verbose_name_plural": "参会人员",
                "ordering": ["meeting_id", "place", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "person"), name="one_seat_a_person"),
                    models.CheckConstraint(
                        condition=models.Q(("is_head", False), ("is_member", True), _connector="OR"),
                        name="the_head_is_a_member",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("left_at", None), ("attended", True), _connector="OR"),
                        name="only_who_attends_can_leave",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "away",
                    models.CharField(
                        blank=True,
                        choices=[("late", "迟到"), ("left", "离席")],
                        max_length=4,
                        verbose_name="未参加本议题",
                    ),
                ),
                ("away_at", models.DateTimeField(blank=True, null=True, verbose_name="登记未参加的时间")),
                ("recusal_ground", models.CharField(blank=True, max_length=200, verbose_name="应回避的理由")),
                ("recused", models.BooleanField(blank=True, null=True, verbose_name="回避")),
                ("recusal_reason", models.CharField(blank=True, max_length=200, verbose_name="回避理由")),
                ("spoke", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="发言次序")),
                ("passed", models.BooleanField(default=False, verbose_name="无意见")),
                (
                    "view",
                    models.CharField(
                        blank=True,
                        choices=[("agree", "同意"), ("disagree", "不同意"), ("defer", "缓议")],
                        max_length=10,
                        verbose_name="意见",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="发言要点")),
                (
                    "vote",
                    models.CharField(
                        blank=True,
                        choices=[("for", "赞成"), ("against", "反对"), ("abstain", "弃权")],
                        max_length=8,
                        verbose_name="表决",
                    ),
                ),
                ("voted", models.BooleanField(default=False, verbose_name="已投票")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stances",
                        to="decisions.agendaitem",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stances",
                        to="decisions.seat",
                    ),
                ),
            ],
            options={
                "verbose_name": "成员意见和表决",
                "verbose_name_plural": "成员意见和表决",
                "ordering": ["item_id", "seat__place", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "seat"), name="one_stance_a_seat"),
                    models.UniqueConstraint(fields=("item", "spoke"), name="one_speaker_at_a_time"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recused", True), _negated=True),
                            models.Q(("vote", ""), ("voted", False)),
                            _connector="OR",
                        ),
                        name="who_withdrew_does_not_vote",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("away", ""), ("away_at", None)),
                            models.Q(
                                models.Q(("away", ""), _negated=True),
                                ("away_at__isnull", False),
                                ("spoke", None),
                                ("vote", ""),
                                ("voted", False),
                            ),
                            _connector="OR",
                        ),
                        name="who_was_away_neither_spoke_nor_voted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CandidateVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "vote",
                    models.CharField(
                        choices=[("for", "赞成"), ("against", "反对"), ("abstain", "弃权")],
                        max_length=8,
                        verbose_name="表决",
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="decisions.candidate",
                    ),
                ),
                (
                    "stance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="candidate_votes",
                        to="decisions.stance",
                    ),
                ),
            ],
            options={
                "verbose_name": "对人选的表决",
                "verbose_name_plural": "对人选的表决",
                "ordering": ["stance_id", "candidate_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("stance", "candidate"), name="one_vote_a_candidate_and_member"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Threshold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=15, verbose_name="大额资金标准（元）"),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="起止日期")),
                ("basis", models.CharField(max_length=200, verbose_name="依据（会议或文号）")),
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thresholds",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "大额资金标准",
                "verbose_name_plural": "大额资金标准",
                "ordering": ["unit_id", "during"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("unit"),
                                    models.F("unit"),
                                    template="int8range(%(expressions)s, '[]')",
                                ),
                                "&&",
                            ),
                            ("during", "&&"),
                        ],
                        name="one_threshold_at_a_time",
                        violation_error_message="同一单位在同一时间只能有一个大额资金标准",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="threshold_above_nothing",
                        violation_error_message="大额资金标准须大于零",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False), ("during__startswith__isnull", False)),
                        name="threshold_has_days",
                        violation_error_message="标准须有起日，止日须晚于起日",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="listedmatter",
            constraint=models.UniqueConstraint(fields=("list", "code"), name="code_once_in_list"),
        ),
        migrations.AddConstraint(
            model_name="listedmatter",
            constraint=models.CheckConstraint(
                condition=models.Q(("meetings__len__gt", 0)), name="listed_matter_names_its_meetings"
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
        migrations.AddConstraint(
            model_name="listedmatter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("vote_other", ""),
                    models.Q(
                        ("category", rulebook.procedures.decisions.MatterCategory["PERSONNEL"]), _negated=True
                    ),
                    _connector="OR",
                ),
                name="cadre_matters_are_voted_by_their_own_rule",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(fields=("meeting", "matter"), name="matter_once_on_an_agenda"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "decided"), _negated=True),
                    models.Q(("outcome", ""), _negated=True),
                    _connector="OR",
                ),
                name="decided_item_has_an_outcome",
            ),
        ),
    ]
