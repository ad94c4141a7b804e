import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import rulebook.procedures.inquiry
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
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="责任事项序号")),
                ("on", models.DateField(verbose_name="日期")),
                ("text", models.TextField(verbose_name="落实情况")),
                ("entered_on", models.DateField(verbose_name="登记日期")),
                ("token", models.UUIDField(editable=False, unique=True)),
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
            ],
            options={
                "verbose_name": "落实凭据",
                "verbose_name_plural": "落实凭据",
                "ordering": ["list_id", "number", "on", "id"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceFile",
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
                ("file", models.FileField(upload_to="responsibility/%Y/%m/")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="integrity.evidence",
                    ),
                ),
            ],
            options={
                "verbose_name": "落实材料",
                "verbose_name_plural": "落实材料",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("text", models.TextField(verbose_name="说明")),
                (
                    "signed_by",
                    models.CharField(blank=True, max_length=60, verbose_name="单位党组织主要负责人签署"),
                ),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="谈话地点")),
                ("talkers", models.CharField(blank=True, max_length=200, verbose_name="谈话人")),
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
            ],
            options={
                "verbose_name": "说明",
                "verbose_name_plural": "说明",
            },
        ),
        migrations.CreateModel(
            name="ExplanationFile",
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
                ("file", models.FileField(upload_to="inquiries/%Y/%m/")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "explanation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="integrity.explanation",
                    ),
                ),
            ],
            options={
                "verbose_name": "说明材料",
                "verbose_name_plural": "说明材料",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalCountyItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("title", models.CharField(max_length=60, verbose_name="责任事项")),
                ("text", models.TextField(verbose_name="具体要求")),
                ("since_year", models.PositiveSmallIntegerField(verbose_name="自年度起")),
                (
                    "until_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="至年度止"),
                ),
                ("basis", models.CharField(max_length=200, verbose_name="依据（文号）")),
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
            ],
            options={
                "verbose_name": "historical 本县增加的责任事项",
                "verbose_name_plural": "historical 本县增加的责任事项",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalExtension",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="起止日期")),
                ("basis", models.CharField(max_length=200, verbose_name="决定的机关和文号")),
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
            ],
            options={
                "verbose_name": "historical 扩大个人有关事项报告范围",
                "verbose_name_plural": "historical 扩大个人有关事项报告范围",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGift",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("item", models.CharField(max_length=100, verbose_name="礼品、礼金名称")),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="价值（元）",
                    ),
                ),
                (
                    "giver",
                    models.CharField(
                        choices=[
                            ("served", "管理和服务对象"),
                            ("below", "下属单位或者个人"),
                            ("supplier", "工程、采购的承揽供应方"),
                            ("other", "其他单位或者个人"),
                        ],
                        max_length=10,
                        verbose_name="送礼人类别",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="收受日期")),
                ("back_on", models.DateField(blank=True, null=True, verbose_name="自外地返回单位日期")),
                ("handed_in_on", models.DateField(blank=True, null=True, verbose_name="上交日期")),
                ("receipt", models.CharField(blank=True, max_length=40, verbose_name="收据编号")),
                ("entered_on", models.DateField(verbose_name="登记日期")),
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
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="接收人",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="接收机构",
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
                "verbose_name": "historical 礼品登记",
                "verbose_name_plural": "historical 礼品登记",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIncident",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("happened_on", models.DateField(verbose_name="发生日期")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("team", "班子成员"),
                            ("subordinate", "下属"),
                            ("spouse", "配偶"),
                            ("child", "子女"),
                        ],
                        max_length=12,
                        verbose_name="涉及人员",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("finance", "财务"),
                            ("personnel", "组织人事"),
                            ("construction", "工程项目建设"),
                            ("procurement", "物资采购和资产处置"),
                            ("approval", "行政审批和执法"),
                        ],
                        max_length=12,
                        verbose_name="所涉工作",
                    ),
                ),
                ("what", models.TextField(verbose_name="事实")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("inspection", "监督检查"),
                            ("patrol", "巡察"),
                            ("audit", "审计"),
                            ("case", "纪律审查、监察调查"),
                            ("court", "司法机关通报"),
                            ("complaint", "信访举报核查属实"),
                            ("self", "单位自查报告"),
                        ],
                        max_length=12,
                        verbose_name="来源",
                    ),
                ),
                ("entered_on", models.DateField(verbose_name="登记日期")),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300, verbose_name="撤销理由")),
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="本人",
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
                "verbose_name": "historical 问题事件",
                "verbose_name_plural": "historical 问题事件",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecord",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
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
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "草稿"), ("recorded", "已登记"), ("withdrawn", "已作废")],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("entered", "系统登记"), ("imported", "历史导入")],
                        default="entered",
                        max_length=10,
                        verbose_name="来源",
                    ),
                ),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="审计期间止")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="地点")),
                ("host", models.CharField(blank=True, max_length=100, verbose_name="谈话人或主持人")),
                ("others", models.CharField(blank=True, max_length=300, verbose_name="其他参加人员")),
                ("summary", models.TextField(blank=True, verbose_name="主要内容")),
                ("problems", models.TextField(blank=True, verbose_name="指出的问题")),
                ("measures", models.TextField(blank=True, verbose_name="整改措施与要求")),
                ("recorded_at", models.DateTimeField(blank=True, null=True, verbose_name="登记时间")),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300, verbose_name="作废理由")),
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
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="主持机构",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="最后修改人",
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
            ],
            options={
                "verbose_name": "historical 履职与廉政记录",
                "verbose_name_plural": "historical 履职与廉政记录",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalResponsibilityList",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "state",
                    models.CharField(
                        choices=[("prepared", "准备中"), ("in-force", "执行中"), ("closed", "已办结")],
                        default="prepared",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("drafted_on", models.DateField(verbose_name="起草日期")),
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
                "verbose_name": "historical 责任清单",
                "verbose_name_plural": "historical 责任清单",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="发生日期")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("team", "班子成员"),
                            ("subordinate", "下属"),
                            ("spouse", "配偶"),
                            ("child", "子女"),
                        ],
                        max_length=12,
                        verbose_name="涉及人员",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("finance", "财务"),
                            ("personnel", "组织人事"),
                            ("construction", "工程项目建设"),
                            ("procurement", "物资采购和资产处置"),
                            ("approval", "行政审批和执法"),
                        ],
                        max_length=12,
                        verbose_name="所涉工作",
                    ),
                ),
                ("what", models.TextField(verbose_name="事实")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("inspection", "监督检查"),
                            ("patrol", "巡察"),
                            ("audit", "审计"),
                            ("case", "纪律审查、监察调查"),
                            ("court", "司法机关通报"),
                            ("complaint", "信访举报核查属实"),
                            ("self", "单位自查报告"),
                        ],
                        max_length=12,
                        verbose_name="来源",
                    ),
                ),
                ("entered_on", models.DateField(verbose_name="登记日期")),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300, verbose_name="撤销理由")),
                ("token", models.UUIDField(editable=False, unique=True)),
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="本人",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "问题事件",
                "verbose_name_plural": "问题事件",
                "ordering": ["-happened_on", "-id"],
                "indexes": [
                    models.Index(fields=["county", "-happened_on", "-id"], name="incident_by_county")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what", ""), _negated=True), name="an_incident_has_facts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relation__in", ["team", "subordinate"]),
                            models.Q(("field", ""), ("person", None)),
                            _connector="OR",
                        ),
                        name="of_the_family_nothing_but_the_relation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.division",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="当时的分管领导",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attributions",
                        to="organisation.person",
                        verbose_name="一把手",
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
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attributions",
                        to="integrity.incident",
                    ),
                ),
            ],
            options={
                "verbose_name": "第一责任人",
                "verbose_name_plural": "第一责任人",
                "ordering": ["incident_id", "id"],
                "indexes": [models.Index(fields=["person", "unit", "year"], name="attribution_of_list")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("incident", "person"), name="a_head_answers_once_for_an_incident"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asking",
                    models.CharField(
                        choices=[("discipline", "discipline"), ("organisation", "organisation")],
                        max_length=20,
                        verbose_name="监督职能",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("letter", "函询"), ("talk", "谈话提醒")], max_length=10, verbose_name="方式"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "起草中"),
                            ("submitted", "待批准"),
                            ("approved", "待发出"),
                            ("sent", "待签收"),
                            ("received", "待说明"),
                            ("answered", "待评估"),
                            ("assessed", "待批准处置"),
                            ("closed", "已办结"),
                            ("dropped", "已撤销"),
                        ],
                        default=rulebook.procedures.inquiry.State["DRAFT"],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("origin", models.CharField(blank=True, max_length=20, verbose_name="来源类别")),
                ("origin_row", models.BigIntegerField(blank=True, null=True, verbose_name="来源编号")),
                ("grounds", models.TextField(blank=True, verbose_name="问题线索摘要")),
                ("matters", models.TextField(verbose_name="需要说明的问题")),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="文号")),
                ("drafted_on", models.DateField(verbose_name="起草日期")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="发出日期")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="签收日期")),
                ("answer_due", models.DateField(blank=True, null=True, verbose_name="答复期限")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="说明日期")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accept", "说明清楚，采信了结"),
                            ("again", "说明不清楚，再次函询或者谈话"),
                            ("remind", "谈话提醒"),
                            ("criticise", "批评教育"),
                            ("rectify", "责令检查、限期整改"),
                            ("admonish", "诫勉"),
                            ("verify", "转初步核实"),
                        ],
                        max_length=10,
                        verbose_name="处置",
                    ),
                ),
                ("assessment", models.TextField(blank=True, verbose_name="评估意见")),
                ("assessed_on", models.DateField(blank=True, null=True, verbose_name="评估日期")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="批准处置日期")),
                ("token", models.UUIDField(editable=False, unique=True)),
                (
                    "search_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list, editable=False, size=None
                    ),
                ),
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
                    "assessed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="评估人",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="函询机构",
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准处置人",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiries",
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
                    "previous",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="following",
                        to="integrity.inquiry",
                        verbose_name="前一次函询",
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
                "verbose_name": "函询谈话",
                "verbose_name_plural": "函询谈话",
                "ordering": ["-drafted_on", "-id"],
                "indexes": [
                    models.Index(fields=["county", "-drafted_on", "-id"], name="inquiry_by_county"),
                    models.Index(fields=["person", "state"], name="inquiry_of_person"),
                    django.contrib.postgres.indexes.GinIndex(fields=["search_keys"], name="inquiry_search"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("matters", ""), _negated=True), name="an_inquiry_asks_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("origin", ""), ("origin_row", None), models.Q(("grounds", ""), _negated=True)
                            ),
                            models.Q(models.Q(("origin", ""), _negated=True), ("origin_row__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_inquiry_has_an_origin_or_grounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            ("drafted_by", None),
                            models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="an_inquiry_is_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), ("sent_on", None)),
                            models.Q(
                                ("approved_by__isnull", False),
                                ("sent_on__isnull", False),
                                models.Q(("number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_sent_is_approved_and_numbered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("assessed_on", None), ("assessment", ""), ("outcome", "")),
                            models.Q(
                                ("assessed_by__isnull", False),
                                ("assessed_on__gte", models.F("answered_on")),
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("assessment", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_assessment_proposes_with_reasons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", None), ("decided_on", None)),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("decided_on__gte", models.F("assessed_on")),
                                models.Q(("decided_by", models.F("assessed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_outcome_is_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_on__isnull", False),
                                ("state", rulebook.procedures.inquiry.State["CLOSED"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state", rulebook.procedures.inquiry.State["CLOSED"]), _negated=True
                                ),
                                ("decided_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_inquiry_is_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalInquiry",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "asking",
                    models.CharField(
                        choices=[("discipline", "discipline"), ("organisation", "organisation")],
                        max_length=20,
                        verbose_name="监督职能",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("letter", "函询"), ("talk", "谈话提醒")], max_length=10, verbose_name="方式"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "起草中"),
                            ("submitted", "待批准"),
                            ("approved", "待发出"),
                            ("sent", "待签收"),
                            ("received", "待说明"),
                            ("answered", "待评估"),
                            ("assessed", "待批准处置"),
                            ("closed", "已办结"),
                            ("dropped", "已撤销"),
                        ],
                        default=rulebook.procedures.inquiry.State["DRAFT"],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("origin", models.CharField(blank=True, max_length=20, verbose_name="来源类别")),
                ("origin_row", models.BigIntegerField(blank=True, null=True, verbose_name="来源编号")),
                ("grounds", models.TextField(blank=True, verbose_name="问题线索摘要")),
                ("matters", models.TextField(verbose_name="需要说明的问题")),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="文号")),
                ("drafted_on", models.DateField(verbose_name="起草日期")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="发出日期")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="签收日期")),
                ("answer_due", models.DateField(blank=True, null=True, verbose_name="答复期限")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="说明日期")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accept", "说明清楚，采信了结"),
                            ("again", "说明不清楚，再次函询或者谈话"),
                            ("remind", "谈话提醒"),
                            ("criticise", "批评教育"),
                            ("rectify", "责令检查、限期整改"),
                            ("admonish", "诫勉"),
                            ("verify", "转初步核实"),
                        ],
                        max_length=10,
                        verbose_name="处置",
                    ),
                ),
                ("assessment", models.TextField(blank=True, verbose_name="评估意见")),
                ("assessed_on", models.DateField(blank=True, null=True, verbose_name="评估日期")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="批准处置日期")),
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
                    "assessed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="评估人",
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
                        verbose_name="函询机构",
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准处置人",
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
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="integrity.inquiry",
                        verbose_name="前一次函询",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 函询谈话",
                "verbose_name_plural": "historical 函询谈话",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="explanation",
            name="inquiry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="explanation",
                to="integrity.inquiry",
            ),
        ),
        migrations.CreateModel(
            name="Admonition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="诫勉日期")),
                ("until", models.DateField(verbose_name="影响期满")),
                ("criticism_due", models.DateField(verbose_name="书面检查期限")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="admonitions",
                        to="organisation.person",
                        verbose_name="一把手",
                    ),
                ),
                (
                    "inquiry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="admonition",
                        to="integrity.inquiry",
                    ),
                ),
            ],
            options={
                "verbose_name": "诫勉",
                "verbose_name_plural": "诫勉",
                "ordering": ["-since", "-id"],
                "indexes": [models.Index(fields=["person", "since"], name="admonition_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))), name="an_admonition_lasts"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InquiryLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("mark", models.CharField(max_length=8)),
                ("serial", models.PositiveIntegerField(verbose_name="序号")),
                ("number", models.CharField(max_length=40, verbose_name="文号")),
                ("content", models.JSONField(verbose_name="内容")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="发文机关",
                    ),
                ),
                (
                    "inquiry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letter",
                        to="integrity.inquiry",
                    ),
                ),
            ],
            options={
                "verbose_name": "函询通知书",
                "verbose_name_plural": "函询通知书",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "year", "mark", "serial"), name="inquiry_number_given_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InquirySeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("mark", models.CharField(max_length=8)),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "verbose_name": "函询文号",
                "verbose_name_plural": "函询文号",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "year", "mark"), name="one_inquiry_series_a_body_and_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InquiryStep",
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
                            ("submit", "提请批准"),
                            ("approve", "批准"),
                            ("return", "退回修改"),
                            ("drop", "撤销"),
                            ("send", "发出"),
                            ("receive", "签收"),
                            ("answer", "书面说明"),
                            ("talk", "登记谈话"),
                            ("assess", "提出处置建议"),
                            ("reconsider", "退回重新评估"),
                            ("decide", "批准处置"),
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
                    "inquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="integrity.inquiry",
                    ),
                ),
            ],
            options={
                "verbose_name": "函询步骤",
                "verbose_name_plural": "函询步骤",
                "ordering": ["inquiry_id", "id"],
            },
        ),
        migrations.CreateModel(
            name="ListVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="调整理由")),
                ("returned", models.CharField(blank=True, max_length=300, verbose_name="退回意见")),
                ("head_signed_on", models.DateField(blank=True, null=True, verbose_name="“一把手”签字日期")),
                ("above_signed_on", models.DateField(blank=True, null=True, verbose_name="上级签字日期")),
                (
                    "above_signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上级签字人",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="上级党组织",
                    ),
                ),
                (
                    "head_signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="签字人",
                    ),
                ),
            ],
            options={
                "verbose_name": "责任清单版本",
                "verbose_name_plural": "责任清单版本",
                "ordering": ["list_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="ListItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("key", models.CharField(blank=True, max_length=40, verbose_name="模板项")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("template", "统一模板"),
                            ("county", "本县增加"),
                            ("own", "本单位增加"),
                            ("carried", "上年结转"),
                        ],
                        default="own",
                        max_length=10,
                        verbose_name="来源",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="责任事项")),
                ("text", models.TextField(verbose_name="具体要求")),
                (
                    "carried_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="结转自年度"),
                ),
                (
                    "carried_number",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="结转自序号"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="integrity.listversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "责任事项",
                "verbose_name_plural": "责任事项",
                "ordering": ["version_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="item_once_in_version"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("carried_number__isnull", False),
                                ("carried_year__isnull", False),
                                ("origin", "carried"),
                            ),
                            models.Q(
                                models.Q(("origin", "carried"), _negated=True),
                                ("carried_number", None),
                                ("carried_year", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_carried_item_says_from_where",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Record",
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
                            ("duty-report", "履职报告"),
                            ("reminder-talk", "提醒约谈"),
                            ("integrity-forum", "廉政恳谈会"),
                            ("year-end-appraisal", "年终双述双评"),
                            ("pre-audit", "任前审计"),
                            ("in-term-audit", "任中审计"),
                            ("leaving-audit", "离任审计"),
                            ("handover", "离任交接"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "草稿"), ("recorded", "已登记"), ("withdrawn", "已作废")],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("entered", "系统登记"), ("imported", "历史导入")],
                        default="entered",
                        max_length=10,
                        verbose_name="来源",
                    ),
                ),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="审计期间止")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="地点")),
                ("host", models.CharField(blank=True, max_length=100, verbose_name="谈话人或主持人")),
                ("others", models.CharField(blank=True, max_length=300, verbose_name="其他参加人员")),
                ("summary", models.TextField(blank=True, verbose_name="主要内容")),
                ("problems", models.TextField(blank=True, verbose_name="指出的问题")),
                ("measures", models.TextField(blank=True, verbose_name="整改措施与要求")),
                ("recorded_at", models.DateTimeField(blank=True, null=True, verbose_name="登记时间")),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300, verbose_name="作废理由")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="主持机构",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="最后修改人",
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
            ],
            options={
                "verbose_name": "履职与廉政记录",
                "verbose_name_plural": "履职与廉政记录",
                "ordering": ["-held_on", "-id"],
                "indexes": [models.Index(fields=["state", "-held_on", "-id"], name="record_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state", "draft"), ("held_on__isnull", False), _connector="OR"),
                        name="a_recorded_talk_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="withdrawal_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.CharField(blank=True, default="", max_length=10, verbose_name="登记于")),
                ("present", models.BooleanField(default=True, verbose_name="到会")),
                ("statement", models.TextField(blank=True, verbose_name="本人表态")),
                ("problems", models.TextField(blank=True, verbose_name="向本人指出的问题")),
                (
                    "answer",
                    models.CharField(
                        choices=[("pending", "待确认"), ("confirmed", "已确认"), ("objected", "有异议")],
                        default="pending",
                        max_length=10,
                        verbose_name="本人意见",
                    ),
                ),
                ("answer_words", models.TextField(blank=True, verbose_name="异议内容")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="organisation.person",
                        verbose_name="一把手",
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
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="integrity.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "参加的一把手",
                "verbose_name_plural": "参加的一把手",
                "ordering": ["record_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("record", "person"), name="a_head_takes_part_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "objected"), _negated=True),
                            models.Q(("answer_words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_objection_has_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalParticipation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("period", models.CharField(blank=True, default="", max_length=10, verbose_name="登记于")),
                ("present", models.BooleanField(default=True, verbose_name="到会")),
                ("statement", models.TextField(blank=True, verbose_name="本人表态")),
                ("problems", models.TextField(blank=True, verbose_name="向本人指出的问题")),
                (
                    "answer",
                    models.CharField(
                        choices=[("pending", "待确认"), ("confirmed", "已确认"), ("objected", "有异议")],
                        default="pending",
                        max_length=10,
                        verbose_name="本人意见",
                    ),
                ),
                ("answer_words", models.TextField(blank=True, verbose_name="异议内容")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="integrity.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 参加的一把手",
                "verbose_name_plural": "historical 参加的一把手",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFollowUp",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("text", models.CharField(max_length=300, verbose_name="事项")),
                ("due", models.DateField(blank=True, null=True, verbose_name="期限")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                ("result", models.CharField(blank=True, max_length=300, verbose_name="完成情况")),
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
                        verbose_name="责任人",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="integrity.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 后续事项",
                "verbose_name_plural": "historical 后续事项",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="事项")),
                ("due", models.DateField(blank=True, null=True, verbose_name="期限")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
                ("result", models.CharField(blank=True, max_length=300, verbose_name="完成情况")),
                (
                    "person",
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
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="integrity.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "后续事项",
                "verbose_name_plural": "后续事项",
                "ordering": ["due", "id"],
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
                ("file", models.FileField(upload_to="records/%Y/%m/")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="integrity.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "附件",
                "verbose_name_plural": "附件",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ResponsibilityList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "state",
                    models.CharField(
                        choices=[("prepared", "准备中"), ("in-force", "执行中"), ("closed", "已办结")],
                        default="prepared",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("drafted_on", models.DateField(verbose_name="起草日期")),
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
                    "entered_by",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibility_lists",
                        to="organisation.person",
                        verbose_name="一把手",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibility_lists",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "责任清单",
                "verbose_name_plural": "责任清单",
                "ordering": ["-year", "unit_id", "id"],
                "indexes": [
                    models.Index(fields=["county", "-year", "unit", "id"], name="responsibility_by_county"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_keys"], name="responsibility_search"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "unit", "year"), name="one_list_a_head_unit_and_year"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="listversion",
            name="list",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versions",
                to="integrity.responsibilitylist",
            ),
        ),
        migrations.CreateModel(
            name="ListReview",
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
                        choices=[("mid-year", "年中检查"), ("year-end", "年终检查")],
                        max_length=10,
                        verbose_name="检查",
                    ),
                ),
                ("on", models.DateField(verbose_name="检查日期")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="检查机构",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="检查人",
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="integrity.responsibilitylist",
                    ),
                ),
            ],
            options={
                "verbose_name": "责任清单检查",
                "verbose_name_plural": "责任清单检查",
                "ordering": ["list_id", "on", "id"],
                "constraints": [models.UniqueConstraint(fields=("list", "kind"), name="review_once_in_list")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalListVersion",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="调整理由")),
                ("returned", models.CharField(blank=True, max_length=300, verbose_name="退回意见")),
                ("head_signed_on", models.DateField(blank=True, null=True, verbose_name="“一把手”签字日期")),
                ("above_signed_on", models.DateField(blank=True, null=True, verbose_name="上级签字日期")),
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
                    "above_signed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上级签字人",
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
                        verbose_name="上级党组织",
                    ),
                ),
                (
                    "head_signed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="签字人",
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
                    "list",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="integrity.responsibilitylist",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 责任清单版本",
                "verbose_name_plural": "historical 责任清单版本",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="evidence",
            name="list",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="integrity.responsibilitylist",
            ),
        ),
        migrations.CreateModel(
            name="ReviewLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="责任事项序号")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("done", "已落实"), ("under-way", "正在落实"), ("not-done", "没有落实")],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="意见")),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="integrity.listreview",
                    ),
                ),
            ],
            options={
                "verbose_name": "检查意见",
                "verbose_name_plural": "检查意见",
                "ordering": ["review_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("review", "number"), name="item_once_in_review"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "done"), models.Q(("words", ""), _negated=True), _connector="OR"
                        ),
                        name="what_is_not_done_has_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfCriticism",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("text", models.TextField(verbose_name="书面检查")),
                (
                    "admonition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criticism",
                        to="integrity.admonition",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提交人",
                    ),
                ),
            ],
            options={
                "verbose_name": "书面检查",
                "verbose_name_plural": "书面检查",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_self_criticism_has_words"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="YearlyDeclaration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("confirmed_on", models.DateField(verbose_name="报告日期")),
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
                        verbose_name="报告人",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="yearly_declarations",
                        to="organisation.person",
                        verbose_name="一把手",
                    ),
                ),
            ],
            options={
                "verbose_name": "个人有关事项年度报告",
                "verbose_name_plural": "个人有关事项年度报告",
                "ordering": ["-year", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "year"), name="one_yearly_declaration_a_head")
                ],
            },
        ),
        migrations.CreateModel(
            name="CountyItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="责任事项")),
                ("text", models.TextField(verbose_name="具体要求")),
                ("since_year", models.PositiveSmallIntegerField(verbose_name="自年度起")),
                (
                    "until_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="至年度止"),
                ),
                ("basis", models.CharField(max_length=200, verbose_name="依据（文号）")),
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
                "verbose_name": "本县增加的责任事项",
                "verbose_name_plural": "本县增加的责任事项",
                "ordering": ["county_id", "since_year", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_year", None), ("until_year__gte", models.F("since_year")), _connector="OR"
                        ),
                        name="county_item_has_years",
                        violation_error_message="“至年度止”不能早于“自年度起”",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Declaration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("marriage", "本人婚姻变化"),
                            ("travel", "本人因私出国（境）和证件变化"),
                            ("child-marriage", "子女与外国人、无国籍人、港澳台居民通婚"),
                            (
                                "emigration",
                                "配偶、子女移居国（境）外，或者在国（境）外连续工作、生活一年以上",
                            ),
                            ("work", "配偶、子女及其配偶从业情况变化"),
                            ("prosecution", "配偶、子女及其配偶被追究刑事责任"),
                        ],
                        max_length=20,
                        verbose_name="事项",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="发生日期")),
                ("reported_on", models.DateField(verbose_name="报告日期")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="情况")),
                ("token", models.UUIDField(editable=False, unique=True)),
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
                        verbose_name="报告人",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declarations",
                        to="organisation.person",
                        verbose_name="一把手",
                    ),
                ),
            ],
            options={
                "verbose_name": "个人有关事项报告",
                "verbose_name_plural": "个人有关事项报告",
                "ordering": ["-reported_on", "-id"],
                "indexes": [
                    models.Index(fields=["county", "-reported_on", "-id"], name="declaration_by_county")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("words", ""), ("event__in", ["work", "prosecution"]), _connector="OR"
                        ),
                        name="words_only_where_the_clause_asks",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="起止日期")),
                ("basis", models.CharField(max_length=200, verbose_name="决定的机关和文号")),
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
                "verbose_name": "扩大个人有关事项报告范围",
                "verbose_name_plural": "扩大个人有关事项报告范围",
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
                        name="one_extension_at_a_time",
                        violation_error_message="该县在这段时间已登记扩大范围",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False), ("during__startswith__isnull", False)),
                        name="extension_has_days",
                        violation_error_message="须有起日，止日须晚于起日",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gift",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(max_length=100, verbose_name="礼品、礼金名称")),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="价值（元）",
                    ),
                ),
                (
                    "giver",
                    models.CharField(
                        choices=[
                            ("served", "管理和服务对象"),
                            ("below", "下属单位或者个人"),
                            ("supplier", "工程、采购的承揽供应方"),
                            ("other", "其他单位或者个人"),
                        ],
                        max_length=10,
                        verbose_name="送礼人类别",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="收受日期")),
                ("back_on", models.DateField(blank=True, null=True, verbose_name="自外地返回单位日期")),
                ("handed_in_on", models.DateField(blank=True, null=True, verbose_name="上交日期")),
                ("receipt", models.CharField(blank=True, max_length=40, verbose_name="收据编号")),
                ("entered_on", models.DateField(verbose_name="登记日期")),
                ("token", models.UUIDField(editable=False, unique=True)),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="organisation.person",
                        verbose_name="一把手",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="接收人",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="接收机构",
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
                "verbose_name": "礼品登记",
                "verbose_name_plural": "礼品登记",
                "ordering": ["-received_on", "-id"],
                "indexes": [models.Index(fields=["county", "-received_on", "-id"], name="gift_by_county")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handed_in_on", None), ("receipt", ""), ("receiver", None)),
                            models.Q(
                                ("handed_in_on__gte", models.F("received_on")),
                                ("receiver__isnull", False),
                                models.Q(("receipt", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="what_was_handed_in_has_a_receipt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("back_on", None), ("back_on__gte", models.F("received_on")), _connector="OR"
                        ),
                        name="back_after_it_was_received",
                    ),
                    models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="gift_has_a_value"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="explanation",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="an_explanation_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="listversion",
            constraint=models.UniqueConstraint(fields=("list", "number"), name="version_once_in_list"),
        ),
        migrations.AddConstraint(
            model_name="listversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("above_signed_on", None)),
                fields=("list",),
                name="one_version_waits_to_be_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="listversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("head_signed_by", None), ("head_signed_on", None)),
                    models.Q(("head_signed_by__isnull", False), ("head_signed_on__isnull", False)),
                    _connector="OR",
                ),
                name="a_head_signs_by_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="listversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("above_signed_by", None), ("above_signed_on", None)),
                    models.Q(
                        ("above_signed_by__isnull", False),
                        ("above_signed_on__gte", models.F("head_signed_on")),
                        ("body__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="the_body_above_signs_after_the_head",
            ),
        ),
        migrations.AddConstraint(
            model_name="listversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="a_changed_list_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["list", "number"], name="evidence_of_item"),
        ),
    ]
