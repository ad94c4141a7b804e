import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import rulebook.procedures.audits
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("appointments", "0001_initial"),
        ("decisions", "0001_initial"),
        ("finance", "0002_parts_paid_for"),
        ("organisation", "0001_initial"),
        ("supervision", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Audit",
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
                        choices=[("before", "任前审计"), ("during", "任中审计"), ("leaving", "离任审计")],
                        max_length=8,
                        verbose_name="审计类型",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "已列入计划"),
                            ("notified", "已送达通知"),
                            ("entered", "已进点"),
                            ("drafted", "征求意见"),
                            ("reported", "已出具报告"),
                            ("closed", "整改办结"),
                            ("terminated", "已终止"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="计划年度")),
                ("since", models.DateField(verbose_name="审计期间起")),
                ("until", models.DateField(verbose_name="审计期间止")),
                ("reason", models.TextField(blank=True, verbose_name="立项理由")),
                (
                    "origin",
                    models.CharField(
                        choices=[("planned", "审计计划"), ("imported", "历史导入")],
                        default="planned",
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
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
                        related_name="audits_made",
                        to="organisation.unit",
                        verbose_name="审计机关",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audits",
                        to="organisation.person",
                        verbose_name="一把手",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audits",
                        to="organisation.post",
                        verbose_name="职务",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audits",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "经济责任审计",
                "verbose_name_plural": "经济责任审计",
                "ordering": ["-year", "-id"],
                "indexes": [
                    models.Index(fields=["county", "-year", "-id"], name="audit_by_county"),
                    models.Index(fields=["person", "-until"], name="audit_by_person"),
                    models.Index(fields=["unit", "-year", "-id"], name="audit_by_unit"),
                    django.contrib.postgres.indexes.GinIndex(fields=["search_keys"], name="audit_search"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="audit_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "terminated"), _negated=True),
                        fields=("person", "post", "kind", "until"),
                        name="audit_once_of_a_period",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("policy", "贯彻执行政策"),
                            ("decision", "重大经济事项决策"),
                            ("finance", "财政财务收支"),
                            ("assets", "国有资产管理"),
                            ("projects", "工程项目"),
                            ("procurement", "采购"),
                            ("staff", "人员经费和中央八项规定精神"),
                            ("management", "内部管理"),
                            ("integrity", "廉洁从政"),
                            ("resources", "资源环境"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="问题类别",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="问题")),
                ("facts", models.TextField(verbose_name="事实")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="金额（元）"
                    ),
                ),
                ("since", models.DateField(verbose_name="发生期间起")),
                ("until", models.DateField(verbose_name="发生期间止")),
                (
                    "grade",
                    models.CharField(
                        choices=[("notice", "轻微"), ("ordinary", "一般"), ("serious", "严重")],
                        default="ordinary",
                        max_length=8,
                        verbose_name="严重程度",
                    ),
                ),
                (
                    "responsibility",
                    models.CharField(
                        choices=[("none", "不承担责任"), ("direct", "直接责任"), ("leading", "领导责任")],
                        max_length=8,
                        verbose_name="责任",
                    ),
                ),
                (
                    "test",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("direct-1", "直接违反有关党内法规、法律法规、政策规定"),
                            (
                                "direct-2",
                                "授意、指使、强令、纵容、包庇下属人员违反有关党内法规、法律法规、政策规定",
                            ),
                            (
                                "direct-3",
                                "贯彻党和国家经济方针政策、决策部署不坚决不全面不到位，造成公共资金、国有资产、国有资源损失浪费，生态环境破坏，公共利益损害等后果",
                            ),
                            (
                                "direct-4",
                                "未完成有关法律法规规章、政策措施、目标责任书等规定的领导干部作为第一责任人（负总责）事项，造成损失浪费、破坏、损害等后果",
                            ),
                            (
                                "direct-5",
                                "未经民主决策程序或者民主决策时在多数人不同意的情况下，直接决定、批准、组织实施重大经济事项，造成损失浪费、破坏、损害等后果",
                            ),
                            ("direct-6", "不履行或者不正确履行职责，对造成的后果起决定性作用的其他行为"),
                            (
                                "leading-1",
                                "民主决策时，在多数人同意的情况下，决定、批准、组织实施重大经济事项，由于决策不当或者决策失误造成损失浪费、破坏、损害等后果",
                            ),
                            ("leading-2", "违反部门、单位内部管理规定，造成损失浪费、破坏、损害等后果"),
                            (
                                "leading-3",
                                "参与相关决策和工作时，没有发表明确的反对意见，相关决策和工作违反有关规定，或者造成损失浪费、破坏、损害等后果",
                            ),
                            (
                                "leading-4",
                                "疏于监管，未及时发现和处理所管辖范围内本级或者下一级地区、部门、单位违反有关规定的问题，造成损失浪费、破坏、损害等后果",
                            ),
                            (
                                "leading-5",
                                "除直接责任外，不履行或者不正确履行职责，对造成的后果应当承担责任的其他行为",
                            ),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="责任认定情形",
                    ),
                ),
                ("justification", models.TextField(blank=True, default="", verbose_name="认定理由")),
                ("regulation", models.CharField(max_length=300, verbose_name="违反的规定")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="不再认定日期")),
                ("past", models.BooleanField(default=False, verbose_name="历史导入")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="audits.audit",
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
                        verbose_name="录入人",
                    ),
                ),
                (
                    "funds",
                    models.ManyToManyField(
                        blank=True,
                        related_name="audit_findings",
                        to="finance.funduse",
                        verbose_name="关联的资金使用",
                    ),
                ),
                (
                    "matters",
                    models.ManyToManyField(
                        blank=True,
                        related_name="audit_findings",
                        to="decisions.matter",
                        verbose_name="关联的决策事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "审计发现问题",
                "verbose_name_plural": "审计发现问题",
                "ordering": ["audit_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("audit", "number"), name="audit_finding_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("responsibility", "none"), ("test", "")),
                            models.Q(("past", True), ("test", "")),
                            models.Q(
                                ("responsibility", "direct"),
                                (
                                    "test__in",
                                    ["direct-1", "direct-2", "direct-3", "direct-4", "direct-5", "direct-6"],
                                ),
                                models.Q(("justification", ""), _negated=True),
                            ),
                            models.Q(
                                ("responsibility", "leading"),
                                (
                                    "test__in",
                                    ["leading-1", "leading-2", "leading-3", "leading-4", "leading-5"],
                                ),
                                models.Q(("justification", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="responsibility_by_its_own_test_justified",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="audit_finding_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                        name="audit_finding_sum_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_on", models.DateField(verbose_name="报送日期")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="签收日期")),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="audits.audit",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="收件机构",
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
                        verbose_name="签收人",
                    ),
                ),
            ],
            options={
                "verbose_name": "结果报告送达",
                "verbose_name_plural": "结果报告送达",
                "ordering": ["audit_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("audit", "body"), name="result_sent_once_to_a_body"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("received_by", None), ("received_on", None)),
                            models.Q(("received_by__isnull", False), ("received_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="received_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("left_on", models.DateField(verbose_name="离任日期")),
                ("due", models.DateField(verbose_name="交接期限")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("filling", "填写清单"),
                            ("checking", "接任人核对"),
                            ("signed", "已签字"),
                            ("void", "已撤销"),
                        ],
                        default="filling",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                (
                    "excuse",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("dead", "已去世"),
                            ("detained", "被采取留置等措施"),
                            ("ill", "因病不能办理"),
                            ("refused", "拒不办理交接"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="本人不能办理的情形",
                    ),
                ),
                (
                    "excuse_words",
                    models.CharField(blank=True, default="", max_length=500, verbose_name="情况说明"),
                ),
                ("submitted_on", models.DateField(blank=True, null=True, verbose_name="提交日期")),
                ("check_due", models.DateField(blank=True, null=True, verbose_name="核对期限")),
                ("number", models.CharField(blank=True, default="", max_length=60, verbose_name="编号")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="交接日期")),
                ("opened_on", models.DateField(verbose_name="启动日期")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
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
                    "duty",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handover",
                        to="supervision.duty",
                        verbose_name="履职事项",
                    ),
                ),
                (
                    "excused_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="认定人",
                    ),
                ),
                (
                    "filled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="填表人",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="organisation.person",
                        verbose_name="离任人",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="organisation.post",
                        verbose_name="职务",
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
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers_taken",
                        to="organisation.person",
                        verbose_name="接任人",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "离任交接",
                "verbose_name_plural": "离任交接",
                "ordering": ["-left_on", "-id"],
                "indexes": [
                    models.Index(fields=["county", "-left_on", "-id"], name="handover_by_county"),
                    models.Index(fields=["unit", "-left_on", "-id"], name="handover_by_unit"),
                    models.Index(fields=["post", "state"], name="handover_by_post"),
                    django.contrib.postgres.indexes.GinIndex(fields=["search_keys"], name="handover_search"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "post", "left_on"), name="handover_once_a_leaving"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("county", "number"),
                        name="handover_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("signed_on__isnull", False),
                                ("state", "signed"),
                                models.Q(("number", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "signed"), _negated=True),
                                ("number", ""),
                                ("signed_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="signed_handover_has_day_and_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("excuse", ""),
                            models.Q(
                                models.Q(("excuse_words", ""), _negated=True), ("excused_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="excused_leaver_says_why_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("successor", None),
                            models.Q(("successor", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_hands_over_to_themself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverFile",
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
                ("file", models.FileField(upload_to="handovers/%Y/")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="audits.handover",
                    ),
                ),
            ],
            options={
                "verbose_name": "交接附件",
                "verbose_name_plural": "交接附件",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HandoverItem",
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
                            ("matters", "已决定尚未完成的重大事项"),
                            ("contracts", "合同、协议和抵押担保手续"),
                            ("papers", "未归档的文件资料和印章"),
                            ("projects", "任期内的重大决策和工程项目"),
                            ("assets", "离任时的资产和资金"),
                            ("debts", "离任时的债务"),
                            ("guarantees", "对外担保和承诺"),
                            ("disputes", "未结费用、纠纷和诉讼"),
                            ("environment", "环境保护和自然资源责任"),
                            ("staffing", "机构编制和人员"),
                            ("belongings", "个人使用的公物、公务卡和车辆"),
                            ("other", "其他需要交接的事项"),
                            ("findings", "未了结的问题和未完成的整改"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("source", models.CharField(blank=True, default="", max_length=40, verbose_name="来源")),
                ("source_id", models.BigIntegerField(default=0, verbose_name="来源编号")),
                ("title", models.CharField(max_length=200, verbose_name="事项")),
                ("text", models.TextField(blank=True, default="", verbose_name="系统记载")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="金额（元）"
                    ),
                ),
                ("due", models.DateField(blank=True, null=True, verbose_name="期限")),
                ("nothing", models.BooleanField(default=False, verbose_name="无此类事项")),
                ("open", models.BooleanField(default=False, verbose_name="由接任人继续办理")),
                ("words", models.TextField(blank=True, default="", verbose_name="离任人说明")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("", "待核对"), ("agreed", "无异议"), ("objected", "有异议")],
                        default="",
                        max_length=8,
                        verbose_name="接任人核对",
                    ),
                ),
                ("objection", models.TextField(blank=True, default="", verbose_name="异议")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                ("result", models.TextField(blank=True, default="", verbose_name="办理结果")),
                (
                    "closed_by",
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
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="audits.handover",
                    ),
                ),
            ],
            options={
                "verbose_name": "交接事项",
                "verbose_name_plural": "交接事项",
                "ordering": ["handover_id", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_on", None), ("open", True)),
                        fields=["handover", "due"],
                        name="handover_item_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("handover", "kind", "source", "source_id", "title"), name="handover_item_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="handover_item_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "objected"), _negated=True),
                            models.Q(("objection", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="objection_has_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            models.Q(("open", True), models.Q(("result", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="closed_item_says_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nothing", False), models.Q(("open", False), ("source", "")), _connector="OR"
                        ),
                        name="nothing_is_left_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverFlaw",
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
                        choices=[("missing", "遗漏"), ("false", "不实")], max_length=8, verbose_name="情形"
                    ),
                ),
                ("words", models.TextField(verbose_name="情况")),
                ("noted_on", models.DateField(verbose_name="指出日期")),
                ("token", models.UUIDField(editable=False, unique=True)),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flaws",
                        to="audits.handover",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="指出人",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audits.handoveritem",
                        verbose_name="交接事项",
                    ),
                ),
            ],
            options={
                "verbose_name": "交接瑕疵",
                "verbose_name_plural": "交接瑕疵",
                "ordering": ["noted_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="flaw_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "false"), _negated=True),
                            ("item__isnull", False),
                            _connector="OR",
                        ),
                        name="what_is_false_is_an_item",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("leaver", "移交人（离任人）"),
                            ("successor", "接收人（接任人）"),
                            ("witness", "监交人"),
                        ],
                        max_length=9,
                        verbose_name="签字人",
                    ),
                ),
                ("leads", models.BooleanField(default=False, verbose_name="牵头监交")),
                ("at", models.DateTimeField(verbose_name="签字时间")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="监交单位",
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="audits.handover",
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
                        verbose_name="人员",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="用户",
                    ),
                ),
            ],
            options={
                "verbose_name": "交接签字",
                "verbose_name_plural": "交接签字",
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("part", "witness"), _negated=True),
                        fields=("handover", "part"),
                        name="one_signs_each_side",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("part", "witness")),
                        fields=("handover", "body"),
                        name="a_body_witnesses_once",
                    ),
                    models.UniqueConstraint(fields=("handover", "user"), name="three_users_sign"),
                    models.UniqueConstraint(fields=("handover", "person"), name="three_people_sign"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("part", "witness"), _negated=True), ("leads", False)),
                            models.Q(("body__isnull", False), ("part", "witness")),
                            _connector="OR",
                        ),
                        name="a_witness_signs_for_a_body",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAudit",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("before", "任前审计"), ("during", "任中审计"), ("leaving", "离任审计")],
                        max_length=8,
                        verbose_name="审计类型",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "已列入计划"),
                            ("notified", "已送达通知"),
                            ("entered", "已进点"),
                            ("drafted", "征求意见"),
                            ("reported", "已出具报告"),
                            ("closed", "整改办结"),
                            ("terminated", "已终止"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="计划年度")),
                ("since", models.DateField(verbose_name="审计期间起")),
                ("until", models.DateField(verbose_name="审计期间止")),
                ("reason", models.TextField(blank=True, verbose_name="立项理由")),
                (
                    "origin",
                    models.CharField(
                        choices=[("planned", "审计计划"), ("imported", "历史导入")],
                        default="planned",
                        max_length=8,
                        verbose_name="来源",
                    ),
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
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="审计机关",
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
                "verbose_name": "historical 经济责任审计",
                "verbose_name_plural": "historical 经济责任审计",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAuditFinding",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("policy", "贯彻执行政策"),
                            ("decision", "重大经济事项决策"),
                            ("finance", "财政财务收支"),
                            ("assets", "国有资产管理"),
                            ("projects", "工程项目"),
                            ("procurement", "采购"),
                            ("staff", "人员经费和中央八项规定精神"),
                            ("management", "内部管理"),
                            ("integrity", "廉洁从政"),
                            ("resources", "资源环境"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="问题类别",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="问题")),
                ("facts", models.TextField(verbose_name="事实")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="金额（元）"
                    ),
                ),
                ("since", models.DateField(verbose_name="发生期间起")),
                ("until", models.DateField(verbose_name="发生期间止")),
                (
                    "grade",
                    models.CharField(
                        choices=[("notice", "轻微"), ("ordinary", "一般"), ("serious", "严重")],
                        default="ordinary",
                        max_length=8,
                        verbose_name="严重程度",
                    ),
                ),
                (
                    "responsibility",
                    models.CharField(
                        choices=[("none", "不承担责任"), ("direct", "直接责任"), ("leading", "领导责任")],
                        max_length=8,
                        verbose_name="责任",
                    ),
                ),
                (
                    "test",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("direct-1", "直接违反有关党内法规、法律法规、政策规定"),
                            (
                                "direct-2",
                                "授意、指使、强令、纵容、包庇下属人员违反有关党内法规、法律法规、政策规定",
                            ),
                            (
                                "direct-3",
                                "贯彻党和国家经济方针政策、决策部署不坚决不全面不到位，造成公共资金、国有资产、国有资源损失浪费，生态环境破坏，公共利益损害等后果",
                            ),
                            (
                                "direct-4",
                                "未完成有关法律法规规章、政策措施、目标责任书等规定的领导干部作为第一责任人（负总责）事项，造成损失浪费、破坏、损害等后果",
                            ),
                            (
                                "direct-5",
                                "未经民主决策程序或者民主决策时在多数人不同意的情况下，直接决定、批准、组织实施重大经济事项，造成损失浪费、破坏、损害等后果",
                            ),
                            ("direct-6", "不履行或者不正确履行职责，对造成的后果起决定性作用的其他行为"),
                            (
                                "leading-1",
                                "民主决策时，在多数人同意的情况下，决定、批准、组织实施重大经济事项，由于决策不当或者决策失误造成损失浪费、破坏、损害等后果",
                            ),
                            ("leading-2", "违反部门、单位内部管理规定，造成损失浪费、破坏、损害等后果"),
                            (
                                "leading-3",
                                "参与相关决策和工作时，没有发表明确的反对意见，相关决策和工作违反有关规定，或者造成损失浪费、破坏、损害等后果",
                            ),
                            (
                                "leading-4",
                                "疏于监管，未及时发现和处理所管辖范围内本级或者下一级地区、部门、单位违反有关规定的问题，造成损失浪费、破坏、损害等后果",
                            ),
                            (
                                "leading-5",
                                "除直接责任外，不履行或者不正确履行职责，对造成的后果应当承担责任的其他行为",
                            ),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="责任认定情形",
                    ),
                ),
                ("justification", models.TextField(blank=True, default="", verbose_name="认定理由")),
                ("regulation", models.CharField(max_length=300, verbose_name="违反的规定")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="不再认定日期")),
                ("past", models.BooleanField(default=False, verbose_name="历史导入")),
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
                    "audit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="audits.audit",
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
            ],
            options={
                "verbose_name": "historical 审计发现问题",
                "verbose_name_plural": "historical 审计发现问题",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalHandover",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("left_on", models.DateField(verbose_name="离任日期")),
                ("due", models.DateField(verbose_name="交接期限")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("filling", "填写清单"),
                            ("checking", "接任人核对"),
                            ("signed", "已签字"),
                            ("void", "已撤销"),
                        ],
                        default="filling",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                (
                    "excuse",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("dead", "已去世"),
                            ("detained", "被采取留置等措施"),
                            ("ill", "因病不能办理"),
                            ("refused", "拒不办理交接"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="本人不能办理的情形",
                    ),
                ),
                (
                    "excuse_words",
                    models.CharField(blank=True, default="", max_length=500, verbose_name="情况说明"),
                ),
                ("submitted_on", models.DateField(blank=True, null=True, verbose_name="提交日期")),
                ("check_due", models.DateField(blank=True, null=True, verbose_name="核对期限")),
                ("number", models.CharField(blank=True, default="", max_length=60, verbose_name="编号")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="交接日期")),
                ("opened_on", models.DateField(verbose_name="启动日期")),
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
                    "duty",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="supervision.duty",
                        verbose_name="履职事项",
                    ),
                ),
                (
                    "excused_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="认定人",
                    ),
                ),
                (
                    "filled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="填表人",
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
                        verbose_name="离任人",
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
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="接任人",
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
                "verbose_name": "historical 离任交接",
                "verbose_name_plural": "historical 离任交接",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalHandoverItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("matters", "已决定尚未完成的重大事项"),
                            ("contracts", "合同、协议和抵押担保手续"),
                            ("papers", "未归档的文件资料和印章"),
                            ("projects", "任期内的重大决策和工程项目"),
                            ("assets", "离任时的资产和资金"),
                            ("debts", "离任时的债务"),
                            ("guarantees", "对外担保和承诺"),
                            ("disputes", "未结费用、纠纷和诉讼"),
                            ("environment", "环境保护和自然资源责任"),
                            ("staffing", "机构编制和人员"),
                            ("belongings", "个人使用的公物、公务卡和车辆"),
                            ("other", "其他需要交接的事项"),
                            ("findings", "未了结的问题和未完成的整改"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("source", models.CharField(blank=True, default="", max_length=40, verbose_name="来源")),
                ("source_id", models.BigIntegerField(default=0, verbose_name="来源编号")),
                ("title", models.CharField(max_length=200, verbose_name="事项")),
                ("text", models.TextField(blank=True, default="", verbose_name="系统记载")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="金额（元）"
                    ),
                ),
                ("due", models.DateField(blank=True, null=True, verbose_name="期限")),
                ("nothing", models.BooleanField(default=False, verbose_name="无此类事项")),
                ("open", models.BooleanField(default=False, verbose_name="由接任人继续办理")),
                ("words", models.TextField(blank=True, default="", verbose_name="离任人说明")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("", "待核对"), ("agreed", "无异议"), ("objected", "有异议")],
                        default="",
                        max_length=8,
                        verbose_name="接任人核对",
                    ),
                ),
                ("objection", models.TextField(blank=True, default="", verbose_name="异议")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                ("result", models.TextField(blank=True, default="", verbose_name="办理结果")),
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
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="audits.handover",
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
                "verbose_name": "historical 交接事项",
                "verbose_name_plural": "historical 交接事项",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProposal",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("five-years", "同一岗位连续任职满五年"),
                            ("before", "拟任“一把手”，干部选拔任用进入考察"),
                            ("leaving", "离任"),
                            ("commissioned", "组织部门委托"),
                            ("problems", "问题较多"),
                        ],
                        max_length=12,
                        verbose_name="立项事由",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("before", "任前审计"), ("during", "任中审计"), ("leaving", "离任审计")],
                        max_length=8,
                        verbose_name="审计类型",
                    ),
                ),
                ("since", models.DateField(verbose_name="事由发生日期")),
                ("due", models.DateField(verbose_name="完成期限")),
                ("words", models.TextField(blank=True, verbose_name="情况说明")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待列入计划"),
                            ("planned", "已列入计划"),
                            ("aside", "已搁置"),
                            ("fallen", "事由消除"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                (
                    "gone",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("audited", "已经审计"),
                            ("left", "已经离任"),
                            ("corrected", "任职或者审计信息更正"),
                            ("decided", "已经任职"),
                            ("dropped", "任用程序终止"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="事由消除的原因",
                    ),
                ),
                ("gone_on", models.DateField(blank=True, null=True, verbose_name="事由消除日期")),
                ("aside_reason", models.TextField(blank=True, default="", verbose_name="搁置理由")),
                ("aside_on", models.DateField(blank=True, null=True, verbose_name="搁置日期")),
                ("raised_on", models.DateField(verbose_name="提出日期")),
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
                    "aside_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="搁置人",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="appointments.case",
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
                    "duty",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="supervision.duty",
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
                        verbose_name="提出人",
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
                "verbose_name": "historical 审计建议",
                "verbose_name_plural": "historical 审计建议",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRectification",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("measures", models.TextField(blank=True, verbose_name="整改措施")),
                ("due", models.DateField(verbose_name="整改期限")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unmended", "未整改"),
                            ("ongoing", "持续整改"),
                            ("mended", "已整改"),
                            ("accepted", "不再整改"),
                        ],
                        default="unmended",
                        max_length=8,
                        verbose_name="整改状态",
                    ),
                ),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="责任人报告完成日期")),
                (
                    "recovered",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=15,
                        null=True,
                        verbose_name="已追回、已纠正金额（元）",
                    ),
                ),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="复核日期")),
                ("check_words", models.TextField(blank=True, verbose_name="复核情况")),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="审计机关核验日期")),
                ("confirm_words", models.TextField(blank=True, verbose_name="核验情况")),
                (
                    "approval",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="不再整改的批准情况"
                    ),
                ),
                ("reason", models.TextField(blank=True, default="", verbose_name="不再整改的理由")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="销号日期")),
                ("past", models.BooleanField(default=False, verbose_name="历史导入")),
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
                    "checker",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="复核人",
                    ),
                ),
                (
                    "confirmer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核验人",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="audits.auditfinding",
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
                        verbose_name="整改责任人",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 整改",
                "verbose_name_plural": "historical 整改",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRequestedItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="资料名称")),
                ("due", models.DateField(verbose_name="提供期限")),
                ("delivered_on", models.DateField(blank=True, null=True, verbose_name="提供日期")),
                ("note", models.CharField(blank=True, default="", max_length=200, verbose_name="说明")),
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
                    "audit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="audits.audit",
                    ),
                ),
                (
                    "delivered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提供人",
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
                        verbose_name="提出人",
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
                "verbose_name": "historical 要求提供的资料",
                "verbose_name_plural": "historical 要求提供的资料",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStep",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("notice", "审计通知书"),
                            ("request", "资料清单"),
                            ("statement", "述职报告"),
                            ("head-promise", "本人对资料真实完整的承诺"),
                            ("unit-promise", "单位对资料真实完整的承诺"),
                            ("entry", "进点会"),
                            ("draft", "审计报告征求意见稿"),
                            ("head-opinion", "本人对征求意见稿的书面意见"),
                            ("unit-opinion", "单位对征求意见稿的书面意见"),
                            ("report", "审计报告"),
                            ("decision", "审计决定"),
                            ("issue-list", "移交问题清单"),
                            ("result", "审计结果报告"),
                            ("summary", "整改情况报告"),
                            ("publication", "公告整改结果"),
                            ("termination", "终止审计"),
                        ],
                        max_length=14,
                        verbose_name="步骤",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                (
                    "approval",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="批准情况"),
                ),
                ("silent", models.BooleanField(default=False, verbose_name="期满未提出")),
                ("delivered_on", models.DateField(blank=True, null=True, verbose_name="送达日期")),
                ("void_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                ("number", models.CharField(blank=True, default="", max_length=60, verbose_name="文号")),
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
                    "audit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="audits.audit",
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
            ],
            options={
                "verbose_name": "historical 审计步骤",
                "verbose_name_plural": "historical 审计步骤",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTeamMember",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("leader", "组长"), ("chief", "主审"), ("member", "组员")],
                        max_length=8,
                        verbose_name="分工",
                    ),
                ),
                ("declared_on", models.DateField(blank=True, null=True, verbose_name="独立性声明日期")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
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
                    "audit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="audits.audit",
                        verbose_name="审计项目",
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
                        verbose_name="成员",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 审计组成员",
                "verbose_name_plural": "historical 审计组成员",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalWorkingPaper",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="编号")),
                ("title", models.CharField(max_length=200, verbose_name="事项")),
                ("text", models.TextField(verbose_name="审计过程和证据")),
                ("conclusion", models.TextField(blank=True, verbose_name="审计认定")),
                ("on", models.DateField(verbose_name="编制日期")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="复核日期")),
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
                    "audit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="audits.audit",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="编制人",
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
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="复核人",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 审计底稿",
                "verbose_name_plural": "historical 审计底稿",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="NumberSeries",
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
                "verbose_name": "发文字号",
                "verbose_name_plural": "发文字号",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "year", "mark"), name="one_series_a_body_year_and_mark"
                    )
                ],
            },
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
                        verbose_name="审计机关",
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
                "verbose_name": "年度审计计划",
                "verbose_name_plural": "年度审计计划",
                "ordering": ["-year", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "year"), name="one_plan_a_county_and_year")
                ],
            },
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
                            ("draft", "起草"),
                            ("proposed", "组织部门已提出"),
                            ("discussed", "联席会议已研究"),
                            ("approved", "已批准"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("capacity", models.PositiveSmallIntegerField(verbose_name="年度可完成审计项目数")),
                ("reason", models.TextField(blank=True, default="", verbose_name="调整理由")),
                ("note", models.TextField(blank=True, default="", verbose_name="与建议次序不一致的理由")),
                ("drafted_on", models.DateField(verbose_name="起草日期")),
                ("proposed_on", models.DateField(blank=True, null=True, verbose_name="提出日期")),
                ("discussed_on", models.DateField(blank=True, null=True, verbose_name="联席会议日期")),
                ("said", models.TextField(blank=True, default="", verbose_name="联席会议意见")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                (
                    "document",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="批准文号"),
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
                        verbose_name="批准登记人",
                    ),
                ),
                (
                    "discussed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="联席会议登记人",
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
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
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
                        to="audits.plan",
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
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("five-years", "同一岗位连续任职满五年"),
                            ("before", "拟任“一把手”，干部选拔任用进入考察"),
                            ("leaving", "离任"),
                            ("commissioned", "组织部门委托"),
                            ("problems", "问题较多"),
                        ],
                        max_length=12,
                        verbose_name="立项事由",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("before", "任前审计"), ("during", "任中审计"), ("leaving", "离任审计")],
                        max_length=8,
                        verbose_name="审计类型",
                    ),
                ),
                ("since", models.DateField(verbose_name="事由发生日期")),
                ("due", models.DateField(verbose_name="完成期限")),
                ("words", models.TextField(blank=True, verbose_name="情况说明")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待列入计划"),
                            ("planned", "已列入计划"),
                            ("aside", "已搁置"),
                            ("fallen", "事由消除"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                (
                    "gone",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("audited", "已经审计"),
                            ("left", "已经离任"),
                            ("corrected", "任职或者审计信息更正"),
                            ("decided", "已经任职"),
                            ("dropped", "任用程序终止"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="事由消除的原因",
                    ),
                ),
                ("gone_on", models.DateField(blank=True, null=True, verbose_name="事由消除日期")),
                ("aside_reason", models.TextField(blank=True, default="", verbose_name="搁置理由")),
                ("aside_on", models.DateField(blank=True, null=True, verbose_name="搁置日期")),
                ("raised_on", models.DateField(verbose_name="提出日期")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "aside_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="搁置人",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="appointments.case",
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
                    "duty",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision.duty",
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
                        verbose_name="提出人",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audit_proposals",
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
                "verbose_name": "审计建议",
                "verbose_name_plural": "审计建议",
                "ordering": ["due", "id"],
                "indexes": [
                    models.Index(fields=["county", "due", "id"], name="proposal_by_county"),
                    models.Index(fields=["person", "state"], name="proposal_of_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("duty",), name="one_proposal_a_duty"),
                    models.UniqueConstraint(fields=("case",), name="one_proposal_a_case"),
                    models.UniqueConstraint(
                        condition=models.Q(("trigger", rulebook.procedures.audits.Trigger["LEAVING"])),
                        fields=("person", "post", "since"),
                        name="one_proposal_a_leaving",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("case", None),
                                ("duty__isnull", False),
                                ("trigger", rulebook.procedures.audits.Trigger["FIVE_YEARS"]),
                            ),
                            models.Q(
                                ("case__isnull", False),
                                ("duty", None),
                                ("trigger", rulebook.procedures.audits.Trigger["BEFORE"]),
                            ),
                            models.Q(
                                ("case", None),
                                ("duty", None),
                                ("trigger", rulebook.procedures.audits.Trigger["LEAVING"]),
                            ),
                            models.Q(
                                ("case", None),
                                ("duty", None),
                                (
                                    "trigger__in",
                                    [
                                        rulebook.procedures.audits.Trigger["COMMISSIONED"],
                                        rulebook.procedures.audits.Trigger["PROBLEMS"],
                                    ],
                                ),
                                models.Q(("words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_rests_on_its_trigger",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("gone_on__isnull", False),
                                ("state", "fallen"),
                                models.Q(("gone", ""), _negated=True),
                            ),
                            ("state", "planned"),
                            models.Q(("gone", ""), ("gone_on", None), ("state__in", ["open", "aside"])),
                            _connector="OR",
                        ),
                        name="proposal_state_tells_one_story",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "aside"), _negated=True),
                            models.Q(
                                ("aside_by__isnull", False),
                                ("aside_on__isnull", False),
                                models.Q(("aside_reason", ""), _negated=True),
                                models.Q(
                                    ("trigger", rulebook.procedures.audits.Trigger["FIVE_YEARS"]),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_set_aside_says_why_and_is_not_c19",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reaudit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="复审日期")),
                ("reason", models.TextField(verbose_name="复审情况和理由")),
                ("upheld", models.BooleanField(verbose_name="问题仍然成立")),
                ("before", models.JSONField(verbose_name="原认定")),
                ("after", models.JSONField(verbose_name="复审认定")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="复审人",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reaudits",
                        to="audits.auditfinding",
                    ),
                ),
            ],
            options={
                "verbose_name": "复审",
                "verbose_name_plural": "复审",
                "ordering": ["finding_id", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="reaudit_gives_reasons"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rectification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measures", models.TextField(blank=True, verbose_name="整改措施")),
                ("due", models.DateField(verbose_name="整改期限")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unmended", "未整改"),
                            ("ongoing", "持续整改"),
                            ("mended", "已整改"),
                            ("accepted", "不再整改"),
                        ],
                        default="unmended",
                        max_length=8,
                        verbose_name="整改状态",
                    ),
                ),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="责任人报告完成日期")),
                (
                    "recovered",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=15,
                        null=True,
                        verbose_name="已追回、已纠正金额（元）",
                    ),
                ),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="复核日期")),
                ("check_words", models.TextField(blank=True, verbose_name="复核情况")),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="审计机关核验日期")),
                ("confirm_words", models.TextField(blank=True, verbose_name="核验情况")),
                (
                    "approval",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="不再整改的批准情况"
                    ),
                ),
                ("reason", models.TextField(blank=True, default="", verbose_name="不再整改的理由")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="销号日期")),
                ("past", models.BooleanField(default=False, verbose_name="历史导入")),
                (
                    "checker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="复核人",
                    ),
                ),
                (
                    "confirmer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核验人",
                    ),
                ),
                (
                    "finding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rectification",
                        to="audits.auditfinding",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rectifications",
                        to="organisation.person",
                        verbose_name="整改责任人",
                    ),
                ),
            ],
            options={
                "verbose_name": "整改",
                "verbose_name_plural": "整改",
                "ordering": ["due", "id"],
                "indexes": [models.Index(fields=["state", "due"], name="rectification_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_on", None), ("checker", None)),
                            models.Q(
                                ("checked_on__isnull", False),
                                ("checker__isnull", False),
                                ("owner__isnull", False),
                                models.Q(("checker", models.F("owner")), _negated=True),
                                models.Q(("check_words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rectification_checked_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "mended"), _negated=True),
                            models.Q(("closed_on__isnull", False), ("past", True)),
                            models.Q(
                                ("checker__isnull", False),
                                ("closed_on__isnull", False),
                                ("confirmed_on__isnull", False),
                                ("confirmer__isnull", False),
                                models.Q(("measures", ""), _negated=True),
                                models.Q(("confirm_words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="mended_only_when_checked_and_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            models.Q(
                                models.Q(("approval", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                                ("closed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="risk_accepted_with_approval_and_reason",
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
                ("text", models.TextField(verbose_name="进展情况")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="填报人",
                    ),
                ),
                (
                    "rectification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="audits.rectification",
                    ),
                ),
            ],
            options={
                "verbose_name": "整改进展",
                "verbose_name_plural": "整改进展",
                "ordering": ["rectification_id", "on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                ("file", models.FileField(upload_to="audits/%Y/%m/")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rectification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="audits.rectification",
                    ),
                ),
            ],
            options={
                "verbose_name": "整改佐证材料",
                "verbose_name_plural": "整改佐证材料",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RequestedItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="资料名称")),
                ("due", models.DateField(verbose_name="提供期限")),
                ("delivered_on", models.DateField(blank=True, null=True, verbose_name="提供日期")),
                ("note", models.CharField(blank=True, default="", max_length=200, verbose_name="说明")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requested",
                        to="audits.audit",
                    ),
                ),
                (
                    "delivered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提供人",
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
                        verbose_name="提出人",
                    ),
                ),
            ],
            options={
                "verbose_name": "要求提供的资料",
                "verbose_name_plural": "要求提供的资料",
                "ordering": ["audit_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("audit", "title"), name="asked_for_once_in_an_audit"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("delivered_by", None), ("delivered_on", None)),
                            models.Q(("delivered_by__isnull", False), ("delivered_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="handed_in_by_somebody",
                    ),
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
                            ("draft", "起草"),
                            ("proposed", "组织部门已提出"),
                            ("discussed", "联席会议已研究"),
                            ("approved", "已批准"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("capacity", models.PositiveSmallIntegerField(verbose_name="年度可完成审计项目数")),
                ("reason", models.TextField(blank=True, default="", verbose_name="调整理由")),
                ("note", models.TextField(blank=True, default="", verbose_name="与建议次序不一致的理由")),
                ("drafted_on", models.DateField(verbose_name="起草日期")),
                ("proposed_on", models.DateField(blank=True, null=True, verbose_name="提出日期")),
                ("discussed_on", models.DateField(blank=True, null=True, verbose_name="联席会议日期")),
                ("said", models.TextField(blank=True, default="", verbose_name="联席会议意见")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                (
                    "document",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="批准文号"),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准登记人",
                    ),
                ),
                (
                    "discussed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="联席会议登记人",
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
                        to="audits.plan",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
            ],
            options={
                "verbose_name": "计划版本",
                "verbose_name_plural": "计划版本",
                "ordering": ["plan_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="plan_revision_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["approved", "withdrawn"]), _negated=True),
                        fields=("plan",),
                        name="one_open_revision_a_plan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="a_change_of_plan_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["proposed", "discussed", "approved"]), _negated=True),
                            ("proposed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="plan_proposed_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["discussed", "approved"]), _negated=True),
                            models.Q(("discussed_on__isnull", False), models.Q(("said", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="plan_discussed_before_approval",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(
                                ("approved_on__isnull", False), models.Q(("document", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="plan_approved_by_a_document",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanLine",
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
                ("rank", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("words", models.TextField(verbose_name="列入理由")),
                (
                    "audit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_lines",
                        to="audits.audit",
                        verbose_name="审计项目",
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
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="audits.proposal",
                        verbose_name="审计建议",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="audits.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "计划项目",
                "verbose_name_plural": "计划项目",
                "ordering": ["revision_id", "rank", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("revision", "proposal"), name="proposal_once_in_a_revision"
                    ),
                    models.UniqueConstraint(fields=("revision", "audit"), name="audit_once_in_a_revision"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", "add"), ("proposal__isnull", False)),
                            models.Q(("action", "drop"), ("audit__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_line_adds_a_proposal_or_drops_an_audit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="plan_line_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "function",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("discipline", "县纪委监委"),
                            ("organisation", "县委组织部"),
                            ("audit", "县审计局"),
                            ("finance", "县财政局"),
                            ("personnel", "县人社局"),
                        ],
                        max_length=20,
                        verbose_name="成员单位",
                    ),
                ),
                ("body", models.CharField(max_length=80, verbose_name="单位名称")),
                ("who", models.CharField(max_length=80, verbose_name="参加人")),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="audits.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "联席会议参加人",
                "verbose_name_plural": "联席会议参加人",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("revision", "body"), name="body_once_at_a_conference")
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
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
                            ("notice", "审计通知书"),
                            ("request", "资料清单"),
                            ("statement", "述职报告"),
                            ("head-promise", "本人对资料真实完整的承诺"),
                            ("unit-promise", "单位对资料真实完整的承诺"),
                            ("entry", "进点会"),
                            ("draft", "审计报告征求意见稿"),
                            ("head-opinion", "本人对征求意见稿的书面意见"),
                            ("unit-opinion", "单位对征求意见稿的书面意见"),
                            ("report", "审计报告"),
                            ("decision", "审计决定"),
                            ("issue-list", "移交问题清单"),
                            ("result", "审计结果报告"),
                            ("summary", "整改情况报告"),
                            ("publication", "公告整改结果"),
                            ("termination", "终止审计"),
                        ],
                        max_length=14,
                        verbose_name="步骤",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                (
                    "approval",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="批准情况"),
                ),
                ("silent", models.BooleanField(default=False, verbose_name="期满未提出")),
                ("delivered_on", models.DateField(blank=True, null=True, verbose_name="送达日期")),
                ("void_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                ("number", models.CharField(blank=True, default="", max_length=60, verbose_name="文号")),
                ("entered_on", models.DateField(verbose_name="录入日期")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="audits.audit"
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
                        verbose_name="录入人",
                    ),
                ),
                (
                    "fulfilment",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="supervision.fulfilment",
                    ),
                ),
            ],
            options={
                "verbose_name": "审计步骤",
                "verbose_name_plural": "审计步骤",
                "ordering": ["audit_id", "on", "id"],
                "indexes": [models.Index(fields=["number"], name="audit_step_by_number")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("void_on", None)),
                        fields=("audit", "kind"),
                        name="audit_step_taken_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delivered_on", None), ("delivered_on__gte", models.F("on")), _connector="OR"
                        ),
                        name="delivered_after_it_was_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("silent", False), ("kind__in", ["head-opinion", "unit-opinion"]), _connector="OR"
                        ),
                        name="only_opinions_are_left_unsaid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "termination"), _negated=True),
                            models.Q(
                                models.Q(("approval", ""), _negated=True),
                                models.Q(("text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="termination_is_approved_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entered_by", None), ("silent", True)),
                            models.Q(("entered_by__isnull", False), ("silent", False)),
                            models.Q(
                                ("kind", "report"), ("silent", False), models.Q(("number", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_step_is_taken_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filed_on", models.DateField(verbose_name="收到日期")),
                ("text", models.TextField(verbose_name="申诉的事项和理由")),
                ("due", models.DateField(verbose_name="复查期限")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                ("answer", models.TextField(blank=True, verbose_name="复查情况和答复")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "维持审计报告"),
                            ("overturned", "撤销审计报告，重新征求意见和出具"),
                        ],
                        max_length=10,
                        verbose_name="复查结论",
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="audits.audit",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申诉人",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="复查人",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audits.step",
                        verbose_name="审计报告",
                    ),
                ),
            ],
            options={
                "verbose_name": "申诉",
                "verbose_name_plural": "申诉",
                "ordering": ["audit_id", "filed_on", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("report",), name="one_objection_to_a_report"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on", None), ("outcome", "")),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                                ("answered_on__isnull", False),
                                ("reviewer__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="objection_answered_with_reasons_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalObjection",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("filed_on", models.DateField(verbose_name="收到日期")),
                ("text", models.TextField(verbose_name="申诉的事项和理由")),
                ("due", models.DateField(verbose_name="复查期限")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                ("answer", models.TextField(blank=True, verbose_name="复查情况和答复")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "维持审计报告"),
                            ("overturned", "撤销审计报告，重新征求意见和出具"),
                        ],
                        max_length=10,
                        verbose_name="复查结论",
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
                    "audit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="audits.audit",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申诉人",
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
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="复查人",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="audits.step",
                        verbose_name="审计报告",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 申诉",
                "verbose_name_plural": "historical 申诉",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Document",
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
                            ("notice", "审计通知书"),
                            ("request", "资料清单"),
                            ("draft", "审计报告征求意见书"),
                            ("report", "审计报告"),
                            ("decision", "审计决定书"),
                            ("result", "审计结果报告"),
                        ],
                        max_length=8,
                        verbose_name="文种",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("mark", models.CharField(max_length=8)),
                ("serial", models.PositiveIntegerField(verbose_name="序号")),
                ("number", models.CharField(max_length=40, verbose_name="发文字号")),
                ("on", models.DateField(verbose_name="成文日期")),
                ("content", models.JSONField(verbose_name="内容")),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="audits.audit",
                    ),
                ),
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
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="document", to="audits.step"
                    ),
                ),
            ],
            options={
                "verbose_name": "审计公文",
                "verbose_name_plural": "审计公文",
                "ordering": ["audit_id", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "year", "mark", "serial"), name="document_number_given_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StepFile",
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
                ("file", models.FileField(upload_to="audits/%Y/%m/")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="audits.step",
                    ),
                ),
            ],
            options={
                "verbose_name": "审计材料",
                "verbose_name_plural": "审计材料",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("leader", "组长"), ("chief", "主审"), ("member", "组员")],
                        max_length=8,
                        verbose_name="分工",
                    ),
                ),
                ("declared_on", models.DateField(blank=True, null=True, verbose_name="独立性声明日期")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="team",
                        to="audits.audit",
                        verbose_name="审计项目",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="成员",
                    ),
                ),
            ],
            options={
                "verbose_name": "审计组成员",
                "verbose_name_plural": "审计组成员",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_on", None)),
                        fields=("audit", "person"),
                        name="audit_team_member_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_on", None), ("role", "leader")),
                        fields=("audit",),
                        name="audit_team_one_leader",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkingPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="编号")),
                ("title", models.CharField(max_length=200, verbose_name="事项")),
                ("text", models.TextField(verbose_name="审计过程和证据")),
                ("conclusion", models.TextField(blank=True, verbose_name="审计认定")),
                ("on", models.DateField(verbose_name="编制日期")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="复核日期")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="audits.audit"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="编制人",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="复核人",
                    ),
                ),
            ],
            options={
                "verbose_name": "审计底稿",
                "verbose_name_plural": "审计底稿",
                "ordering": ["audit_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("audit", "number"), name="paper_number_once_in_an_audit"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_on", None), ("reviewer", None)),
                            models.Q(
                                ("reviewed_on__isnull", False),
                                ("reviewer__isnull", False),
                                models.Q(("reviewer", models.F("author")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="paper_reviewed_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperFile",
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
                ("file", models.FileField(upload_to="audits/%Y/%m/")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="audits.workingpaper",
                    ),
                ),
            ],
            options={
                "verbose_name": "底稿证据",
                "verbose_name_plural": "底稿证据",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
    ]
