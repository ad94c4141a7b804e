import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import rulebook.procedures.personnel
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("integrity", "0001_initial"),
        ("accounts", "__first__"),
        ("decisions", "0001_initial"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, verbose_name="编号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("promotion", "提拔任职"),
                            ("head-from-deputy", "由副职提任正职"),
                            ("transfer", "平级转任"),
                        ],
                        max_length=20,
                        verbose_name="任用方式",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="动议理由")),
                (
                    "exceptional",
                    models.CharField(blank=True, max_length=200, verbose_name="破格的依据（上级批复）"),
                ),
                (
                    "personal_matters",
                    models.BooleanField(default=False, verbose_name="须核查个人有关事项报告"),
                ),
                ("past", models.BooleanField(default=False, verbose_name="纸质档案补录")),
                (
                    "source_number",
                    models.CharField(
                        blank=True, default="", editable=False, max_length=40, verbose_name="原档案编号"
                    ),
                ),
                (
                    "opinion_asked_on",
                    models.DateField(blank=True, null=True, verbose_name="征求廉洁意见日期"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "办理中"),
                            ("appointed", "已任职"),
                            ("closed", "已办结"),
                            ("dropped", "已终止"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("dropped_reason", models.CharField(blank=True, max_length=300, verbose_name="终止理由")),
                ("opened_on", models.DateField(verbose_name="建档日期")),
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
                        verbose_name="建档人",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="decisions.matter",
                        verbose_name="讨论决定的事项",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="organisation.person",
                        verbose_name="人选",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="organisation.post",
                        verbose_name="拟任职务",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="organisation.unit",
                        verbose_name="决定单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "干部任用档案",
                "verbose_name_plural": "干部任用档案",
                "ordering": ["-opened_on", "-id"],
                "indexes": [
                    models.Index(fields=["county", "-opened_on", "-id"], name="case_by_county"),
                    models.Index(fields=["person", "post"], name="case_of_person"),
                    django.contrib.postgres.indexes.GinIndex(fields=["search_keys"], name="case_search"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "number"), name="case_number_once_in_unit"),
                    models.UniqueConstraint(
                        condition=models.Q(("source_number", ""), _negated=True),
                        fields=("unit", "source_number"),
                        name="imported_case_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("person", "post"),
                        name="one_open_file_a_person_and_post",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dropped"), _negated=True),
                            models.Q(("dropped_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="dropped_case_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseConsultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=20, verbose_name="来源")),
                ("row", models.PositiveBigIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="结论")),
                ("on", models.DateField(verbose_name="核对日期")),
                ("words", models.TextField(verbose_name="运用情况")),
                ("entered_on", models.DateField(verbose_name="录入日期")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核对人",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="appointments.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "结论运用记录",
                "verbose_name_plural": "结论运用记录",
                "ordering": ["file_id", "on", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("file", "key", "row"), name="caseconsultation_once_in_file"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="caseconsultation_says_how_it_was_weighed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_on__gte", models.F("on"))),
                        name="caseconsultation_not_ahead_of_its_entry",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseRecord",
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
                            ("initiation", "动议"),
                            ("recommendation", "会议推荐"),
                            ("recommendation-talks", "谈话调研推荐"),
                            ("qualification", "条件和资格核对"),
                            ("exclusions", "不得列为考察对象情形核对"),
                            ("inspection-notice", "考察预告"),
                            ("inspection", "考察"),
                            ("archive-check", "干部档案审核"),
                            ("personal-matters", "个人有关事项报告核查"),
                            ("clue-check", "具体信访线索核查"),
                            ("integrity-opinion", "纪检监察机关廉洁意见"),
                            ("publicity", "任职前公示"),
                            ("appointment-talk", "任职谈话"),
                            ("appointment", "任职"),
                            ("probation", "试用期满考核"),
                        ],
                        max_length=24,
                        verbose_name="程序",
                    ),
                ),
                ("on", models.DateField(blank=True, null=True, verbose_name="日期")),
                ("since", models.DateField(blank=True, null=True, verbose_name="起日")),
                ("until", models.DateField(blank=True, null=True, verbose_name="止日")),
                ("by", models.CharField(blank=True, max_length=200, verbose_name="主持或承办")),
                ("due", models.PositiveIntegerField(blank=True, null=True, verbose_name="应参加人数")),
                ("present", models.PositiveIntegerField(blank=True, null=True, verbose_name="参加人数")),
                ("votes", models.PositiveIntegerField(blank=True, null=True, verbose_name="推荐票数")),
                ("talked", models.PositiveIntegerField(blank=True, null=True, verbose_name="谈话人数")),
                ("team", models.JSONField(blank=True, default=list, verbose_name="考察组成员")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("favourable", "没有问题"),
                            ("adverse", "有问题"),
                            ("pending", "正在核查，暂不宜"),
                        ],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                (
                    "grounds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("违反政治纪律和政治规矩", "违反政治纪律和政治规矩"),
                                ("群众公认度不高", "群众公认度不高"),
                                (
                                    "上一年年度考核结果为基本称职以下等次",
                                    "上一年年度考核结果为基本称职以下等次",
                                ),
                                ("有跑官、拉票等非组织行为", "有跑官、拉票等非组织行为"),
                                (
                                    "配偶已移居国（境）外，或者没有配偶但子女均已移居国（境）外",
                                    "配偶已移居国（境）外，或者没有配偶但子女均已移居国（境）外",
                                ),
                                (
                                    "受到诫勉、组织处理或者党纪政务处分等影响期未满，或者期满影响使用",
                                    "受到诫勉、组织处理或者党纪政务处分等影响期未满，或者期满影响使用",
                                ),
                                ("其他不宜提拔或者进一步使用的情形", "其他不宜提拔或者进一步使用的情形"),
                            ],
                            max_length=60,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="存在的情形",
                    ),
                ),
                (
                    "sanction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("诫勉", "诫勉"),
                            ("警告", "警告"),
                            ("记过", "记过"),
                            ("记大过", "记大过"),
                            ("降级", "降级"),
                            ("撤职", "撤职"),
                        ],
                        max_length=8,
                        verbose_name="处理或者处分",
                    ),
                ),
                ("sanction_on", models.DateField(blank=True, null=True, verbose_name="处理或者处分日期")),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="收到反映件数")),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                ("entered_on", models.DateField(verbose_name="录入日期")),
                ("changed_on", models.DateField(blank=True, null=True, verbose_name="改动日期")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="appointments.case",
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
            ],
            options={
                "verbose_name": "纪实材料",
                "verbose_name_plural": "纪实材料",
                "ordering": ["case_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "kind"), name="record_once_in_case"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since", None),
                            ("until", None),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="case_record_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("votes", None),
                            ("present", None),
                            ("votes__lte", models.F("present")),
                            _connector="OR",
                        ),
                        name="no_more_votes_than_present",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sanction", ""), ("sanction_on", None)),
                            models.Q(
                                models.Q(("sanction", ""), _negated=True), ("sanction_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="a_sanction_has_a_day",
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
                ("file", models.FileField(upload_to="appointments/%Y/%m/")),
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
                        to="appointments.caserecord",
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
            name="Handler",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handlers",
                        to="appointments.case",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="承办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "承办人",
                "verbose_name_plural": "承办人",
                "ordering": ["case_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "person"), name="handler_once_in_case")
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCase",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("number", models.CharField(max_length=20, verbose_name="编号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("promotion", "提拔任职"),
                            ("head-from-deputy", "由副职提任正职"),
                            ("transfer", "平级转任"),
                        ],
                        max_length=20,
                        verbose_name="任用方式",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="动议理由")),
                (
                    "exceptional",
                    models.CharField(blank=True, max_length=200, verbose_name="破格的依据（上级批复）"),
                ),
                (
                    "personal_matters",
                    models.BooleanField(default=False, verbose_name="须核查个人有关事项报告"),
                ),
                ("past", models.BooleanField(default=False, verbose_name="纸质档案补录")),
                (
                    "source_number",
                    models.CharField(
                        blank=True, default="", editable=False, max_length=40, verbose_name="原档案编号"
                    ),
                ),
                (
                    "opinion_asked_on",
                    models.DateField(blank=True, null=True, verbose_name="征求廉洁意见日期"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "办理中"),
                            ("appointed", "已任职"),
                            ("closed", "已办结"),
                            ("dropped", "已终止"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("dropped_reason", models.CharField(blank=True, max_length=300, verbose_name="终止理由")),
                ("opened_on", models.DateField(verbose_name="建档日期")),
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
                        verbose_name="建档人",
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
                        verbose_name="讨论决定的事项",
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
                        verbose_name="人选",
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
                        verbose_name="拟任职务",
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
                        verbose_name="决定单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 干部任用档案",
                "verbose_name_plural": "historical 干部任用档案",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCaseRecord",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("initiation", "动议"),
                            ("recommendation", "会议推荐"),
                            ("recommendation-talks", "谈话调研推荐"),
                            ("qualification", "条件和资格核对"),
                            ("exclusions", "不得列为考察对象情形核对"),
                            ("inspection-notice", "考察预告"),
                            ("inspection", "考察"),
                            ("archive-check", "干部档案审核"),
                            ("personal-matters", "个人有关事项报告核查"),
                            ("clue-check", "具体信访线索核查"),
                            ("integrity-opinion", "纪检监察机关廉洁意见"),
                            ("publicity", "任职前公示"),
                            ("appointment-talk", "任职谈话"),
                            ("appointment", "任职"),
                            ("probation", "试用期满考核"),
                        ],
                        max_length=24,
                        verbose_name="程序",
                    ),
                ),
                ("on", models.DateField(blank=True, null=True, verbose_name="日期")),
                ("since", models.DateField(blank=True, null=True, verbose_name="起日")),
                ("until", models.DateField(blank=True, null=True, verbose_name="止日")),
                ("by", models.CharField(blank=True, max_length=200, verbose_name="主持或承办")),
                ("due", models.PositiveIntegerField(blank=True, null=True, verbose_name="应参加人数")),
                ("present", models.PositiveIntegerField(blank=True, null=True, verbose_name="参加人数")),
                ("votes", models.PositiveIntegerField(blank=True, null=True, verbose_name="推荐票数")),
                ("talked", models.PositiveIntegerField(blank=True, null=True, verbose_name="谈话人数")),
                ("team", models.JSONField(blank=True, default=list, verbose_name="考察组成员")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("favourable", "没有问题"),
                            ("adverse", "有问题"),
                            ("pending", "正在核查，暂不宜"),
                        ],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                (
                    "grounds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("违反政治纪律和政治规矩", "违反政治纪律和政治规矩"),
                                ("群众公认度不高", "群众公认度不高"),
                                (
                                    "上一年年度考核结果为基本称职以下等次",
                                    "上一年年度考核结果为基本称职以下等次",
                                ),
                                ("有跑官、拉票等非组织行为", "有跑官、拉票等非组织行为"),
                                (
                                    "配偶已移居国（境）外，或者没有配偶但子女均已移居国（境）外",
                                    "配偶已移居国（境）外，或者没有配偶但子女均已移居国（境）外",
                                ),
                                (
                                    "受到诫勉、组织处理或者党纪政务处分等影响期未满，或者期满影响使用",
                                    "受到诫勉、组织处理或者党纪政务处分等影响期未满，或者期满影响使用",
                                ),
                                ("其他不宜提拔或者进一步使用的情形", "其他不宜提拔或者进一步使用的情形"),
                            ],
                            max_length=60,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="存在的情形",
                    ),
                ),
                (
                    "sanction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("诫勉", "诫勉"),
                            ("警告", "警告"),
                            ("记过", "记过"),
                            ("记大过", "记大过"),
                            ("降级", "降级"),
                            ("撤职", "撤职"),
                        ],
                        max_length=8,
                        verbose_name="处理或者处分",
                    ),
                ),
                ("sanction_on", models.DateField(blank=True, null=True, verbose_name="处理或者处分日期")),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="收到反映件数")),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                ("entered_on", models.DateField(verbose_name="录入日期")),
                ("changed_on", models.DateField(blank=True, null=True, verbose_name="改动日期")),
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
                "verbose_name": "historical 纪实材料",
                "verbose_name_plural": "historical 纪实材料",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalHandler",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
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
                        verbose_name="承办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 承办人",
                "verbose_name_plural": "historical 承办人",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPersonnelAction",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("number", models.CharField(max_length=20, verbose_name="编号")),
                (
                    "kind",
                    models.CharField(
                        choices=[("appraisal", "年度考核"), ("reward", "表彰奖励"), ("removal", "调整免职")],
                        max_length=10,
                        verbose_name="档案类别",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="考核年度")),
                ("occasion", models.CharField(blank=True, max_length=200, verbose_name="事由")),
                ("grounds", models.TextField(verbose_name="依据和理由")),
                ("past", models.BooleanField(default=False, verbose_name="纸质档案补录")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("excellent", "优秀"),
                            ("competent", "称职"),
                            ("basic", "基本称职"),
                            ("incompetent", "不称职"),
                            ("ungraded", "不确定等次"),
                            ("citation", "嘉奖"),
                            ("merit-3", "记三等功"),
                            ("merit-2", "记二等功"),
                            ("merit-1", "记一等功"),
                            ("title", "授予称号"),
                            ("honour", "其他表彰"),
                            ("refused", "不予奖励"),
                            ("moved", "平职调整"),
                            ("rank", "转任职级公务员"),
                            ("removed", "免职"),
                            ("demoted", "降职"),
                            ("kept", "不作调整"),
                        ],
                        max_length=12,
                        verbose_name="结果",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="决定日期")),
                ("document", models.CharField(blank=True, max_length=60, verbose_name="决定文号")),
                ("reply", models.TextField(blank=True, verbose_name="本人意见")),
                ("replied_on", models.DateField(blank=True, null=True, verbose_name="本人意见日期")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "办理中"), ("decided", "已决定"), ("withdrawn", "已撤回")],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300, verbose_name="撤回理由")),
                ("opened_on", models.DateField(verbose_name="建档日期")),
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
                        verbose_name="建档人",
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
                    "keeper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="承办单位",
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
                        verbose_name="集体决定的事项",
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
                        verbose_name="决定机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 考核奖惩档案",
                "verbose_name_plural": "historical 考核奖惩档案",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PersonnelAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, verbose_name="编号")),
                (
                    "kind",
                    models.CharField(
                        choices=[("appraisal", "年度考核"), ("reward", "表彰奖励"), ("removal", "调整免职")],
                        max_length=10,
                        verbose_name="档案类别",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="考核年度")),
                ("occasion", models.CharField(blank=True, max_length=200, verbose_name="事由")),
                ("grounds", models.TextField(verbose_name="依据和理由")),
                ("past", models.BooleanField(default=False, verbose_name="纸质档案补录")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("excellent", "优秀"),
                            ("competent", "称职"),
                            ("basic", "基本称职"),
                            ("incompetent", "不称职"),
                            ("ungraded", "不确定等次"),
                            ("citation", "嘉奖"),
                            ("merit-3", "记三等功"),
                            ("merit-2", "记二等功"),
                            ("merit-1", "记一等功"),
                            ("title", "授予称号"),
                            ("honour", "其他表彰"),
                            ("refused", "不予奖励"),
                            ("moved", "平职调整"),
                            ("rank", "转任职级公务员"),
                            ("removed", "免职"),
                            ("demoted", "降职"),
                            ("kept", "不作调整"),
                        ],
                        max_length=12,
                        verbose_name="结果",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="决定日期")),
                ("document", models.CharField(blank=True, max_length=60, verbose_name="决定文号")),
                ("reply", models.TextField(blank=True, verbose_name="本人意见")),
                ("replied_on", models.DateField(blank=True, null=True, verbose_name="本人意见日期")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "办理中"), ("decided", "已决定"), ("withdrawn", "已撤回")],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300, verbose_name="撤回理由")),
                ("opened_on", models.DateField(verbose_name="建档日期")),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="建档人",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="承办单位",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="personnel_actions",
                        to="decisions.matter",
                        verbose_name="集体决定的事项",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="personnel_actions",
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
                        verbose_name="决定机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "考核奖惩档案",
                "verbose_name_plural": "考核奖惩档案",
                "ordering": ["-opened_on", "-id"],
                "indexes": [
                    models.Index(fields=["county", "-opened_on", "-id"], name="action_by_county"),
                    models.Index(fields=["person", "-opened_on"], name="action_of_person"),
                    django.contrib.postgres.indexes.GinIndex(fields=["search_keys"], name="action_search"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("keeper", "number"), name="action_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("kind", rulebook.procedures.personnel.Kind["APPRAISAL"]),
                            models.Q(("state", "withdrawn"), _negated=True),
                        ),
                        fields=("person", "year"),
                        name="one_appraisal_a_person_and_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", rulebook.procedures.personnel.Kind["APPRAISAL"]),
                                ("year__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("kind", rulebook.procedures.personnel.Kind["APPRAISAL"]), _negated=True
                                ),
                                ("year", None),
                                models.Q(("occasion", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="action_has_its_year_or_occasion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_on", None), ("result", ""), ("state", "open")),
                            models.Q(
                                ("decided_on__isnull", False),
                                ("state", "decided"),
                                models.Q(("result", ""), _negated=True),
                            ),
                            models.Q(
                                ("state", "withdrawn"), models.Q(("withdrawn_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="action_says_what_became_of_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_on", None), ("reply", "")),
                            models.Q(
                                models.Q(("reply", ""), _negated=True),
                                ("decided_on__isnull", False),
                                ("replied_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="only_a_decision_is_replied_to",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionFile",
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
                ("file", models.FileField(upload_to="appointments/%Y/%m/")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="appointments.personnelaction",
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
            name="ActionConsultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=20, verbose_name="来源")),
                ("row", models.PositiveBigIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="结论")),
                ("on", models.DateField(verbose_name="核对日期")),
                ("words", models.TextField(verbose_name="运用情况")),
                ("entered_on", models.DateField(verbose_name="录入日期")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核对人",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="appointments.personnelaction",
                    ),
                ),
            ],
            options={
                "verbose_name": "结论运用记录",
                "verbose_name_plural": "结论运用记录",
                "ordering": ["file_id", "on", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("file", "key", "row"), name="actionconsultation_once_in_file"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="actionconsultation_says_how_it_was_weighed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered_on__gte", models.F("on"))),
                        name="actionconsultation_not_ahead_of_its_entry",
                    ),
                ],
            },
        ),
    ]
