import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import organisation.models.units
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("decisions", "0001_initial"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Supplier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("name", models.CharField(max_length=120, verbose_name="名称")),
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
                ("key", models.CharField(editable=False, max_length=200)),
                (
                    "search_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list, editable=False, size=None
                    ),
                ),
            ],
            options={
                "verbose_name": "供应商",
                "verbose_name_plural": "供应商",
                "ordering": ["name", "id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search_keys"], name="supplier_search")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "key"), name="supplier_once_in_county"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("credit_code", ""), ("key", models.F("credit_code")), _connector="OR"
                        ),
                        name="supplier_known_by_its_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("key", ""), _negated=True)
                        ),
                        name="supplier_has_a_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBudget",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("changed_at", models.DateTimeField(blank=True, editable=False, verbose_name="最后修改时间")),
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
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.matter",
                        verbose_name="批准预算的决策事项",
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
            ],
            options={
                "verbose_name": "historical 年度预算",
                "verbose_name_plural": "historical 年度预算",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Budget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budgets",
                        to="organisation.unit",
                        verbose_name="单位",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budgets",
                        to="decisions.matter",
                        verbose_name="批准预算的决策事项",
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
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
            ],
            options={
                "verbose_name": "年度预算",
                "verbose_name_plural": "年度预算",
                "ordering": ["-year", "unit_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "year"), name="one_budget_a_unit_and_year"),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2000), ("year__lte", 2100)),
                        name="budget_of_a_sensible_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalLedgerColumns",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("columns", models.JSONField(default=dict)),
                ("changed_at", models.DateTimeField(blank=True, editable=False)),
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
            ],
            options={
                "verbose_name": "historical 台账的列",
                "verbose_name_plural": "historical 台账的列",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOffBookAccount",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("title", models.CharField(max_length=100, verbose_name="账户或资金")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("declared", "自查申报"),
                            ("inspection", "检查发现"),
                            ("report", "举报查实"),
                        ],
                        max_length=10,
                        verbose_name="来源",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="所属年度")),
                ("found_on", models.DateField(verbose_name="发现日期")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=15, verbose_name="查实金额（元）"),
                ),
                ("words", models.TextField(verbose_name="情况")),
                ("due", models.DateField(verbose_name="清理期限")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                ("closing", models.TextField(blank=True, verbose_name="办结情况")),
                ("changed_at", models.DateTimeField(blank=True, editable=False)),
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
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办结人",
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
            ],
            options={
                "verbose_name": "historical 账外资金",
                "verbose_name_plural": "historical 账外资金",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="OffBookAccount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="off_book",
                        to="organisation.unit",
                        verbose_name="单位",
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
                ("title", models.CharField(max_length=100, verbose_name="账户或资金")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("declared", "自查申报"),
                            ("inspection", "检查发现"),
                            ("report", "举报查实"),
                        ],
                        max_length=10,
                        verbose_name="来源",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="所属年度")),
                ("found_on", models.DateField(verbose_name="发现日期")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=15, verbose_name="查实金额（元）"),
                ),
                ("words", models.TextField(verbose_name="情况")),
                ("due", models.DateField(verbose_name="清理期限")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                ("closing", models.TextField(blank=True, verbose_name="办结情况")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办结人",
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
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                "verbose_name": "账外资金",
                "verbose_name_plural": "账外资金",
                "ordering": ["-found_on", "-id"],
                "indexes": [models.Index(fields=["county", "-found_on"], name="off_book_by_county")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", 0),
                            models.Q(("title", ""), _negated=True),
                            models.Q(("words", ""), _negated=True),
                        ),
                        name="off_book_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            models.Q(models.Q(("closing", ""), _negated=True), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="off_book_closed_with_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSelfCheck",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("due", models.DateField(verbose_name="期限")),
                ("none_found", models.BooleanField(null=True, verbose_name="没有账外账、“小金库”")),
                ("words", models.TextField(blank=True, verbose_name="自查情况")),
                ("stated_on", models.DateField(blank=True, null=True, verbose_name="填写日期")),
                ("finance_on", models.DateField(blank=True, null=True)),
                ("discipline_on", models.DateField(blank=True, null=True)),
                ("head_on", models.DateField(blank=True, null=True)),
                ("changed_at", models.DateTimeField(blank=True, editable=False)),
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
                    "finance",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="财务人员",
                    ),
                ),
                (
                    "discipline",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="纪检委员",
                    ),
                ),
                (
                    "head",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="主要负责人",
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
                        verbose_name="填写人",
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
            ],
            options={
                "verbose_name": "historical “小金库”自查",
                "verbose_name_plural": "historical “小金库”自查",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSupplier",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
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
                ("key", models.CharField(editable=False, max_length=200)),
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
            ],
            options={
                "verbose_name": "historical 供应商",
                "verbose_name_plural": "historical 供应商",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LedgerColumns",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ledger_columns",
                        to="organisation.unit",
                    ),
                ),
                ("columns", models.JSONField(default=dict)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "台账的列",
                "verbose_name_plural": "台账的列",
            },
        ),
        migrations.CreateModel(
            name="SelfCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="self_checks",
                        to="organisation.unit",
                        verbose_name="单位",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("due", models.DateField(verbose_name="期限")),
                ("none_found", models.BooleanField(null=True, verbose_name="没有账外账、“小金库”")),
                ("words", models.TextField(blank=True, verbose_name="自查情况")),
                ("stated_on", models.DateField(blank=True, null=True, verbose_name="填写日期")),
                (
                    "finance",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="财务人员",
                    ),
                ),
                ("finance_on", models.DateField(blank=True, null=True)),
                (
                    "discipline",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="纪检委员",
                    ),
                ),
                ("discipline_on", models.DateField(blank=True, null=True)),
                (
                    "head",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="主要负责人",
                    ),
                ),
                ("head_on", models.DateField(blank=True, null=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="填写人",
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "“小金库”自查",
                "verbose_name_plural": "“小金库”自查",
                "ordering": ["-year", "unit_id"],
                "indexes": [models.Index(fields=["county", "-year"], name="self_check_by_county")],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "year"), name="one_self_check_a_unit_and_year"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("head", None),
                                ("finance", None),
                                models.Q(("head", models.F("finance")), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                ("head", None),
                                ("discipline", None),
                                models.Q(("head", models.F("discipline")), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                ("finance", None),
                                ("discipline", None),
                                models.Q(("finance", models.F("discipline")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="self_check_is_signed_by_three",
                        violation_error_message="自查须由三人分别签字",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("discipline_on", None),
                                ("finance_on", None),
                                ("head_on", None),
                                ("none_found", None),
                            ),
                            models.Q(("none_found__isnull", False), ("stated_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="self_check_is_stated_before_it_is_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPurchase",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("number", models.CharField(max_length=60, verbose_name="编号")),
                (
                    "source_id",
                    models.CharField(
                        blank=True, default="", editable=False, max_length=200, verbose_name="来源编号"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("entered", "系统登记"), ("sheet", "表格导入"), ("ocds", "OCDS 导入")],
                        default="entered",
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
                ("form", models.JSONField(blank=True, editable=False, null=True)),
                ("title", models.CharField(max_length=200, verbose_name="项目名称")),
                (
                    "category",
                    models.CharField(
                        choices=[("goods", "货物"), ("services", "服务"), ("works", "工程")],
                        max_length=8,
                        verbose_name="类别",
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
                        verbose_name="采购方式",
                    ),
                ),
                ("method_name", models.CharField(blank=True, max_length=40, verbose_name="采购方式名称")),
                ("item_code", models.CharField(blank=True, max_length=20, verbose_name="品目编码")),
                ("budget_item", models.CharField(blank=True, max_length=100, verbose_name="预算项目")),
                ("project", models.CharField(blank=True, max_length=100, verbose_name="工程项目")),
                ("part_of_works", models.BooleanField(default=False, verbose_name="与工程建设有关")),
                (
                    "method_approved",
                    models.BooleanField(default=False, verbose_name="已批准采用其他采购方式"),
                ),
                ("budget_adjusted", models.BooleanField(default=False, verbose_name="预算已调整")),
                (
                    "estimate",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="预算金额（元）"
                    ),
                ),
                (
                    "ceiling",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="最高限价（元）"
                    ),
                ),
                ("documents_on", models.DateField(blank=True, null=True, verbose_name="招标文件发出日期")),
                (
                    "documents_until",
                    models.DateField(blank=True, null=True, verbose_name="招标文件提供截止日期"),
                ),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="投标截止（开标）日期")),
                ("reported_on", models.DateField(blank=True, null=True, verbose_name="收到评标报告日期")),
                ("publicity_from", models.DateField(blank=True, null=True, verbose_name="公示开始日期")),
                ("publicity_until", models.DateField(blank=True, null=True, verbose_name="公示结束日期")),
                ("awarded_on", models.DateField(blank=True, null=True, verbose_name="中标（成交）通知日期")),
                (
                    "award_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=15,
                        null=True,
                        verbose_name="中标（成交）金额（元）",
                    ),
                ),
                ("contract_on", models.DateField(blank=True, null=True, verbose_name="合同签订日期")),
                (
                    "contract_amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="合同金额（元）"
                    ),
                ),
                (
                    "current_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=15,
                        null=True,
                        verbose_name="变更后合同金额（元）",
                    ),
                ),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="验收日期")),
                (
                    "handled_by",
                    models.CharField(blank=True, max_length=40, verbose_name="经办人姓名（名册以外）"),
                ),
                ("cancelled", models.BooleanField(default=False, verbose_name="已终止")),
                ("happened_on", models.DateField(verbose_name="日期")),
                ("entered_at", models.DateTimeField(blank=True, editable=False, verbose_name="登记时间")),
                ("changed_at", models.DateTimeField(blank=True, editable=False, verbose_name="最后修改时间")),
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
                    "supplier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="finance.supplier",
                        verbose_name="供应商",
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
            ],
            options={
                "verbose_name": "historical 采购",
                "verbose_name_plural": "historical 采购",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Purchase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="purchases",
                        to="organisation.unit",
                        verbose_name="单位",
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
                ("number", models.CharField(max_length=60, verbose_name="编号")),
                (
                    "source_id",
                    models.CharField(
                        blank=True, default="", editable=False, max_length=200, verbose_name="来源编号"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("entered", "系统登记"), ("sheet", "表格导入"), ("ocds", "OCDS 导入")],
                        default="entered",
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
                ("form", models.JSONField(blank=True, editable=False, null=True)),
                ("title", models.CharField(max_length=200, verbose_name="项目名称")),
                (
                    "category",
                    models.CharField(
                        choices=[("goods", "货物"), ("services", "服务"), ("works", "工程")],
                        max_length=8,
                        verbose_name="类别",
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
                        verbose_name="采购方式",
                    ),
                ),
                ("method_name", models.CharField(blank=True, max_length=40, verbose_name="采购方式名称")),
                ("item_code", models.CharField(blank=True, max_length=20, verbose_name="品目编码")),
                ("budget_item", models.CharField(blank=True, max_length=100, verbose_name="预算项目")),
                ("project", models.CharField(blank=True, max_length=100, verbose_name="工程项目")),
                ("part_of_works", models.BooleanField(default=False, verbose_name="与工程建设有关")),
                (
                    "method_approved",
                    models.BooleanField(default=False, verbose_name="已批准采用其他采购方式"),
                ),
                ("budget_adjusted", models.BooleanField(default=False, verbose_name="预算已调整")),
                (
                    "estimate",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="预算金额（元）"
                    ),
                ),
                (
                    "ceiling",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="最高限价（元）"
                    ),
                ),
                ("documents_on", models.DateField(blank=True, null=True, verbose_name="招标文件发出日期")),
                (
                    "documents_until",
                    models.DateField(blank=True, null=True, verbose_name="招标文件提供截止日期"),
                ),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="投标截止（开标）日期")),
                ("reported_on", models.DateField(blank=True, null=True, verbose_name="收到评标报告日期")),
                ("publicity_from", models.DateField(blank=True, null=True, verbose_name="公示开始日期")),
                ("publicity_until", models.DateField(blank=True, null=True, verbose_name="公示结束日期")),
                ("awarded_on", models.DateField(blank=True, null=True, verbose_name="中标（成交）通知日期")),
                (
                    "award_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=15,
                        null=True,
                        verbose_name="中标（成交）金额（元）",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="won",
                        to="finance.supplier",
                        verbose_name="供应商",
                    ),
                ),
                ("contract_on", models.DateField(blank=True, null=True, verbose_name="合同签订日期")),
                (
                    "contract_amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="合同金额（元）"
                    ),
                ),
                (
                    "current_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=15,
                        null=True,
                        verbose_name="变更后合同金额（元）",
                    ),
                ),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="验收日期")),
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
                    "handled_by",
                    models.CharField(blank=True, max_length=40, verbose_name="经办人姓名（名册以外）"),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="purchases",
                        to="decisions.matter",
                        verbose_name="依据的决策事项",
                    ),
                ),
                ("cancelled", models.BooleanField(default=False, verbose_name="已终止")),
                ("happened_on", models.DateField(verbose_name="日期")),
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
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "search_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list, editable=False, size=None
                    ),
                ),
            ],
            options={
                "verbose_name": "采购",
                "verbose_name_plural": "采购",
                "ordering": ["-happened_on", "-id"],
                "indexes": [
                    models.Index(fields=["county", "-happened_on", "-id"], name="purchase_by_county"),
                    models.Index(fields=["unit", "-happened_on", "-id"], name="purchase_by_unit"),
                    models.Index(fields=["supplier", "-happened_on"], name="purchase_by_supplier"),
                    django.contrib.postgres.indexes.GinIndex(fields=["search_keys"], name="purchase_search"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "number"), name="purchase_number_once_in_unit"),
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("unit", "source_id"),
                        name="imported_purchase_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("estimate", None), ("estimate__gte", 0), _connector="OR"),
                            models.Q(("ceiling", None), ("ceiling__gte", 0), _connector="OR"),
                            models.Q(("award_amount", None), ("award_amount__gte", 0), _connector="OR"),
                            models.Q(("contract_amount", None), ("contract_amount__gte", 0), _connector="OR"),
                            models.Q(("current_amount", None), ("current_amount__gte", 0), _connector="OR"),
                        ),
                        name="purchase_sums_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("documents_on", None),
                            ("opened_on", None),
                            ("opened_on__gte", models.F("documents_on")),
                            _connector="OR",
                        ),
                        name="purchase_opened_after_documents",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publicity_from", None),
                            ("publicity_until", None),
                            ("publicity_until__gte", models.F("publicity_from")),
                            _connector="OR",
                        ),
                        name="purchase_publicity_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBudgetItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="预算项目")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=15, verbose_name="预算金额（元）"),
                ),
                (
                    "budget",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="finance.budget",
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
            ],
            options={
                "verbose_name": "historical 预算项目",
                "verbose_name_plural": "historical 预算项目",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="BudgetItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "budget",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="finance.budget"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="预算项目")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=15, verbose_name="预算金额（元）"),
                ),
            ],
            options={
                "verbose_name": "预算项目",
                "verbose_name_plural": "预算项目",
                "ordering": ["budget_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("budget", "name"), name="item_once_in_budget"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), models.Q(("name", ""), _negated=True)),
                        name="item_has_a_name_and_sum",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRecoveryStep",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("words", models.TextField(verbose_name="采取的措施")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=15, verbose_name="收回金额（元）"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="finance.offbookaccount",
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
            ],
            options={
                "verbose_name": "historical 清理收回",
                "verbose_name_plural": "historical 清理收回",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="RecoveryStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="finance.offbookaccount",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("words", models.TextField(verbose_name="采取的措施")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=15, verbose_name="收回金额（元）"
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
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                "verbose_name": "清理收回",
                "verbose_name_plural": "清理收回",
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), models.Q(("words", ""), _negated=True)),
                        name="recovery_step_says_what",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Bid",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bids",
                        to="finance.purchase",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bids",
                        to="finance.supplier",
                        verbose_name="投标人",
                    ),
                ),
                ("lot", models.CharField(blank=True, default="", max_length=40, verbose_name="标段")),
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
                ("won", models.BooleanField(default=False, verbose_name="中标")),
            ],
            options={
                "verbose_name": "投标",
                "verbose_name_plural": "投标",
                "ordering": ["lot", "amount", "id"],
                "indexes": [models.Index(fields=["supplier", "purchase"], name="bid_of_supplier")],
                "constraints": [
                    models.UniqueConstraint(fields=("purchase", "supplier", "lot"), name="one_bid_a_lot"),
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                        name="bid_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="finance.purchase",
                    ),
                ),
                ("on", models.DateField(verbose_name="变更日期")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=15, verbose_name="变更后金额（元）"),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="变更原因")),
            ],
            options={
                "verbose_name": "合同变更",
                "verbose_name_plural": "合同变更",
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="change_not_negative")
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBid",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("lot", models.CharField(blank=True, default="", max_length=40, verbose_name="标段")),
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
                ("won", models.BooleanField(default=False, verbose_name="中标")),
                (
                    "purchase",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="finance.purchase",
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
            ],
            options={
                "verbose_name": "historical 投标",
                "verbose_name_plural": "historical 投标",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalContractChange",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("on", models.DateField(verbose_name="变更日期")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=15, verbose_name="变更后金额（元）"),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="变更原因")),
                (
                    "purchase",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="finance.purchase",
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
            ],
            options={
                "verbose_name": "historical 合同变更",
                "verbose_name_plural": "historical 合同变更",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFundUse",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("number", models.CharField(max_length=60, verbose_name="单号")),
                (
                    "origin",
                    models.CharField(
                        choices=[("entered", "系统会签"), ("ledger", "台账导入")],
                        default="entered",
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
                ("purpose", models.CharField(max_length=200, verbose_name="用途")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=15, verbose_name="金额（元）")),
                ("budget_item", models.CharField(max_length=100, verbose_name="预算项目")),
                ("applied_on", models.DateField(verbose_name="申请日期")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="支付日期")),
                ("happened_on", models.DateField(editable=False, verbose_name="日期")),
                ("handler_name", models.CharField(blank=True, default="", max_length=40)),
                ("handler_on", models.DateField(blank=True, null=True)),
                ("witness_name", models.CharField(blank=True, default="", max_length=40)),
                ("witness_on", models.DateField(blank=True, null=True)),
                ("finance_name", models.CharField(blank=True, default="", max_length=40)),
                ("finance_on", models.DateField(blank=True, null=True)),
                ("deputy_name", models.CharField(blank=True, default="", max_length=40)),
                ("deputy_on", models.DateField(blank=True, null=True)),
                ("second_name", models.CharField(blank=True, default="", max_length=40)),
                ("second_on", models.DateField(blank=True, null=True)),
                ("head_name", models.CharField(blank=True, default="", max_length=40)),
                ("head_on", models.DateField(blank=True, null=True)),
                ("cancelled", models.BooleanField(default=False, verbose_name="已作废")),
                (
                    "cancelled_reason",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="作废理由"),
                ),
                ("changed_at", models.DateTimeField(blank=True, editable=False, verbose_name="最后修改时间")),
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
                    "payee",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="finance.supplier",
                        verbose_name="收款人",
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
                    "purchase",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="finance.purchase",
                        verbose_name="支付的采购",
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
                    "witness",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="证明人（验收人）",
                    ),
                ),
                (
                    "finance",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="财务审核",
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
                        to="organisation.person",
                        verbose_name="分管领导",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="另一名副职",
                    ),
                ),
                (
                    "head",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="主要负责人",
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
            ],
            options={
                "verbose_name": "historical 资金使用",
                "verbose_name_plural": "historical 资金使用",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPayment",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("on", models.DateField(verbose_name="付款日期")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="付款金额（元）"
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="finance.purchase",
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
            ],
            options={
                "verbose_name": "historical 付款",
                "verbose_name_plural": "historical 付款",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                (
                    "purchase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="payments",
                        to="finance.purchase",
                    ),
                ),
                ("on", models.DateField(verbose_name="付款日期")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="付款金额（元）"
                    ),
                ),
            ],
            options={
                "verbose_name": "付款",
                "verbose_name_plural": "付款",
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                        name="payment_not_negative",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "group",
                    models.CharField(
                        choices=[("OCID", "采购"), ("Buyer", "采购人"), ("Tenderer", "投标人、供应商")],
                        max_length=8,
                        verbose_name="对象",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("R003", "投标期限过短"),
                            ("R018", "只有一家投标"),
                            ("R024", "报价贴近中标价"),
                            ("R025", "投多中少"),
                            ("R028", "报价相同"),
                            ("R030", "逾期投标中标"),
                            ("R035", "仅中标人未被否决"),
                            ("R036", "最低报价被否决"),
                            ("R038", "否决投标过多"),
                            ("R048", "供应商经营庞杂"),
                            ("R058", "中标价畸低"),
                            ("split-below-threshold", "化整为零"),
                            ("method-below-threshold", "应招未招"),
                            ("documents-window-short", "招标文件提供期限不足"),
                            ("tender-window-short", "投标期限不足"),
                            ("publicity-short", "中标候选人公示不足"),
                            ("contract-late", "逾期签订合同"),
                            ("addition-above-limit", "追加超限"),
                            ("near-threshold", "贴近限额"),
                            ("repeat-supplier", "同一供应商重复"),
                            ("award-before-decision", "先定后议"),
                            ("paid-before-acceptance", "先付后验"),
                            ("interest-in-bidder", "投标人存在利害关系"),
                        ],
                        max_length=30,
                        verbose_name="指标",
                    ),
                ),
                ("value", models.FloatField(verbose_name="数值")),
                (
                    "purchase",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flags",
                        to="finance.purchase",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flags",
                        to="finance.supplier",
                    ),
                ),
                ("reckoned_on", models.DateField(verbose_name="计算日期")),
            ],
            options={
                "verbose_name": "红旗指标",
                "verbose_name_plural": "红旗指标",
                "ordering": ["code", "id"],
                "indexes": [models.Index(fields=["county", "group", "code"], name="flag_by_code")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("group", "OCID"),
                                ("purchase__isnull", False),
                                ("supplier", None),
                                ("unit", None),
                            ),
                            models.Q(
                                ("group", "Buyer"),
                                ("purchase", None),
                                ("supplier", None),
                                ("unit__isnull", False),
                            ),
                            models.Q(
                                ("group", "Tenderer"),
                                ("purchase", None),
                                ("supplier__isnull", False),
                                ("unit", None),
                            ),
                            _connector="OR",
                        ),
                        name="flag_is_about_its_group",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("purchase__isnull", False)),
                        fields=("purchase", "code"),
                        name="flag_once_a_purchase",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("unit__isnull", False)),
                        fields=("unit", "code"),
                        name="flag_once_a_buyer",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("supplier__isnull", False)),
                        fields=("supplier", "code"),
                        name="flag_once_a_supplier",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FundUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fund_uses",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.division",
                        verbose_name="县",
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="单号")),
                (
                    "origin",
                    models.CharField(
                        choices=[("entered", "系统会签"), ("ledger", "台账导入")],
                        default="entered",
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
                ("purpose", models.CharField(max_length=200, verbose_name="用途")),
                (
                    "payee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paid",
                        to="finance.supplier",
                        verbose_name="收款人",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=15, verbose_name="金额（元）")),
                ("budget_item", models.CharField(max_length=100, verbose_name="预算项目")),
                ("applied_on", models.DateField(verbose_name="申请日期")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="支付日期")),
                ("happened_on", models.DateField(editable=False, verbose_name="日期")),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fund_uses",
                        to="decisions.matter",
                        verbose_name="依据的决策事项",
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fund_uses",
                        to="finance.purchase",
                        verbose_name="支付的采购",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="经办人",
                    ),
                ),
                ("handler_name", models.CharField(blank=True, default="", max_length=40)),
                ("handler_on", models.DateField(blank=True, null=True)),
                (
                    "witness",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="证明人（验收人）",
                    ),
                ),
                ("witness_name", models.CharField(blank=True, default="", max_length=40)),
                ("witness_on", models.DateField(blank=True, null=True)),
                (
                    "finance",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="财务审核",
                    ),
                ),
                ("finance_name", models.CharField(blank=True, default="", max_length=40)),
                ("finance_on", models.DateField(blank=True, null=True)),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="分管领导",
                    ),
                ),
                ("deputy_name", models.CharField(blank=True, default="", max_length=40)),
                ("deputy_on", models.DateField(blank=True, null=True)),
                (
                    "second",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="另一名副职",
                    ),
                ),
                ("second_name", models.CharField(blank=True, default="", max_length=40)),
                ("second_on", models.DateField(blank=True, null=True)),
                (
                    "head",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="主要负责人",
                    ),
                ),
                ("head_name", models.CharField(blank=True, default="", max_length=40)),
                ("head_on", models.DateField(blank=True, null=True)),
                ("cancelled", models.BooleanField(default=False, verbose_name="已作废")),
                (
                    "cancelled_reason",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="作废理由"),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="最后修改时间")),
                ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                "verbose_name": "资金使用",
                "verbose_name_plural": "资金使用",
                "ordering": ["-happened_on", "-id"],
                "indexes": [
                    models.Index(fields=["county", "-happened_on", "-id"], name="use_by_county"),
                    models.Index(fields=["unit", "-happened_on", "-id"], name="use_by_unit"),
                    models.Index(
                        condition=models.Q(("purchase__isnull", False)),
                        fields=["purchase"],
                        name="use_by_purchase",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "number"), name="use_number_once_in_unit"),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="use_is_of_a_sum"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("happened_on", models.F("paid_on")),
                            models.Q(("happened_on", models.F("applied_on")), ("paid_on", None)),
                            _connector="OR",
                        ),
                        name="use_counts_for_its_payment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin", "ledger"),
                            models.Q(
                                models.Q(
                                    ("handler__isnull", True),
                                    ("witness__isnull", True),
                                    models.Q(("handler", models.F("witness")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("handler__isnull", True),
                                    ("finance__isnull", True),
                                    models.Q(("handler", models.F("finance")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("handler__isnull", True),
                                    ("deputy__isnull", True),
                                    models.Q(("handler", models.F("deputy")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("handler__isnull", True),
                                    ("second__isnull", True),
                                    models.Q(("handler", models.F("second")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("handler__isnull", True),
                                    ("head__isnull", True),
                                    models.Q(("handler", models.F("head")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("witness__isnull", True),
                                    ("finance__isnull", True),
                                    models.Q(("witness", models.F("finance")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("witness__isnull", True),
                                    ("deputy__isnull", True),
                                    models.Q(("witness", models.F("deputy")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("witness__isnull", True),
                                    ("second__isnull", True),
                                    models.Q(("witness", models.F("second")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("witness__isnull", True),
                                    ("head__isnull", True),
                                    models.Q(("witness", models.F("head")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("finance__isnull", True),
                                    ("deputy__isnull", True),
                                    models.Q(("finance", models.F("deputy")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("finance__isnull", True),
                                    ("second__isnull", True),
                                    models.Q(("finance", models.F("second")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("finance__isnull", True),
                                    ("head__isnull", True),
                                    models.Q(("finance", models.F("head")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("deputy__isnull", True),
                                    ("second__isnull", True),
                                    models.Q(("deputy", models.F("second")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("deputy__isnull", True),
                                    ("head__isnull", True),
                                    models.Q(("deputy", models.F("head")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("second__isnull", True),
                                    ("head__isnull", True),
                                    models.Q(("second", models.F("head")), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="nobody_signs_a_sheet_twice",
                        violation_error_message="同一人不能在一张审批单上签两处",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cancelled", False),
                            models.Q(("paid_on", None), models.Q(("cancelled_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="cancelled_use_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBudgetChange",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("on", models.DateField(verbose_name="调整日期")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=15, verbose_name="增减金额（元）"),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="调整理由")),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="finance.budgetitem",
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
                        verbose_name="批准调整的决策事项",
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
            ],
            options={
                "verbose_name": "historical 预算调整",
                "verbose_name_plural": "historical 预算调整",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="BudgetChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="finance.budgetitem",
                    ),
                ),
                ("on", models.DateField(verbose_name="调整日期")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=15, verbose_name="增减金额（元）"),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="调整理由")),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budget_changes",
                        to="decisions.matter",
                        verbose_name="批准调整的决策事项",
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
                ("token", models.UUIDField(editable=False, unique=True)),
            ],
            options={
                "verbose_name": "预算调整",
                "verbose_name_plural": "预算调整",
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", 0), _negated=True), models.Q(("reason", ""), _negated=True)
                        ),
                        name="budget_change_says_what_and_why",
                    )
                ],
            },
        ),
    ]
