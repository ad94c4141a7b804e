import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import simple_history.models
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
            name="CountyCalendar",
            fields=[
                (
                    "county",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="organisation.division",
                        verbose_name="县",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="启用日期")),
                (
                    "swept_to",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="已检查至"),
                ),
                ("stale", models.BooleanField(default=False, editable=False)),
            ],
            options={
                "verbose_name": "履职日历",
                "verbose_name_plural": "履职日历",
            },
        ),
        migrations.CreateModel(
            name="Replan",
            fields=[
                ("person", models.BigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="Fulfilment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "proof",
                    models.CharField(
                        choices=[
                            ("duty-report", "履职报告"),
                            ("reminder-talk", "提醒约谈"),
                            ("integrity-forum", "廉政恳谈会"),
                            ("year-end-appraisal", "年终双述双评"),
                            ("pre-audit", "任前审计"),
                            ("in-term-audit", "任中审计"),
                            ("leaving-audit", "离任审计"),
                            ("handover", "离任交接"),
                            ("responsibility-list", "责任清单"),
                            ("inspection", "“两代一委”视察"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="审计期间止")),
                ("period", models.CharField(blank=True, default="", max_length=10, verbose_name="登记于")),
                ("record", models.BigIntegerField(blank=True, null=True, verbose_name="记录编号")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fulfilments",
                        to="organisation.person",
                        verbose_name="一把手",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.post",
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
                    ),
                ),
            ],
            options={
                "verbose_name": "履行凭据",
                "verbose_name_plural": "履行凭据",
                "ordering": ["on", "id"],
                "indexes": [
                    models.Index(fields=["person", "proof", "on"], name="fulfilment_of_person"),
                    models.Index(fields=["on"], name="fulfilment_by_day"),
                    models.Index(
                        condition=models.Q(("until__isnull", False)),
                        fields=["until"],
                        name="audit_by_last_day",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("record", "person"), name="fulfilment_once_per_record_and_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
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
                            ("duty-report", "听取履职报告"),
                            ("reminder-talk", "提醒约谈"),
                            ("integrity-forum", "廉政恳谈会"),
                            ("term-audit", "任满五年经济责任审计"),
                            ("responsibility-list", "签订责任清单"),
                            ("handover", "离任经济责任事项交接"),
                            ("inspection", "“两代一委”视察"),
                        ],
                        max_length=20,
                        verbose_name="事项",
                    ),
                ),
                ("subject", models.BigIntegerField(default=0)),
                ("period", models.CharField(max_length=10, verbose_name="周期")),
                ("opens", models.DateField(verbose_name="开始")),
                ("owed_from", models.DateField(verbose_name="起算")),
                ("due", models.DateField(verbose_name="期限")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "未到期"),
                            ("due-soon", "即将到期"),
                            ("overdue", "逾期"),
                            ("done", "已完成"),
                            ("waived", "免予"),
                            ("cancelled", "已取消"),
                        ],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("too-few-days", "本期任职天数不足"),
                            ("absent", "经批准离岗"),
                            ("left", "离任"),
                            ("replanned", "计划调整"),
                            ("corrected", "任职或者审计信息更正"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="原因",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                ("late", models.BooleanField(default=False, verbose_name="逾期完成")),
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
                        related_name="duties",
                        to="organisation.person",
                        verbose_name="一把手",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="organisation.post",
                        verbose_name="职务",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
                (
                    "fulfilment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="supervision.fulfilment",
                    ),
                ),
            ],
            options={
                "verbose_name": "履职事项",
                "verbose_name_plural": "履职事项",
                "ordering": ["due", "id"],
                "indexes": [
                    models.Index(fields=["county", "due", "id"], name="duty_by_county"),
                    models.Index(fields=["unit", "due", "id"], name="duty_by_unit"),
                    models.Index(fields=["due", "id"], name="duty_by_due"),
                    models.Index(
                        condition=models.Q(("state__in", ("planned", "due-soon", "overdue"))),
                        fields=["state", "due"],
                        name="duty_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "person", "subject", "period"), name="duty_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_on", None),
                                ("reason", ""),
                                ("state__in", ("planned", "due-soon", "overdue")),
                            ),
                            models.Q(
                                ("closed_on__isnull", False),
                                ("fulfilment__isnull", False),
                                ("reason", ""),
                                ("state", "done"),
                            ),
                            models.Q(
                                ("state__in", ["waived", "cancelled"]),
                                models.Q(("reason", ""), _negated=True),
                                ("fulfilment", None),
                            ),
                            _connector="OR",
                        ),
                        name="duty_state_tells_one_story",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCharge",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("finance", "财务"),
                            ("personnel", "组织人事"),
                            ("construction", "工程项目建设"),
                            ("procurement", "物资采购和资产处置"),
                            ("approval", "行政审批和执法"),
                        ],
                        max_length=12,
                        verbose_name="分管工作",
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="起止日期")),
                ("basis", models.CharField(max_length=200, verbose_name="依据（文号或会议）")),
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
                    "person",
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
            ],
            options={
                "verbose_name": "historical 班子分工",
                "verbose_name_plural": "historical 班子分工",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDuty",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("duty-report", "听取履职报告"),
                            ("reminder-talk", "提醒约谈"),
                            ("integrity-forum", "廉政恳谈会"),
                            ("term-audit", "任满五年经济责任审计"),
                            ("responsibility-list", "签订责任清单"),
                            ("handover", "离任经济责任事项交接"),
                            ("inspection", "“两代一委”视察"),
                        ],
                        max_length=20,
                        verbose_name="事项",
                    ),
                ),
                ("subject", models.BigIntegerField(default=0)),
                ("period", models.CharField(max_length=10, verbose_name="周期")),
                ("opens", models.DateField(verbose_name="开始")),
                ("owed_from", models.DateField(verbose_name="起算")),
                ("due", models.DateField(verbose_name="期限")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "未到期"),
                            ("due-soon", "即将到期"),
                            ("overdue", "逾期"),
                            ("done", "已完成"),
                            ("waived", "免予"),
                            ("cancelled", "已取消"),
                        ],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("too-few-days", "本期任职天数不足"),
                            ("absent", "经批准离岗"),
                            ("left", "离任"),
                            ("replanned", "计划调整"),
                            ("corrected", "任职或者审计信息更正"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="原因",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                ("late", models.BooleanField(default=False, verbose_name="逾期完成")),
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
                    "fulfilment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="supervision.fulfilment",
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
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 履职事项",
                "verbose_name_plural": "historical 履职事项",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFinding",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("source", models.CharField(max_length=40, verbose_name="来源")),
                ("source_id", models.BigIntegerField(verbose_name="来源编号")),
                ("digest", models.CharField(editable=False, max_length=64)),
                ("clause", models.CharField(max_length=4, verbose_name="条款")),
                ("code", models.CharField(max_length=40, verbose_name="情形")),
                (
                    "severity",
                    models.CharField(
                        choices=[("notice", "提醒"), ("ordinary", "一般"), ("serious", "严重")],
                        max_length=10,
                        verbose_name="程度",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=20, verbose_name="事项类别")),
                ("title", models.CharField(max_length=200, verbose_name="事项")),
                ("facts", models.JSONField(verbose_name="事实")),
                ("message", models.TextField(verbose_name="说明")),
                ("raised_on", models.DateField(verbose_name="发现日期")),
                ("answer_due", models.DateField(verbose_name="答复期限")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待答复"), ("answered", "待评议"), ("closed", "已了结")],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="本人答复")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                ("assessment", models.TextField(blank=True, verbose_name="监督机构意见")),
                ("assessed_at", models.DateTimeField(blank=True, null=True, verbose_name="评议时间")),
                (
                    "closure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fixed", "事由已消除"),
                            ("accepted", "经批准不再整改"),
                            ("explained", "说明成立"),
                            ("upheld", "问题成立，已处理"),
                        ],
                        max_length=10,
                        verbose_name="了结方式",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="了结日期")),
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
                    "assessed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="评议人",
                    ),
                ),
                (
                    "concerns",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="涉及人员",
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
                "verbose_name": "historical 问题",
                "verbose_name_plural": "historical 问题登记",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMandateException",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "effect",
                    models.CharField(
                        choices=[("add", "增加"), ("remove", "免除")], max_length=6, verbose_name="方式"
                    ),
                ),
                (
                    "clause",
                    models.CharField(
                        choices=[
                            ("A1", "A1 全面监督管理"),
                            ("A2", "A2 日常监督管理"),
                            ("A3", "A3 内设机构负责人监督管理"),
                            ("A4", "A4 内设机构负责人监督管理"),
                            ("A5", "A5 经济责任审计监督"),
                            ("A6", "A6 工程项目建设管理监督"),
                            ("A7", "A7 账务资金管理监督"),
                            ("A8", "A8 履职和廉政监督"),
                            ("A9", "A9 日常监督管理"),
                            ("A10", "A10 内部监督"),
                        ],
                        max_length=4,
                        verbose_name="条款",
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="起止日期")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                (
                    "confirmed_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="批准日期"),
                ),
                (
                    "declined_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="不予批准日期"),
                ),
                (
                    "declined_because",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="不予批准的理由"
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
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="监督机构",
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
            ],
            options={
                "verbose_name": "historical 监督职责例外",
                "verbose_name_plural": "historical 监督职责例外",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSuspension",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="起止日期")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("decided_by", models.CharField(max_length=200, verbose_name="决定的机关和文号")),
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
                        editable=False,
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
            ],
            options={
                "verbose_name": "historical 暂不执行“五个不直接分管”",
                "verbose_name_plural": "historical 暂不执行“五个不直接分管”",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MandateException",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        choices=[("add", "增加"), ("remove", "免除")], max_length=6, verbose_name="方式"
                    ),
                ),
                (
                    "clause",
                    models.CharField(
                        choices=[
                            ("A1", "A1 全面监督管理"),
                            ("A2", "A2 日常监督管理"),
                            ("A3", "A3 内设机构负责人监督管理"),
                            ("A4", "A4 内设机构负责人监督管理"),
                            ("A5", "A5 经济责任审计监督"),
                            ("A6", "A6 工程项目建设管理监督"),
                            ("A7", "A7 账务资金管理监督"),
                            ("A8", "A8 履职和廉政监督"),
                            ("A9", "A9 日常监督管理"),
                            ("A10", "A10 内部监督"),
                        ],
                        max_length=4,
                        verbose_name="条款",
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="起止日期")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                (
                    "confirmed_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="批准日期"),
                ),
                (
                    "declined_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="不予批准日期"),
                ),
                (
                    "declined_because",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="不予批准的理由"
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="监督机构",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
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
            ],
            options={
                "verbose_name": "监督职责例外",
                "verbose_name_plural": "监督职责例外",
                "ordering": ["person_id", "clause"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False)),
                        name="exception_has_days",
                        violation_error_message="止日须晚于起日",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="exception_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_by", models.F("approved_by")), _negated=True),
                        name="exception_approved_by_another",
                        violation_error_message="登记人不能批准自己登记的例外",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("clause__in", ["A1"]), ("effect", "remove"), _negated=True),
                        name="exception_takes_nothing_from_a_leader",
                        violation_error_message="该条款由分管联系产生，不能在此免除；请更改分管联系。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_on__isnull", True), ("declined_on__isnull", True), _connector="OR"
                        ),
                        name="exception_is_confirmed_or_declined",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("declined_on__isnull", True),
                            models.Q(("declined_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="exception_is_declined_with_a_reason",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("declined_on__isnull", True)),
                        expressions=[
                            (
                                models.Func(
                                    django.db.models.functions.comparison.Cast(
                                        django.db.models.functions.text.Substr("clause", 2),
                                        models.BigIntegerField(),
                                    ),
                                    django.db.models.functions.comparison.Cast(
                                        django.db.models.functions.text.Substr("clause", 2),
                                        models.BigIntegerField(),
                                    ),
                                    template="int8range(%(expressions)s, '[]')",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("body"),
                                    models.F("body"),
                                    template="int8range(%(expressions)s, '[]')",
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Snooze",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateField(verbose_name="暂缓至")),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="snoozes",
                        to="supervision.duty",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="snoozes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "暂缓提醒",
                "verbose_name_plural": "暂缓提醒",
                "constraints": [models.UniqueConstraint(fields=("user", "duty"), name="snoozed_once")],
            },
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="起止日期")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("decided_by", models.CharField(max_length=200, verbose_name="决定的机关和文号")),
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
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "暂不执行“五个不直接分管”",
                "verbose_name_plural": "暂不执行“五个不直接分管”",
                "ordering": ["county_id", "-during"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    django.db.models.functions.comparison.Cast(
                                        "county", models.BigIntegerField()
                                    ),
                                    django.db.models.functions.comparison.Cast(
                                        "county", models.BigIntegerField()
                                    ),
                                    template="int8range(%(expressions)s, '[]')",
                                ),
                                "&&",
                            ),
                            ("during", "&&"),
                        ],
                        name="one_suspension_at_a_time",
                        violation_error_message="该县在这段时间已登记暂不执行",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False), ("during__startswith__isnull", False)),
                        name="suspension_has_days",
                        violation_error_message="须有起日，止日须晚于起日",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("decided_by", ""), _negated=True),
                        ),
                        name="suspension_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AskedDuty",
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
                            ("duty-report", "听取履职报告"),
                            ("reminder-talk", "提醒约谈"),
                            ("integrity-forum", "廉政恳谈会"),
                            ("term-audit", "任满五年经济责任审计"),
                            ("responsibility-list", "签订责任清单"),
                            ("handover", "离任经济责任事项交接"),
                            ("inspection", "“两代一委”视察"),
                        ],
                        max_length=20,
                        verbose_name="事项",
                    ),
                ),
                ("period", models.CharField(max_length=10, verbose_name="周期")),
                ("opens", models.DateField(verbose_name="开始")),
                ("ends", models.DateField(verbose_name="终了")),
                ("due", models.DateField(verbose_name="期限")),
                ("asked_on", models.DateField(verbose_name="列入日期")),
                ("dropped_on", models.DateField(blank=True, null=True, verbose_name="调出日期")),
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
            ],
            options={
                "verbose_name": "计划事项",
                "verbose_name_plural": "计划事项",
                "ordering": ["opens", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "person", "unit", "period"), name="asked_once_a_period"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Charge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("finance", "财务"),
                            ("personnel", "组织人事"),
                            ("construction", "工程项目建设"),
                            ("procurement", "物资采购和资产处置"),
                            ("approval", "行政审批和执法"),
                        ],
                        max_length=12,
                        verbose_name="分管工作",
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="起止日期")),
                ("basis", models.CharField(max_length=200, verbose_name="依据（文号或会议）")),
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="organisation.person",
                        verbose_name="分管领导",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "班子分工",
                "verbose_name_plural": "班子分工",
                "ordering": ["unit_id", "-during", "id"],
                "indexes": [models.Index(fields=["unit", "field"], name="charge_of_unit")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("field", "finance")),
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
                        name="one_holder_of_finance_at_a_time",
                        violation_error_message="同一单位的一项工作在同一时间只能由一人分管",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("field", "personnel")),
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
                        name="one_holder_of_personnel_at_a_time",
                        violation_error_message="同一单位的一项工作在同一时间只能由一人分管",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("field", "construction")),
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
                        name="one_holder_of_construction_at_a_time",
                        violation_error_message="同一单位的一项工作在同一时间只能由一人分管",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("field", "procurement")),
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
                        name="one_holder_of_procurement_at_a_time",
                        violation_error_message="同一单位的一项工作在同一时间只能由一人分管",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("field", "approval")),
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
                        name="one_holder_of_approval_at_a_time",
                        violation_error_message="同一单位的一项工作在同一时间只能由一人分管",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("field__in", ["finance", "personnel", "construction", "procurement", "approval"])
                        ),
                        name="charge_is_of_a_known_field",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False), ("during__startswith__isnull", False)),
                        name="charge_has_days",
                        violation_error_message="分管须有起日，止日须晚于起日",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True), name="charge_has_a_basis"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            ("field__in", ["construction", "approval"]),
                            _connector="OR",
                        ),
                        name="every_unit_has_this_work",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Escalation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="级次")),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="escalations",
                        to="supervision.duty",
                    ),
                ),
            ],
            options={
                "verbose_name": "逾期上报",
                "verbose_name_plural": "逾期上报",
                "ordering": ["duty_id", "level"],
                "constraints": [
                    models.UniqueConstraint(fields=("duty", "level"), name="escalated_once_per_level")
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=40, verbose_name="来源")),
                ("source_id", models.BigIntegerField(verbose_name="来源编号")),
                ("digest", models.CharField(editable=False, max_length=64)),
                ("clause", models.CharField(max_length=4, verbose_name="条款")),
                ("code", models.CharField(max_length=40, verbose_name="情形")),
                (
                    "severity",
                    models.CharField(
                        choices=[("notice", "提醒"), ("ordinary", "一般"), ("serious", "严重")],
                        max_length=10,
                        verbose_name="程度",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=20, verbose_name="事项类别")),
                ("title", models.CharField(max_length=200, verbose_name="事项")),
                ("facts", models.JSONField(verbose_name="事实")),
                ("message", models.TextField(verbose_name="说明")),
                ("raised_on", models.DateField(verbose_name="发现日期")),
                ("answer_due", models.DateField(verbose_name="答复期限")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待答复"), ("answered", "待评议"), ("closed", "已了结")],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="本人答复")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                ("assessment", models.TextField(blank=True, verbose_name="监督机构意见")),
                ("assessed_at", models.DateTimeField(blank=True, null=True, verbose_name="评议时间")),
                (
                    "closure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fixed", "事由已消除"),
                            ("accepted", "经批准不再整改"),
                            ("explained", "说明成立"),
                            ("upheld", "问题成立，已处理"),
                        ],
                        max_length=10,
                        verbose_name="了结方式",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="了结日期")),
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
                    "assessed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="评议人",
                    ),
                ),
                (
                    "concerns",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="涉及人员",
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
                        related_name="findings",
                        to="organisation.person",
                        verbose_name="一把手",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "问题",
                "verbose_name_plural": "问题登记",
                "ordering": ["-raised_on", "-id"],
                "indexes": [
                    models.Index(fields=["county", "-raised_on", "-id"], name="finding_by_county"),
                    models.Index(fields=["unit", "-raised_on", "-id"], name="finding_by_unit"),
                    models.Index(fields=["person", "state"], name="finding_of_person"),
                    models.Index(fields=["source", "source_id"], name="finding_of_source"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "source_id", "code", "digest"), name="same_facts_raise_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("facts", {}), _negated=True), models.Q(("message", ""), _negated=True)
                        ),
                        name="no_finding_without_facts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_on__isnull", False),
                                ("state", "closed"),
                                models.Q(("closure", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "closed"), _negated=True),
                                ("closed_on", None),
                                ("closure", ""),
                            ),
                            _connector="OR",
                        ),
                        name="finding_state_tells_one_story",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at", None), models.Q(("answer", ""), _negated=True), _connector="OR"
                        ),
                        name="an_answer_has_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("assessed_at", None),
                            models.Q(("assessment", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_assessment_has_words",
                    ),
                ],
            },
        ),
    ]
