"""Evidence: its tables are only ever added to; the triggers that fill them follow every migration (core/evidence/triggers.py)."""

from django.db import migrations, models

TABLES = ("core_evidenceentry", "core_evidencebatch", "core_evidenceday")
REFUSE = """
CREATE FUNCTION core_refuse_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the rows of % are kept: it is not emptied at once', TG_TABLE_NAME;
END $$;
""" + "".join(
    f"""
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION core_refuse_emptying();
"""
    for table in TABLES
)
ALLOW = (
    "".join(
        f"DROP TRIGGER append_only ON {table}; DROP TRIGGER never_emptied ON {table};" for table in TABLES
    )
    + "DROP FUNCTION core_refuse_emptying();"
)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_ledger_and_holidays"),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceBatch",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="批次")),
                ("first", models.BigIntegerField(verbose_name="首条")),
                ("count", models.PositiveIntegerField(verbose_name="条数")),
                ("algorithm", models.CharField(max_length=8, verbose_name="算法")),
                ("root", models.BinaryField(verbose_name="根值")),
                ("chained", models.BinaryField(verbose_name="链值")),
                ("sealed_at", models.DateTimeField(verbose_name="封存时间")),
                ("day", models.DateField(db_index=True, verbose_name="日期")),
            ],
            options={
                "verbose_name": "存证批次",
                "verbose_name_plural": "存证批次",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="日期")),
                ("first", models.BigIntegerField(verbose_name="首批")),
                ("batches", models.PositiveIntegerField(verbose_name="批数")),
                ("entries", models.PositiveBigIntegerField(verbose_name="条数")),
                ("algorithm", models.CharField(max_length=8, verbose_name="算法")),
                ("root", models.BinaryField(verbose_name="根值")),
            ],
            options={
                "verbose_name": "每日根值",
                "verbose_name_plural": "每日根值",
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="PendingEvidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=63, verbose_name="数据表")),
                ("key", models.CharField(max_length=80, verbose_name="主键")),
                (
                    "kind",
                    models.CharField(
                        choices=[("i", "新增"), ("u", "修改"), ("d", "删除"), ("m", "升级后重新登记")],
                        max_length=1,
                        verbose_name="变化",
                    ),
                ),
                ("digest", models.BinaryField(verbose_name="摘要")),
                ("role", models.CharField(max_length=63, verbose_name="数据库角色")),
            ],
            options={
                "verbose_name": "待封存的存证",
                "verbose_name_plural": "待封存的存证",
            },
        ),
        migrations.CreateModel(
            name="EvidenceEntry",
            fields=[
                ("name", models.CharField(max_length=63, verbose_name="数据表")),
                ("key", models.CharField(max_length=80, verbose_name="主键")),
                (
                    "kind",
                    models.CharField(
                        choices=[("i", "新增"), ("u", "修改"), ("d", "删除"), ("m", "升级后重新登记")],
                        max_length=1,
                        verbose_name="变化",
                    ),
                ),
                ("digest", models.BinaryField(verbose_name="摘要")),
                ("role", models.CharField(max_length=63, verbose_name="数据库角色")),
                ("number", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="序号")),
                ("salt", models.BinaryField()),
                ("leaf", models.BinaryField(verbose_name="叶")),
            ],
            options={
                "verbose_name": "存证",
                "verbose_name_plural": "存证",
                "ordering": ["number"],
                "indexes": [models.Index(fields=["name", "key", "number"], name="evidence_by_row")],
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
