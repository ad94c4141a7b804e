"""The steps of an audit, its findings, their rectification (C18)."""

import django.db.models.deletion
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


# Who was ever of the team does not re-examine it (N17); who owns a rectification does not confirm it. A re-audit, a progress entry and
# an issued document are only ever added.
KEEP = """
CREATE FUNCTION audits_refuse_original_auditor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM audits_teammember WHERE audit_id = NEW.audit_id AND person_id = NEW.reviewer_id) THEN
        RAISE EXCEPTION 'an auditor of the team cannot re-examine the audit' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER by_others BEFORE INSERT OR UPDATE ON audits_objection
    FOR EACH ROW WHEN (NEW.reviewer_id IS NOT NULL) EXECUTE FUNCTION audits_refuse_original_auditor();
CREATE FUNCTION audits_refuse_owner_confirming() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM accounts_user WHERE id = NEW.confirmer_id AND person_id = NEW.owner_id) THEN
        RAISE EXCEPTION 'the owner cannot confirm a rectification' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER by_others BEFORE INSERT OR UPDATE ON audits_rectification
    FOR EACH ROW WHEN (NEW.confirmer_id IS NOT NULL) EXECUTE FUNCTION audits_refuse_owner_confirming();
"""
ONLY_ADDED = ("audits_reaudit", "audits_progress", "audits_document")
ADDED = "".join(
    f"CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION core_refuse_change();"
    for table in ONLY_ADDED
)
UNDO = (
    "DROP TRIGGER by_others ON audits_objection; DROP TRIGGER by_others ON audits_rectification;"
    "DROP FUNCTION audits_refuse_original_auditor(); DROP FUNCTION audits_refuse_owner_confirming();"
    + "".join(f"DROP TRIGGER only_added ON {table};" for table in ONLY_ADDED)
)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_ledger_and_holidays"),
        ("audits", "0002_plans"),
        ("decisions", "0012_seal_of_observers"),
        ("finance", "0002_funds"),
        ("organisation", "0005_linked_leader"),
        ("supervision", "0012_responsibility_lists_are_duties"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            },
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
        migrations.AddConstraint(
            model_name="auditfinding",
            constraint=models.UniqueConstraint(fields=("audit", "number"), name="audit_finding_number_once"),
        ),
        migrations.AddConstraint(
            model_name="auditfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("responsibility", "none"), ("test", "")),
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
                        ("test__in", ["leading-1", "leading-2", "leading-3", "leading-4", "leading-5"]),
                        models.Q(("justification", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="responsibility_by_its_own_test_justified",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("since"))), name="audit_finding_days_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="auditfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                name="audit_finding_sum_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("audit", "body"), name="result_sent_once_to_a_body"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("received_by", None), ("received_on", None)),
                    models.Q(("received_by__isnull", False), ("received_on__isnull", False)),
                    _connector="OR",
                ),
                name="received_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="numberseries",
            constraint=models.UniqueConstraint(
                fields=("body", "year", "mark"), name="one_series_a_body_year_and_mark"
            ),
        ),
        migrations.AddConstraint(
            model_name="reaudit",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="reaudit_gives_reasons"
            ),
        ),
        migrations.AddIndex(
            model_name="rectification",
            index=models.Index(fields=["state", "due"], name="rectification_by_day"),
        ),
        migrations.AddConstraint(
            model_name="rectification",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="rectification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "mended"), _negated=True),
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
        ),
        migrations.AddConstraint(
            model_name="rectification",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="requesteditem",
            constraint=models.UniqueConstraint(fields=("audit", "title"), name="asked_for_once_in_an_audit"),
        ),
        migrations.AddConstraint(
            model_name="requesteditem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("delivered_by", None), ("delivered_on", None)),
                    models.Q(("delivered_by__isnull", False), ("delivered_on__isnull", False)),
                    _connector="OR",
                ),
                name="handed_in_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                condition=models.Q(("void_on", None)), fields=("audit", "kind"), name="audit_step_taken_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("delivered_on", None), ("delivered_on__gte", models.F("on")), _connector="OR"
                ),
                name="delivered_after_it_was_made",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("silent", False), ("kind__in", ["head-opinion", "unit-opinion"]), _connector="OR"
                ),
                name="only_opinions_are_left_unsaid",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "termination"), _negated=True),
                    models.Q(
                        models.Q(("approval", ""), _negated=True), models.Q(("text", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="termination_is_approved_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entered_by", None), ("silent", True)),
                    models.Q(("entered_by__isnull", False), ("silent", False)),
                    _connector="OR",
                ),
                name="a_step_is_taken_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.UniqueConstraint(fields=("report",), name="one_objection_to_a_report"),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("body", "year", "mark", "serial"), name="document_number_given_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="workingpaper",
            constraint=models.UniqueConstraint(
                fields=("audit", "number"), name="paper_number_once_in_an_audit"
            ),
        ),
        migrations.AddConstraint(
            model_name="workingpaper",
            constraint=models.CheckConstraint(
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
        ),
        migrations.RunSQL(KEEP + ADDED, UNDO),
    ]
