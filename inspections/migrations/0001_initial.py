import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import rulebook.procedures.inspections
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Deputy",
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
                        choices=[("party", "党代表"), ("congress", "人大代表"), ("consultative", "政协委员")],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("number", models.CharField(max_length=20, verbose_name="证号")),
                ("workplace", models.CharField(blank=True, max_length=100, verbose_name="工作单位和职务")),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="任期")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "search_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list, editable=False, size=None
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputies",
                        to="organisation.person",
                        verbose_name="对应人员",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="所在单位",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputies",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登录名",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表、委员",
                "verbose_name_plural": "代表、委员",
                "ordering": ["kind", "number", "id"],
                "indexes": [
                    models.Index(fields=["county", "kind", "number"], name="deputy_by_county"),
                    django.contrib.postgres.indexes.GinIndex(fields=["search_keys"], name="deputy_search"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "kind", "number"), name="deputy_number_once_a_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("number", ""), _negated=True)
                        ),
                        name="a_deputy_is_named_and_numbered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)), name="a_deputy_serves_some_days"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDeputy",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("party", "党代表"), ("congress", "人大代表"), ("consultative", "政协委员")],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("number", models.CharField(max_length=20, verbose_name="证号")),
                ("workplace", models.CharField(blank=True, max_length=100, verbose_name="工作单位和职务")),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="任期")),
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
                        verbose_name="对应人员",
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
                        verbose_name="所在单位",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登录名",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 代表、委员",
                "verbose_name_plural": "historical 代表、委员",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, verbose_name="编号")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "focus",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("B1", "B1 重要事项决策权"),
                                ("B2", "B2 干部推荐任用权"),
                                ("B3", "B3 资金使用权"),
                                ("B4", "B4 物资采购权"),
                                ("B5", "B5 项目发包权"),
                                ("B6", "B6 廉洁从政权"),
                            ],
                            max_length=4,
                        ),
                        size=None,
                        verbose_name="视察重点",
                    ),
                ),
                (
                    "month",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1 月"),
                            (2, "2 月"),
                            (3, "3 月"),
                            (4, "4 月"),
                            (5, "5 月"),
                            (6, "6 月"),
                            (7, "7 月"),
                            (8, "8 月"),
                            (9, "9 月"),
                            (10, "10 月"),
                            (11, "11 月"),
                            (12, "12 月"),
                        ],
                        verbose_name="计划月份",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "已列入计划"),
                            ("listed", "名单已公布，待抽选"),
                            ("drawn", "已抽选，待通知"),
                            ("called", "已通知，待视察"),
                            ("visited", "已视察，汇总建议"),
                            ("sent", "待单位答复"),
                            ("replied", "待代表评价"),
                            ("again", "待再次答复"),
                            ("followed", "跟踪落实"),
                            ("closed", "已办结"),
                            ("dropped", "已调出计划"),
                        ],
                        default=rulebook.procedures.inspections.State["PLANNED"],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("called_on", models.DateField(blank=True, null=True, verbose_name="通知日期")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="视察日期")),
                ("companion", models.CharField(blank=True, max_length=60, verbose_name="陪同人员")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="集合地点")),
                ("visited_on", models.DateField(blank=True, null=True, verbose_name="登记视察日期")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="建议送达日期")),
                ("summary", models.TextField(blank=True, verbose_name="视察情况")),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="答复次数")),
                ("reply_due", models.DateField(blank=True, null=True, verbose_name="答复期限")),
                ("replied_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                ("judge_due", models.DateField(blank=True, null=True, verbose_name="评价期限")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                (
                    "search_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list, editable=False, size=None
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="组织单位",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="organisation.person",
                        verbose_name="一把手",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.post",
                        verbose_name="职务",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="organisation.unit",
                        verbose_name="被视察单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "“两代一委”视察",
                "verbose_name_plural": "“两代一委”视察",
                "ordering": ["-year", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("promise", models.CharField(max_length=64, verbose_name="种子承诺")),
                ("secret", models.CharField(max_length=64)),
                ("promised_on", models.DateField(verbose_name="承诺公布日期")),
                ("quotas", models.JSONField(default=dict, verbose_name="名额")),
                ("listed_on", models.DateField(blank=True, null=True, verbose_name="名单公布日期")),
                ("draw_on", models.DateField(blank=True, null=True, verbose_name="抽选日期")),
                ("list_hash", models.CharField(blank=True, max_length=64, verbose_name="名单校验值")),
                ("witness", models.CharField(blank=True, max_length=60, verbose_name="见证人")),
                ("spoken", models.CharField(blank=True, max_length=20, verbose_name="见证人报出的数字")),
                ("seed", models.CharField(blank=True, max_length=64, verbose_name="种子")),
                ("drawn_on", models.DateField(blank=True, null=True, verbose_name="抽选完成日期")),
                (
                    "drawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="抽选人",
                    ),
                ),
                (
                    "listed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="名单公布人",
                    ),
                ),
                (
                    "inspection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draw",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "verbose_name": "抽选",
                "verbose_name_plural": "抽选",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("drawn_on", None), ("seed", ""), ("spoken", "")),
                            models.Q(
                                ("drawn_on__gte", models.F("draw_on")),
                                ("listed_on__isnull", False),
                                models.Q(("seed", ""), _negated=True),
                                models.Q(("spoken", ""), _negated=True),
                                models.Q(("witness", ""), _negated=True),
                                models.Q(("list_hash", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_draw_follows_its_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("listed_on", None), ("draw_on__gt", models.F("listed_on")), _connector="OR"
                        ),
                        name="a_list_is_published_before_the_draw",
                    ),
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
                    "kind",
                    models.CharField(
                        choices=[("party", "党代表"), ("congress", "人大代表"), ("consultative", "政协委员")],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("number", models.CharField(max_length=20, verbose_name="证号")),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("workplace", models.CharField(blank=True, max_length=100, verbose_name="工作单位和职务")),
                ("excluded", models.CharField(blank=True, max_length=300, verbose_name="不参加抽选的理由")),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inspections.deputy",
                        verbose_name="代表、委员",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidates",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "verbose_name": "抽选名单",
                "verbose_name_plural": "抽选名单",
                "ordering": ["kind", "number", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "deputy"), name="a_deputy_once_on_a_list")
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "verbose_name": "视察编号",
                "verbose_name_plural": "视察编号",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "year"), name="one_inspection_series_a_body_and_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionStep",
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
                            ("list", "公布抽选名单"),
                            ("draw", "抽选代表、委员"),
                            ("replace", "递补"),
                            ("call", "确定日期、通知视察"),
                            ("visit", "登记视察"),
                            ("hand-in", "代表提交意见建议"),
                            ("send", "送达视察建议"),
                            ("reply", "单位答复"),
                            ("judge", "代表评价答复"),
                            ("settle", "评价结束"),
                            ("ask-again", "要求再次答复"),
                            ("close", "办结"),
                            ("drop", "调出计划"),
                        ],
                        max_length=10,
                        verbose_name="步骤",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "verbose_name": "视察步骤",
                "verbose_name_plural": "视察步骤",
                "ordering": ["inspection_id", "id"],
            },
        ),
        migrations.CreateModel(
            name="Member",
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
                        choices=[("party", "党代表"), ("congress", "人大代表"), ("consultative", "政协委员")],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="抽选次序")),
                ("since", models.DateField(verbose_name="抽选日期")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
                ("left_reason", models.CharField(blank=True, max_length=300, verbose_name="退出理由")),
                ("present", models.BooleanField(blank=True, null=True, verbose_name="参加视察")),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="inspections.deputy",
                        verbose_name="代表、委员",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="inspections.inspection",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="inspections.member",
                        verbose_name="递补",
                    ),
                ),
            ],
            options={
                "verbose_name": "视察成员",
                "verbose_name_plural": "视察成员",
                "ordering": ["inspection_id", "kind", "place"],
                "indexes": [models.Index(fields=["deputy", "inspection"], name="member_by_deputy")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "deputy"), name="a_deputy_once_in_an_inspection"
                    ),
                    models.UniqueConstraint(
                        fields=("inspection", "kind", "place"), name="a_place_once_in_a_draw"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_on", None), ("left_reason", "")),
                            models.Q(
                                ("left_on__isnull", False), models.Q(("left_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="who_leaves_an_inspection_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMember",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("party", "党代表"), ("congress", "人大代表"), ("consultative", "政协委员")],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="抽选次序")),
                ("since", models.DateField(verbose_name="抽选日期")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
                ("left_reason", models.CharField(blank=True, max_length=300, verbose_name="退出理由")),
                ("present", models.BooleanField(blank=True, null=True, verbose_name="参加视察")),
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
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="inspections.deputy",
                        verbose_name="代表、委员",
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
                    "inspection",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="inspections.inspection",
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
                        to="inspections.member",
                        verbose_name="递补",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 视察成员",
                "verbose_name_plural": "historical 视察成员",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="计划年度")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="组织单位",
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
            ],
            options={
                "verbose_name": "年度视察计划",
                "verbose_name_plural": "年度视察计划",
                "ordering": ["-year", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "year"), name="one_inspection_plan_a_body_and_year"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="inspection",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inspections",
                to="inspections.plan",
                verbose_name="年度计划",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalRevision",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "起草中"),
                            ("submitted", "待批准"),
                            ("approved", "已批准"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.TextField(blank=True, default="", verbose_name="调整理由")),
                (
                    "returned",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="退回理由"),
                ),
                ("drafted_on", models.DateField(verbose_name="起草日期")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
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
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="起草人",
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
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="inspections.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 计划版本",
                "verbose_name_plural": "historical 计划版本",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalInspection",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("number", models.CharField(max_length=40, verbose_name="编号")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "focus",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("B1", "B1 重要事项决策权"),
                                ("B2", "B2 干部推荐任用权"),
                                ("B3", "B3 资金使用权"),
                                ("B4", "B4 物资采购权"),
                                ("B5", "B5 项目发包权"),
                                ("B6", "B6 廉洁从政权"),
                            ],
                            max_length=4,
                        ),
                        size=None,
                        verbose_name="视察重点",
                    ),
                ),
                (
                    "month",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1 月"),
                            (2, "2 月"),
                            (3, "3 月"),
                            (4, "4 月"),
                            (5, "5 月"),
                            (6, "6 月"),
                            (7, "7 月"),
                            (8, "8 月"),
                            (9, "9 月"),
                            (10, "10 月"),
                            (11, "11 月"),
                            (12, "12 月"),
                        ],
                        verbose_name="计划月份",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "已列入计划"),
                            ("listed", "名单已公布，待抽选"),
                            ("drawn", "已抽选，待通知"),
                            ("called", "已通知，待视察"),
                            ("visited", "已视察，汇总建议"),
                            ("sent", "待单位答复"),
                            ("replied", "待代表评价"),
                            ("again", "待再次答复"),
                            ("followed", "跟踪落实"),
                            ("closed", "已办结"),
                            ("dropped", "已调出计划"),
                        ],
                        default=rulebook.procedures.inspections.State["PLANNED"],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("called_on", models.DateField(blank=True, null=True, verbose_name="通知日期")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="视察日期")),
                ("companion", models.CharField(blank=True, max_length=60, verbose_name="陪同人员")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="集合地点")),
                ("visited_on", models.DateField(blank=True, null=True, verbose_name="登记视察日期")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="建议送达日期")),
                ("summary", models.TextField(blank=True, verbose_name="视察情况")),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="答复次数")),
                ("reply_due", models.DateField(blank=True, null=True, verbose_name="答复期限")),
                ("replied_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                ("judge_due", models.DateField(blank=True, null=True, verbose_name="评价期限")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
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
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="组织单位",
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
                    "post",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.post",
                        verbose_name="职务",
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
                        verbose_name="被视察单位",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="inspections.plan",
                        verbose_name="年度计划",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical “两代一委”视察",
                "verbose_name_plural": "historical “两代一委”视察",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="次")),
                ("due", models.DateField(verbose_name="答复期限")),
                ("on", models.DateField(verbose_name="答复日期")),
                ("text", models.TextField(blank=True, verbose_name="总体答复")),
                (
                    "by",
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
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "verbose_name": "视察建议的答复",
                "verbose_name_plural": "视察建议的答复",
                "ordering": ["inspection_id", "round"],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "round"), name="one_reply_a_round")
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "起草中"),
                            ("submitted", "待批准"),
                            ("approved", "已批准"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.TextField(blank=True, default="", verbose_name="调整理由")),
                (
                    "returned",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="退回理由"),
                ),
                ("drafted_on", models.DateField(verbose_name="起草日期")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="起草人",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="inspections.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "计划版本",
                "verbose_name_plural": "计划版本",
                "ordering": ["plan_id", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "number"), name="inspection_revision_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "submitted"])),
                        fields=("plan",),
                        name="one_open_inspection_revision_a_plan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="a_change_of_an_inspection_plan_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "approved"), _negated=True),
                                ("approved_by", None),
                                ("approved_on", None),
                            ),
                            models.Q(
                                ("approved_by__isnull", False),
                                ("approved_on__isnull", False),
                                ("state", "approved"),
                                models.Q(
                                    ("drafted_by", None),
                                    models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="an_inspection_plan_is_approved_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[("add", "列入"), ("drop", "调出")],
                        default="add",
                        max_length=4,
                        verbose_name="增减",
                    ),
                ),
                (
                    "focus",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("B1", "B1 重要事项决策权"),
                                ("B2", "B2 干部推荐任用权"),
                                ("B3", "B3 资金使用权"),
                                ("B4", "B4 物资采购权"),
                                ("B5", "B5 项目发包权"),
                                ("B6", "B6 廉洁从政权"),
                            ],
                            max_length=4,
                        ),
                        size=None,
                        verbose_name="视察重点",
                    ),
                ),
                (
                    "month",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1 月"),
                            (2, "2 月"),
                            (3, "3 月"),
                            (4, "4 月"),
                            (5, "5 月"),
                            (6, "6 月"),
                            (7, "7 月"),
                            (8, "8 月"),
                            (9, "9 月"),
                            (10, "10 月"),
                            (11, "11 月"),
                            (12, "12 月"),
                        ],
                        verbose_name="计划月份",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="inspections.inspection",
                        verbose_name="视察",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="一把手",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.post",
                        verbose_name="职务",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="inspections.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "计划项目",
                "verbose_name_plural": "计划项目",
                "ordering": ["revision_id", "month", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("revision", "person", "unit", "action"), name="a_head_once_in_a_revision"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("action", "add"), ("inspection__isnull", False), _connector="OR"),
                        name="a_drop_names_its_inspection",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)),
                        name="an_inspection_has_a_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("focus", []), _negated=True), name="an_inspection_has_a_focus"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="提交日期")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="提交时间")),
                ("findings", models.TextField(verbose_name="发现的情况和问题")),
                ("suggestions", models.TextField(blank=True, verbose_name="意见建议")),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statement",
                        to="inspections.member",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表意见建议",
                "verbose_name_plural": "代表意见建议",
                "ordering": ["member_id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("findings", ""), _negated=True), name="a_statement_has_words"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("findings", models.TextField(blank=True)),
                ("suggestions", models.TextField(blank=True)),
                ("saved_at", models.DateTimeField(auto_now=True)),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft",
                        to="inspections.member",
                    ),
                ),
            ],
            options={
                "verbose_name": "意见建议草稿",
                "verbose_name_plural": "意见建议草稿",
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("text", models.TextField(verbose_name="建议")),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "verbose_name": "视察建议",
                "verbose_name_plural": "视察建议",
                "ordering": ["inspection_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "number"), name="suggestion_numbered_once"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_suggestion_has_words"
                    ),
                ],
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
                ("words", models.TextField(verbose_name="落实情况")),
                ("done", models.BooleanField(default=False, verbose_name="已经落实")),
                (
                    "by",
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
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="inspections.suggestion",
                    ),
                ),
            ],
            options={
                "verbose_name": "落实情况",
                "verbose_name_plural": "落实情况",
                "ordering": ["suggestion_id", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="a_progress_has_words"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "adoption",
                    models.CharField(
                        choices=[("yes", "采纳"), ("partly", "部分采纳"), ("no", "不采纳")],
                        max_length=8,
                        verbose_name="是否采纳",
                    ),
                ),
                ("words", models.TextField(verbose_name="措施或者理由")),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="inspections.reply",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="inspections.suggestion",
                    ),
                ),
            ],
            options={
                "verbose_name": "逐条答复",
                "verbose_name_plural": "逐条答复",
                "ordering": ["reply_id", "suggestion__number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reply", "suggestion"), name="a_suggestion_answered_once_a_reply"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="an_answer_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="次")),
                (
                    "grade",
                    models.CharField(
                        choices=[("satisfied", "满意"), ("fairly", "基本满意"), ("not", "不满意")],
                        max_length=10,
                        verbose_name="评价",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="说明")),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="inspections.member",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表评价",
                "verbose_name_plural": "代表评价",
                "ordering": ["member_id", "round"],
                "constraints": [
                    models.UniqueConstraint(fields=("member", "round"), name="one_verdict_a_reply")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="inspection",
            index=models.Index(fields=["county", "-year", "-id"], name="inspection_by_county"),
        ),
        migrations.AddIndex(
            model_name="inspection",
            index=models.Index(fields=["unit", "state"], name="inspection_by_unit"),
        ),
        migrations.AddIndex(
            model_name="inspection",
            index=models.Index(fields=["person", "state"], name="inspection_of_person"),
        ),
        migrations.AddIndex(
            model_name="inspection",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_keys"], name="inspection_search"),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.UniqueConstraint(
                fields=("body", "number"), name="inspection_number_given_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held_on", None),
                    models.Q(("called_on__isnull", False), ("held_on__gte", models.F("called_on"))),
                    _connector="OR",
                ),
                name="an_inspection_is_called_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent_on", None), ("visited_on__isnull", False), _connector="OR"),
                name="suggestions_follow_the_visit",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_on__isnull", False),
                        ("state", rulebook.procedures.inspections.State["CLOSED"]),
                    ),
                    models.Q(
                        models.Q(("state", rulebook.procedures.inspections.State["CLOSED"]), _negated=True),
                        ("closed_on", None),
                    ),
                    _connector="OR",
                ),
                name="a_closed_inspection_has_its_day",
            ),
        ),
    ]
