import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import organisation.models.units
import rulebook.procedures.projects
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("decisions", "0001_initial"),
        ("finance", "0001_initial"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Interference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, verbose_name="登记编号")),
                ("happened_on", models.DateField(verbose_name="发生日期")),
                ("named", models.CharField(max_length=100, verbose_name="插手干预人")),
                ("position", models.CharField(blank=True, max_length=100, verbose_name="职务、身份")),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("talk", "当面要求"),
                            ("phone", "电话"),
                            ("note", "批示、便条"),
                            ("message", "短信、微信"),
                            ("through", "托人转达"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                (
                    "asked",
                    models.CharField(
                        choices=[
                            ("指定承建单位或者分包、供货单位", "指定承建单位或者分包、供货单位"),
                            ("应当招标的不招标，或者改变招标方式", "应当招标的不招标，或者改变招标方式"),
                            ("化整为零、规避招标", "化整为零、规避招标"),
                            (
                                "为特定投标人量身设置条件、泄露标底或者评标情况",
                                "为特定投标人量身设置条件、泄露标底或者评标情况",
                            ),
                            ("未批先建、提前进场", "未批先建、提前进场"),
                            ("违规变更设计、追加投资", "违规变更设计、追加投资"),
                            ("干预征迁补偿", "干预征迁补偿"),
                            ("干预验收、决算或者款项支付", "干预验收、决算或者款项支付"),
                            ("其他", "其他"),
                        ],
                        max_length=40,
                        verbose_name="要求的事项",
                    ),
                ),
                ("text", models.TextField(verbose_name="具体情况")),
                ("entered_on", models.DateField(verbose_name="登记日期")),
                ("due", models.DateField(verbose_name="受理期限")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("entered", "已登记"),
                            ("accepted", "已受理"),
                            ("examined", "已核查"),
                            ("closed", "已办结"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="受理日期")),
                ("examined_on", models.DateField(blank=True, null=True, verbose_name="核查日期")),
                ("examination", models.TextField(blank=True, verbose_name="核查情况")),
                ("heard_on", models.DateField(blank=True, null=True, verbose_name="听取本人说明日期")),
                ("heard", models.TextField(blank=True, verbose_name="本人说明")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("found", "情况属实，已按规定处理"),
                            ("unfound", "查无实据"),
                            ("transferred", "移送有关机关"),
                        ],
                        max_length=12,
                        verbose_name="核查结果",
                    ),
                ),
                ("outcome", models.TextField(blank=True, verbose_name="处理情况")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
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
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承办人",
                    ),
                ),
                (
                    "people",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="名册中的插手干预人",
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
                "verbose_name": "插手干预登记",
                "verbose_name_plural": "插手干预登记",
                "ordering": ["-entered_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Bidder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="报价（元）"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("valid", "有效"),
                            ("disqualified", "被否决"),
                            ("withdrawn", "已撤回"),
                            ("pending", "待评审"),
                        ],
                        default="valid",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts_bid",
                        to="finance.supplier",
                        verbose_name="投标人",
                    ),
                ),
            ],
            options={
                "verbose_name": "投标人",
                "verbose_name_plural": "投标人",
                "ordering": ["amount", "id"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalInterest",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("self", "本人"),
                            ("spouse", "配偶"),
                            ("child", "子女"),
                            ("relative", "其他亲属"),
                            ("colleague", "原同事"),
                        ],
                        max_length=10,
                        verbose_name="与申报人关系",
                    ),
                ),
                ("enterprise", models.CharField(max_length=120, verbose_name="企业名称")),
                (
                    "credit_code",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=18,
                        validators=[organisation.models.units.validate_credit_code],
                        verbose_name="统一社会信用代码",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("owner", "出资、持股"),
                            ("officer", "担任法定代表人或者高级管理人员"),
                            ("employee", "受聘任职"),
                            ("agent", "代理、合伙承揽"),
                        ],
                        max_length=10,
                        verbose_name="利益关系",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="起日")),
                ("until", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                ("declared_on", models.DateField(verbose_name="申报日期")),
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
                    "kin",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.relative",
                        verbose_name="登记在册的亲属",
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
                        verbose_name="申报人",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 利益申报",
                "verbose_name_plural": "historical 利益申报",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProject",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("number", models.CharField(max_length=60, verbose_name="项目编号")),
                ("title", models.CharField(max_length=200, verbose_name="项目名称")),
                ("summary", models.TextField(blank=True, verbose_name="建设内容")),
                ("total", models.DecimalField(decimal_places=2, max_digits=15, verbose_name="总投资（元）")),
                (
                    "public",
                    models.DecimalField(decimal_places=2, max_digits=15, verbose_name="其中预算资金（元）"),
                ),
                ("funding", models.CharField(blank=True, max_length=200, verbose_name="资金来源")),
                ("started_on", models.DateField(verbose_name="计划开始日期")),
                ("cancelled", models.BooleanField(default=False, verbose_name="已终止")),
                (
                    "origin",
                    models.CharField(
                        choices=[("entered", "系统登记"), ("sheet", "表格导入")],
                        default="entered",
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
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
                "verbose_name": "historical 工程项目",
                "verbose_name_plural": "historical 工程项目",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("self", "本人"),
                            ("spouse", "配偶"),
                            ("child", "子女"),
                            ("relative", "其他亲属"),
                            ("colleague", "原同事"),
                        ],
                        max_length=10,
                        verbose_name="与申报人关系",
                    ),
                ),
                ("enterprise", models.CharField(max_length=120, verbose_name="企业名称")),
                (
                    "credit_code",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=18,
                        validators=[organisation.models.units.validate_credit_code],
                        verbose_name="统一社会信用代码",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("owner", "出资、持股"),
                            ("officer", "担任法定代表人或者高级管理人员"),
                            ("employee", "受聘任职"),
                            ("agent", "代理、合伙承揽"),
                        ],
                        max_length=10,
                        verbose_name="利益关系",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="起日")),
                ("until", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                ("declared_on", models.DateField(verbose_name="申报日期")),
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
                    "kin",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.relative",
                        verbose_name="登记在册的亲属",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interests",
                        to="organisation.person",
                        verbose_name="申报人",
                    ),
                ),
            ],
            options={
                "verbose_name": "利益申报",
                "verbose_name_plural": "利益申报",
                "ordering": ["-declared_on", "-id"],
                "indexes": [
                    models.Index(fields=["credit_code"], name="interest_by_code"),
                    models.Index(fields=["enterprise"], name="interest_by_name"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("enterprise", ""), _negated=True),
                        name="interest_in_a_named_enterprise",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since", None),
                            ("until", None),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="interest_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kin", None), ("relation__in", ("spouse", "child", "relative")), _connector="OR"
                        ),
                        name="kin_is_a_relative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InterferenceSource",
            fields=[
                (
                    "interference",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="source",
                        serialize=False,
                        to="projects.interference",
                    ),
                ),
            ],
            options={
                "verbose_name": "登记人",
                "verbose_name_plural": "登记人",
            },
        ),
        migrations.CreateModel(
            name="Match",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("holds", models.BooleanField(default=True)),
                ("found_on", models.DateField(verbose_name="发现日期")),
                (
                    "bidder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches",
                        to="projects.bidder",
                    ),
                ),
                (
                    "interest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches",
                        to="projects.interest",
                    ),
                ),
            ],
            options={
                "verbose_name": "利益关联",
                "verbose_name_plural": "利益关联",
                "ordering": ["-found_on", "-id"],
                "constraints": [models.UniqueConstraint(fields=("interest", "bidder"), name="match_once")],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="标段名称")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("works", "施工"),
                            ("goods", "工程货物"),
                            ("services", "勘察、设计、监理等服务"),
                        ],
                        max_length=8,
                        verbose_name="类别",
                    ),
                ),
                (
                    "estimate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=15,
                        null=True,
                        verbose_name="合同估算价（元）",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "公开招标"),
                            ("selective", "邀请招标"),
                            ("limited", "谈判、磋商、询价"),
                            ("direct", "单一来源、自行采购"),
                        ],
                        max_length=10,
                        verbose_name="发包方式",
                    ),
                ),
                ("method_name", models.CharField(blank=True, max_length=40, verbose_name="发包方式名称")),
                ("exempt", models.CharField(blank=True, max_length=200, verbose_name="可以不招标的批准依据")),
                ("documents_on", models.DateField(blank=True, null=True, verbose_name="招标文件发出日期")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="投标截止（开标）日期")),
                (
                    "publicity_from",
                    models.DateField(blank=True, null=True, verbose_name="中标候选人公示开始"),
                ),
                (
                    "publicity_until",
                    models.DateField(blank=True, null=True, verbose_name="中标候选人公示结束"),
                ),
                ("awarded_on", models.DateField(blank=True, null=True, verbose_name="中标通知日期")),
                ("contract_on", models.DateField(blank=True, null=True, verbose_name="合同签订日期")),
                (
                    "contract_amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="合同金额（元）"
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="开工日期")),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="竣工验收日期")),
                ("final_on", models.DateField(blank=True, null=True, verbose_name="决算日期")),
                (
                    "final_amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="决算金额（元）"
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="经办人",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts_won",
                        to="finance.supplier",
                        verbose_name="中标单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "标段",
                "verbose_name_plural": "标段",
                "ordering": ["project_id", "id"],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=15, verbose_name="金额（元）")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to="projects.part",
                    ),
                ),
            ],
            options={
                "verbose_name": "验收计量",
                "verbose_name_plural": "验收计量",
                "ordering": ["on", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="measure_above_zero")
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPayment",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=15, verbose_name="金额（元）")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
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
                    "part",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.part",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 工程付款",
                "verbose_name_plural": "historical 工程付款",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeasure",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=15, verbose_name="金额（元）")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
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
                    "part",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.part",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 验收计量",
                "verbose_name_plural": "historical 验收计量",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalChange",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=15, verbose_name="金额（元）")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
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
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.matter",
                        verbose_name="依据的决策事项",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.part",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 工程变更",
                "verbose_name_plural": "historical 工程变更",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBidder",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="报价（元）"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("valid", "有效"),
                            ("disqualified", "被否决"),
                            ("withdrawn", "已撤回"),
                            ("pending", "待评审"),
                        ],
                        default="valid",
                        max_length=12,
                        verbose_name="状态",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="finance.supplier",
                        verbose_name="投标人",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.part",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 投标人",
                "verbose_name_plural": "historical 投标人",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=15, verbose_name="金额（元）")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="project_changes",
                        to="decisions.matter",
                        verbose_name="依据的决策事项",
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="projects.part",
                    ),
                ),
            ],
            options={
                "verbose_name": "工程变更",
                "verbose_name_plural": "工程变更",
                "ordering": ["on", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="project_change_says_why"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="bidder",
            name="part",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="bidders", to="projects.part"
            ),
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=15, verbose_name="金额（元）")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="payments",
                        to="projects.part",
                    ),
                ),
            ],
            options={
                "verbose_name": "工程付款",
                "verbose_name_plural": "工程付款",
                "ordering": ["on", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="project_payment_above_zero"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="项目编号")),
                ("title", models.CharField(max_length=200, verbose_name="项目名称")),
                ("summary", models.TextField(blank=True, verbose_name="建设内容")),
                ("total", models.DecimalField(decimal_places=2, max_digits=15, verbose_name="总投资（元）")),
                (
                    "public",
                    models.DecimalField(decimal_places=2, max_digits=15, verbose_name="其中预算资金（元）"),
                ),
                ("funding", models.CharField(blank=True, max_length=200, verbose_name="资金来源")),
                ("started_on", models.DateField(verbose_name="计划开始日期")),
                ("cancelled", models.BooleanField(default=False, verbose_name="已终止")),
                (
                    "origin",
                    models.CharField(
                        choices=[("entered", "系统登记"), ("sheet", "表格导入")],
                        default="entered",
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "工程项目",
                "verbose_name_plural": "工程项目",
                "ordering": ["-started_on", "-id"],
                "indexes": [
                    models.Index(fields=["county", "-started_on", "-id"], name="project_by_county"),
                    models.Index(fields=["unit", "-started_on", "-id"], name="project_by_unit"),
                    django.contrib.postgres.indexes.GinIndex(fields=["search_keys"], name="project_search"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "number"), name="project_number_once_in_unit"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("total__gt", 0), ("public__gte", 0), ("public__lte", models.F("total"))
                        ),
                        name="project_sums_in_bounds",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="part",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="projects.project"
            ),
        ),
        migrations.AddField(
            model_name="interference",
            name="project",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="projects.project",
                verbose_name="工程项目",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalVisit",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("design", "设计建设"),
                            ("land", "土地征迁补偿"),
                            ("tender", "招投标"),
                            ("acceptance", "决算验收"),
                            ("settlement", "结算支付"),
                        ],
                        max_length=12,
                        verbose_name="阶段",
                    ),
                ),
                ("on", models.DateField(verbose_name="检查日期")),
                ("place", models.CharField(max_length=100, verbose_name="地点、方式")),
                ("text", models.TextField(verbose_name="检查情况和要求")),
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
                    "project",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 监督检查",
                "verbose_name_plural": "historical 监督检查",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStage",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("design", "设计建设"),
                            ("land", "土地征迁补偿"),
                            ("tender", "招投标"),
                            ("acceptance", "决算验收"),
                            ("settlement", "结算支付"),
                        ],
                        max_length=12,
                        verbose_name="阶段",
                    ),
                ),
                ("planned_from", models.DateField(blank=True, null=True, verbose_name="计划开始")),
                ("planned_until", models.DateField(blank=True, null=True, verbose_name="计划完成")),
                ("began_on", models.DateField(blank=True, null=True, verbose_name="实际开始")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="实际完成")),
                (
                    "spared",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="不需要的理由"),
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
                        verbose_name="依据的决策事项",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 项目阶段",
                "verbose_name_plural": "historical 项目阶段",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecusal",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("on", models.DateField(verbose_name="回避起日")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("不参加招标、评标工作", "不参加招标、评标工作"),
                            ("不参加集体讨论和表决", "不参加集体讨论和表决"),
                            ("不参加验收、付款审批", "不参加验收、付款审批"),
                            ("全程回避", "全程回避"),
                        ],
                        max_length=40,
                        verbose_name="回避方式",
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="回避人",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 回避",
                "verbose_name_plural": "historical 回避",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPart",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="标段名称")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("works", "施工"),
                            ("goods", "工程货物"),
                            ("services", "勘察、设计、监理等服务"),
                        ],
                        max_length=8,
                        verbose_name="类别",
                    ),
                ),
                (
                    "estimate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=15,
                        null=True,
                        verbose_name="合同估算价（元）",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "公开招标"),
                            ("selective", "邀请招标"),
                            ("limited", "谈判、磋商、询价"),
                            ("direct", "单一来源、自行采购"),
                        ],
                        max_length=10,
                        verbose_name="发包方式",
                    ),
                ),
                ("method_name", models.CharField(blank=True, max_length=40, verbose_name="发包方式名称")),
                ("exempt", models.CharField(blank=True, max_length=200, verbose_name="可以不招标的批准依据")),
                ("documents_on", models.DateField(blank=True, null=True, verbose_name="招标文件发出日期")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="投标截止（开标）日期")),
                (
                    "publicity_from",
                    models.DateField(blank=True, null=True, verbose_name="中标候选人公示开始"),
                ),
                (
                    "publicity_until",
                    models.DateField(blank=True, null=True, verbose_name="中标候选人公示结束"),
                ),
                ("awarded_on", models.DateField(blank=True, null=True, verbose_name="中标通知日期")),
                ("contract_on", models.DateField(blank=True, null=True, verbose_name="合同签订日期")),
                (
                    "contract_amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="合同金额（元）"
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="开工日期")),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="竣工验收日期")),
                ("final_on", models.DateField(blank=True, null=True, verbose_name="决算日期")),
                (
                    "final_amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="决算金额（元）"
                    ),
                ),
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
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="经办人",
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
                    "supplier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="finance.supplier",
                        verbose_name="中标单位",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 标段",
                "verbose_name_plural": "historical 标段",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalInterference",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("number", models.CharField(max_length=20, verbose_name="登记编号")),
                ("happened_on", models.DateField(verbose_name="发生日期")),
                ("named", models.CharField(max_length=100, verbose_name="插手干预人")),
                ("position", models.CharField(blank=True, max_length=100, verbose_name="职务、身份")),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("talk", "当面要求"),
                            ("phone", "电话"),
                            ("note", "批示、便条"),
                            ("message", "短信、微信"),
                            ("through", "托人转达"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                (
                    "asked",
                    models.CharField(
                        choices=[
                            ("指定承建单位或者分包、供货单位", "指定承建单位或者分包、供货单位"),
                            ("应当招标的不招标，或者改变招标方式", "应当招标的不招标，或者改变招标方式"),
                            ("化整为零、规避招标", "化整为零、规避招标"),
                            (
                                "为特定投标人量身设置条件、泄露标底或者评标情况",
                                "为特定投标人量身设置条件、泄露标底或者评标情况",
                            ),
                            ("未批先建、提前进场", "未批先建、提前进场"),
                            ("违规变更设计、追加投资", "违规变更设计、追加投资"),
                            ("干预征迁补偿", "干预征迁补偿"),
                            ("干预验收、决算或者款项支付", "干预验收、决算或者款项支付"),
                            ("其他", "其他"),
                        ],
                        max_length=40,
                        verbose_name="要求的事项",
                    ),
                ),
                ("text", models.TextField(verbose_name="具体情况")),
                ("entered_on", models.DateField(verbose_name="登记日期")),
                ("due", models.DateField(verbose_name="受理期限")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("entered", "已登记"),
                            ("accepted", "已受理"),
                            ("examined", "已核查"),
                            ("closed", "已办结"),
                        ],
                        default="entered",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="受理日期")),
                ("examined_on", models.DateField(blank=True, null=True, verbose_name="核查日期")),
                ("examination", models.TextField(blank=True, verbose_name="核查情况")),
                ("heard_on", models.DateField(blank=True, null=True, verbose_name="听取本人说明日期")),
                ("heard", models.TextField(blank=True, verbose_name="本人说明")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("found", "情况属实，已按规定处理"),
                            ("unfound", "查无实据"),
                            ("transferred", "移送有关机关"),
                        ],
                        max_length=12,
                        verbose_name="核查结果",
                    ),
                ),
                ("outcome", models.TextField(blank=True, verbose_name="处理情况")),
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
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承办人",
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
                    "project",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.project",
                        verbose_name="工程项目",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 插手干预登记",
                "verbose_name_plural": "historical 插手干预登记",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="回避起日")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("不参加招标、评标工作", "不参加招标、评标工作"),
                            ("不参加集体讨论和表决", "不参加集体讨论和表决"),
                            ("不参加验收、付款审批", "不参加验收、付款审批"),
                            ("全程回避", "全程回避"),
                        ],
                        max_length=40,
                        verbose_name="回避方式",
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
                        related_name="+",
                        to="organisation.person",
                        verbose_name="回避人",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recusals",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "回避",
                "verbose_name_plural": "回避",
                "ordering": ["on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "person"), name="one_recusal_a_project_and_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Stage",
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
                            ("design", "设计建设"),
                            ("land", "土地征迁补偿"),
                            ("tender", "招投标"),
                            ("acceptance", "决算验收"),
                            ("settlement", "结算支付"),
                        ],
                        max_length=12,
                        verbose_name="阶段",
                    ),
                ),
                ("planned_from", models.DateField(blank=True, null=True, verbose_name="计划开始")),
                ("planned_until", models.DateField(blank=True, null=True, verbose_name="计划完成")),
                ("began_on", models.DateField(blank=True, null=True, verbose_name="实际开始")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="实际完成")),
                (
                    "spared",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="不需要的理由"),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="project_stages",
                        to="decisions.matter",
                        verbose_name="依据的决策事项",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "项目阶段",
                "verbose_name_plural": "项目阶段",
                "ordering": ["project_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "kind"), name="stage_once_in_project"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned_from", None),
                            ("planned_until", None),
                            ("planned_until__gte", models.F("planned_from")),
                            _connector="OR",
                        ),
                        name="stage_plan_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None),
                            models.Q(("began_on__isnull", False), ("ended_on__gte", models.F("began_on"))),
                            _connector="OR",
                        ),
                        name="stage_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("spared", ""),
                            models.Q(
                                ("began_on", None), ("kind", rulebook.procedures.projects.Stage["LAND"])
                            ),
                            _connector="OR",
                        ),
                        name="only_the_land_stage_is_spared",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalStageRecord",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("approval", "立项（可行性研究报告）批复"),
                            ("design-approval", "初步设计和概算批复"),
                            ("construction-permit", "施工许可（开工报告）"),
                            ("land-notice", "征收和补偿安置方案公告"),
                            ("land-agreement", "补偿协议和兑付清单"),
                            ("tender-plan", "招标范围、方式的核准"),
                            ("evaluation-report", "评标报告（评审记录）"),
                            ("acceptance-report", "竣工验收报告"),
                            ("final-account", "竣工财务决算"),
                            ("settlement-review", "工程结算审核报告"),
                        ],
                        max_length=24,
                        verbose_name="材料",
                    ),
                ),
                ("on", models.DateField(blank=True, null=True, verbose_name="日期")),
                ("number", models.CharField(blank=True, max_length=80, verbose_name="文号、编号")),
                ("text", models.TextField(blank=True, verbose_name="主要内容")),
                (
                    "spared",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="不需要的理由"),
                ),
                ("entered_on", models.DateField(verbose_name="录入日期")),
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
                        verbose_name="录入人",
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
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.stage",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 阶段材料",
                "verbose_name_plural": "historical 阶段材料",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="StageRecord",
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
                            ("approval", "立项（可行性研究报告）批复"),
                            ("design-approval", "初步设计和概算批复"),
                            ("construction-permit", "施工许可（开工报告）"),
                            ("land-notice", "征收和补偿安置方案公告"),
                            ("land-agreement", "补偿协议和兑付清单"),
                            ("tender-plan", "招标范围、方式的核准"),
                            ("evaluation-report", "评标报告（评审记录）"),
                            ("acceptance-report", "竣工验收报告"),
                            ("final-account", "竣工财务决算"),
                            ("settlement-review", "工程结算审核报告"),
                        ],
                        max_length=24,
                        verbose_name="材料",
                    ),
                ),
                ("on", models.DateField(blank=True, null=True, verbose_name="日期")),
                ("number", models.CharField(blank=True, max_length=80, verbose_name="文号、编号")),
                ("text", models.TextField(blank=True, verbose_name="主要内容")),
                (
                    "spared",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="不需要的理由"),
                ),
                ("entered_on", models.DateField(verbose_name="录入日期")),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="projects.stage",
                    ),
                ),
            ],
            options={
                "verbose_name": "阶段材料",
                "verbose_name_plural": "阶段材料",
                "ordering": ["stage_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("stage", "kind"), name="record_once_in_stage"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("on__isnull", False), ("spared", "")),
                            models.Q(models.Q(("spared", ""), _negated=True), ("on", None)),
                            _connector="OR",
                        ),
                        name="record_there_or_spared",
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
                ("file", models.FileField(upload_to="projects/%Y/%m/")),
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
                        to="projects.stagerecord",
                    ),
                ),
            ],
            options={
                "verbose_name": "项目材料",
                "verbose_name_plural": "项目材料",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("design", "设计建设"),
                            ("land", "土地征迁补偿"),
                            ("tender", "招投标"),
                            ("acceptance", "决算验收"),
                            ("settlement", "结算支付"),
                        ],
                        max_length=12,
                        verbose_name="阶段",
                    ),
                ),
                ("on", models.DateField(verbose_name="检查日期")),
                ("place", models.CharField(max_length=100, verbose_name="地点、方式")),
                ("text", models.TextField(verbose_name="检查情况和要求")),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "监督检查",
                "verbose_name_plural": "监督检查",
                "ordering": ["-on", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "stage", "on", "person"),
                        name="one_check_a_stage_and_day",
                        violation_error_message="当天对这一阶段的检查已经登记。",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="interferencesource",
            name="entered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddConstraint(
            model_name="bidder",
            constraint=models.UniqueConstraint(fields=("part", "supplier"), name="bidder_once_a_part"),
        ),
        migrations.AddConstraint(
            model_name="bidder",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                name="bidder_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(fields=("project", "name"), name="part_once_in_project"),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("estimate", None), ("estimate__gte", 0), _connector="OR"),
                    models.Q(("contract_amount", None), ("contract_amount__gte", 0), _connector="OR"),
                    models.Q(("final_amount", None), ("final_amount__gte", 0), _connector="OR"),
                ),
                name="part_sums_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("documents_on", None),
                    ("opened_on", None),
                    ("opened_on__gte", models.F("documents_on")),
                    _connector="OR",
                ),
                name="part_opened_after_documents",
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("publicity_from", None),
                    ("publicity_until", None),
                    ("publicity_until__gte", models.F("publicity_from")),
                    _connector="OR",
                ),
                name="part_publicity_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contract_amount", None), ("contract_on", None)),
                    models.Q(
                        ("contract_amount__isnull", False),
                        ("contract_on__isnull", False),
                        ("supplier__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="part_contract_with_whom_when_how_much",
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("final_amount", None), ("final_on", None)),
                    models.Q(("final_amount__isnull", False), ("final_on__isnull", False)),
                    _connector="OR",
                ),
                name="part_final_account_has_a_day",
            ),
        ),
        migrations.AddIndex(
            model_name="interference",
            index=models.Index(fields=["county", "-entered_on", "-id"], name="interference_by_county"),
        ),
        migrations.AddConstraint(
            model_name="interference",
            constraint=models.UniqueConstraint(
                fields=("county", "number"), name="interference_number_once_in_county"
            ),
        ),
        migrations.AddConstraint(
            model_name="interference",
            constraint=models.CheckConstraint(
                condition=models.Q(("named", ""), _negated=True), name="interference_names_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="interference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_on", None), ("officer", None), ("state", "entered")),
                    models.Q(
                        models.Q(("state", "entered"), _negated=True),
                        ("accepted_on__isnull", False),
                        ("officer__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="interference_accepted_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="interference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_on__isnull", False),
                        ("state", "closed"),
                        models.Q(("result", ""), _negated=True),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "closed"), _negated=True), ("closed_on", None), ("result", "")
                    ),
                    _connector="OR",
                ),
                name="interference_closed_with_a_result",
            ),
        ),
    ]
