import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Nobody is two administrators, nor one beside another role, nor one while heading a unit (三员分立). The row of the user is locked, so that of two
# given at once the second sees the first.
APART = """
CREATE FUNCTION accounts_name_of_role(role text) RETURNS text IMMUTABLE LANGUAGE sql AS $$
    SELECT CASE role WHEN 'administrator' THEN '系统管理员' WHEN 'security' THEN '安全管理员' WHEN 'audit' THEN '审计管理员'
        WHEN 'officer' THEN '监督工作人员' WHEN 'registrar' THEN '名册管理员' WHEN 'secretary' THEN '议事秘书'
        WHEN 'bookkeeper' THEN '财务人员' WHEN 'overseer' THEN '全县督查' ELSE role END
$$;
CREATE FUNCTION accounts_is_exclusive(role text) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$
    SELECT role IN ('administrator', 'security', 'audit')
$$;
CREATE FUNCTION accounts_keep_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    other record;
BEGIN
    -- One that ends earlier stands against nothing: it must be possible to end it whatever came to be meanwhile.
    IF TG_OP = 'UPDATE' THEN
        IF NEW.user_id = OLD.user_id AND NEW.role = OLD.role AND NEW.during <@ OLD.during THEN
            RETURN NEW;
        END IF;
    END IF;
    PERFORM FROM accounts_user WHERE id = NEW.user_id FOR NO KEY UPDATE;
    SELECT held.role, held.during INTO other FROM accounts_roleheld held
    WHERE held.user_id = NEW.user_id AND held.id IS DISTINCT FROM NEW.id AND held.role <> NEW.role AND held.during && NEW.during
        AND (accounts_is_exclusive(held.role) OR accounts_is_exclusive(NEW.role))
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '三员分立：该用户%担任“%”，不能同时担任“%”', other.during, accounts_name_of_role(other.role), accounts_name_of_role(NEW.role)
            USING ERRCODE = 'exclusion_violation';
    END IF;
    IF accounts_is_exclusive(NEW.role) THEN
        SELECT unit.name, tenure.during INTO other FROM accounts_user holder
        JOIN organisation_tenure tenure ON tenure.person_id = holder.person_id AND tenure.during && NEW.during
        JOIN organisation_post post ON post.id = tenure.post_id AND post.is_head
        JOIN organisation_unit unit ON unit.id = post.unit_id
        WHERE holder.id = NEW.user_id
        LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION '三员分立：该用户%任%“一把手”，不能同时担任“%”', other.during, other.name, accounts_name_of_role(NEW.role)
                USING ERRCODE = 'exclusion_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER apart BEFORE INSERT OR UPDATE ON accounts_roleheld FOR EACH ROW EXECUTE FUNCTION accounts_keep_apart();
"""
TOGETHER = """
DROP TRIGGER apart ON accounts_roleheld; DROP FUNCTION accounts_keep_apart(); DROP FUNCTION accounts_is_exclusive(text);
DROP FUNCTION accounts_name_of_role(text);
"""
# What was proposed stays as it was; once decided, so does the decision.
SEALS = """
CREATE FUNCTION accounts_refuse_changed_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a proposal about a role cannot be deleted';
    END IF;
    IF OLD.outcome <> '' OR
       (OLD.kind, OLD.user_id, OLD.role, OLD.body_id, OLD.during, OLD.held_id, OLD.reason, OLD.proposed_by_id, OLD.proposed_at, OLD.lapses_on)
       IS DISTINCT FROM
       (NEW.kind, NEW.user_id, NEW.role, NEW.body_id, NEW.during, NEW.held_id, NEW.reason, NEW.proposed_by_id, NEW.proposed_at, NEW.lapses_on) THEN
        RAISE EXCEPTION 'a proposal about a role cannot be changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON accounts_rolechange
    FOR EACH ROW EXECUTE FUNCTION accounts_refuse_changed_change();
"""
UNSEAL = "DROP TRIGGER sealed ON accounts_rolechange; DROP FUNCTION accounts_refuse_changed_change();"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_login"),
        ("organisation", "0002_divisions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalroleheld",
            name="role",
            field=models.CharField(
                choices=[
                    ("officer", "监督工作人员"),
                    ("registrar", "名册管理员"),
                    ("secretary", "议事秘书"),
                    ("bookkeeper", "财务人员"),
                    ("overseer", "全县督查"),
                    ("administrator", "系统管理员"),
                    ("security", "安全管理员"),
                    ("audit", "审计管理员"),
                ],
                max_length=16,
                verbose_name="角色",
            ),
        ),
        migrations.AlterField(
            model_name="roleheld",
            name="role",
            field=models.CharField(
                choices=[
                    ("officer", "监督工作人员"),
                    ("registrar", "名册管理员"),
                    ("secretary", "议事秘书"),
                    ("bookkeeper", "财务人员"),
                    ("overseer", "全县督查"),
                    ("administrator", "系统管理员"),
                    ("security", "安全管理员"),
                    ("audit", "审计管理员"),
                ],
                max_length=16,
                verbose_name="角色",
            ),
        ),
        migrations.CreateModel(
            name="RoleChange",
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
                        choices=[("give", "授予角色"), ("end", "收回角色")], max_length=4, verbose_name="事项"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("officer", "监督工作人员"),
                            ("registrar", "名册管理员"),
                            ("secretary", "议事秘书"),
                            ("bookkeeper", "财务人员"),
                            ("overseer", "全县督查"),
                            ("administrator", "系统管理员"),
                            ("security", "安全管理员"),
                            ("audit", "审计管理员"),
                            ("supervise-unit", "个别授权（监督一个单位）"),
                        ],
                        max_length=16,
                        verbose_name="角色",
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="起止日期")),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                ("lapses_on", models.DateField(verbose_name="失效日期")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("confirmed", "已确认"),
                            ("refused", "不同意"),
                            ("withdrawn", "已撤回"),
                            ("lapsed", "逾期失效"),
                        ],
                        max_length=9,
                        verbose_name="结果",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="不同意的理由")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="所在机构",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                (
                    "held",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.roleheld",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_changes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="用户",
                    ),
                ),
            ],
            options={
                "verbose_name": "角色变更申请",
                "verbose_name_plural": "角色变更申请",
                "ordering": ["-proposed_at", "-pk"],
                "indexes": [models.Index(fields=["-proposed_at", "-id"], name="role_changes_by_time")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "")),
                        fields=("user", "role", "body"),
                        name="one_open_change_of_a_role",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_role_change_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("user", models.F("proposed_by")), _negated=True),
                            models.Q(("user", models.F("decided_by")), _negated=True),
                        ),
                        name="nobody_gives_themself_a_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", models.F("proposed_by")),
                            ("outcome__in", ["confirmed", "refused"]),
                            _negated=True,
                        ),
                        name="a_role_change_has_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", None), ("outcome__in", ["", "lapsed"])),
                            models.Q(
                                ("outcome__in", ["confirmed", "refused", "withdrawn"]),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_decided_role_change_says_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome", "refused"), ("words", ""), _negated=True),
                        name="a_refused_role_change_says_why",
                    ),
                ],
            },
        ),
        migrations.RunSQL(APART, TOGETHER),
        migrations.RunSQL(SEALS, UNSEAL),
    ]
