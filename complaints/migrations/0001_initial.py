import complaints.models.complaints
import django.db.models.deletion
import rulebook.procedures.clarification
import rulebook.procedures.complaints
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
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lookup", models.BinaryField(unique=True)),
                ("content", models.BinaryField()),
                ("until", models.DateField()),
            ],
            options={
                "verbose_name": "暂存",
                "verbose_name_plural": "暂存",
            },
        ),
        migrations.CreateModel(
            name="SpentForm",
            fields=[
                ("token", models.UUIDField(primary_key=True, serialize=False)),
                ("until", models.DateField()),
            ],
            options={
                "verbose_name": "已用表单",
                "verbose_name_plural": "已用表单",
            },
        ),
        migrations.CreateModel(
            name="BodyKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("generation", models.PositiveIntegerField(verbose_name="第几代")),
                ("public", models.BinaryField()),
                ("recovery", models.BinaryField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "待保管人确认"),
                            ("in-force", "正在使用"),
                            ("retired", "已更换"),
                        ],
                        default="proposed",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="事由")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="生成时间")),
                ("in_force_at", models.DateTimeField(blank=True, null=True, verbose_name="启用时间")),
                ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="更换时间")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="生成人",
                    ),
                ),
            ],
            options={
                "verbose_name": "机关密钥",
                "verbose_name_plural": "机关密钥",
                "ordering": ["body", "-generation"],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, verbose_name="编号")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "网上举报"),
                            ("call", "来电"),
                            ("email", "电子邮件"),
                            ("letter", "来信"),
                            ("visit", "来访"),
                            ("transfer", "交办、移送"),
                        ],
                        default=rulebook.procedures.complaints.Channel["WEB"],
                        max_length=8,
                        verbose_name="渠道",
                    ),
                ),
                ("named", models.BooleanField(default=False, verbose_name="实名")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "待登记"),
                            ("registered", "已登记"),
                            ("accepted", "已受理"),
                            ("proposed", "处置意见待批"),
                            ("disposed", "正在办理"),
                            ("concluded", "已有结论"),
                            ("closed", "已办结"),
                            ("referred", "已转办"),
                            ("refused", "不予受理"),
                            ("merged", "并案办理"),
                        ],
                        default=rulebook.procedures.complaints.State["RECEIVED"],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("major", models.BooleanField(default=False, verbose_name="重大问题")),
                ("due", models.DateField(blank=True, null=True, verbose_name="当前期限")),
                ("content", models.BinaryField()),
                ("summary", models.BinaryField(null=True)),
                ("links", models.BinaryField(null=True)),
                ("escalate_by", models.DateField(blank=True, null=True, verbose_name="呈报县领导的期限")),
                ("clarify_by", models.DateField(blank=True, null=True, verbose_name="澄清正名的期限")),
                ("lookup", models.BinaryField(null=True, unique=True)),
                ("for_reporter", models.BinaryField(null=True)),
                ("former", models.BinaryField(null=True, unique=True)),
                (
                    "into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="complaints.complaint",
                        verbose_name="并入",
                    ),
                ),
            ],
            options={
                "verbose_name": "检举控告",
                "verbose_name_plural": "检举控告",
                "ordering": ["-received_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ComplaintStep",
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
                            ("register", "登记"),
                            ("accept", "受理"),
                            ("refuse", "不予受理"),
                            ("refer", "转办"),
                            ("merge", "并案"),
                            ("split", "撤销并案"),
                            ("propose", "提出处置意见"),
                            ("approve", "批准处置意见"),
                            ("return", "退回处置意见"),
                            ("extend", "延长期限"),
                            ("conclude", "作出结论"),
                            ("feedback", "向本人反馈"),
                            ("tell", "反馈并办结"),
                            ("reopen", "重新办理"),
                            ("notify", "告知受理"),
                            ("receipt", "登记转办回执"),
                            ("mark", "定为重大问题"),
                            ("accuse", "申请认定诬告陷害"),
                            ("accuse-ok", "批准申请认定"),
                            ("accuse-no", "退回申请认定"),
                            ("accuse-to", "报送认定申请"),
                            ("accuse-end", "登记认定答复"),
                        ],
                        max_length=10,
                        verbose_name="步骤",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "choice",
                    models.CharField(blank=True, default="", max_length=12, verbose_name="方式或者结论"),
                ),
                ("content", models.BinaryField()),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="complaints.complaint",
                    ),
                ),
            ],
            options={
                "verbose_name": "办理步骤",
                "verbose_name_plural": "办理步骤",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sender",
                    models.CharField(
                        choices=[("reporter", "检举控告人"), ("body", "受理机关")],
                        max_length=8,
                        verbose_name="来往方向",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("content", models.BinaryField()),
                ("read_on", models.DateField(blank=True, null=True, verbose_name="查看日期")),
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
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="complaints.complaint",
                    ),
                ),
            ],
            options={
                "verbose_name": "往来",
                "verbose_name_plural": "往来",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by__isnull", False), ("sender", "body")),
                            models.Q(("by", None), ("sender", "reporter")),
                            _connector="OR",
                        ),
                        name="a_reporter_is_no_user",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ComplaintFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("file", models.FileField(upload_to=complaints.models.complaints.file_path)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="complaints.message",
                    ),
                ),
            ],
            options={
                "verbose_name": "附件",
                "verbose_name_plural": "附件",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("complaint", "message", "position"),
                        name="attachment_at_a_place",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PastFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("content", models.BinaryField()),
                ("until", models.DateField()),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="complaints.bodykey"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "待导入的历史台账",
                "verbose_name_plural": "待导入的历史台账",
            },
        ),
        migrations.CreateModel(
            name="PersonalKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public", models.BinaryField()),
                ("locked", models.BinaryField()),
                ("salt", models.BinaryField()),
                ("operations", models.PositiveIntegerField(editable=False)),
                ("memory", models.PositiveBigIntegerField(editable=False)),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="设置时间")),
                ("replaced_at", models.DateTimeField(blank=True, null=True, verbose_name="停用时间")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="持有人",
                    ),
                ),
            ],
            options={
                "verbose_name": "个人密钥",
                "verbose_name_plural": "个人密钥",
                "ordering": ["owner", "-made_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)),
                        fields=("owner",),
                        name="one_personal_key_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("given_at", models.DateTimeField(auto_now_add=True, verbose_name="授权时间")),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="授权人",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="complaints.bodykey",
                        verbose_name="机关密钥",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="complaints.personalkey",
                        verbose_name="个人密钥",
                    ),
                ),
            ],
            options={
                "verbose_name": "密钥授权",
                "verbose_name_plural": "密钥授权",
                "ordering": ["key", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "holder"), name="grant_of_a_key_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CustodianShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="份额")),
                ("sealed", models.BinaryField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="complaints.bodykey",
                        verbose_name="机关密钥",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="complaints.personalkey",
                        verbose_name="个人密钥",
                    ),
                ),
            ],
            options={
                "verbose_name": "恢复份额",
                "verbose_name_plural": "恢复份额",
                "ordering": ["key", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "number"), name="share_number_once"),
                    models.UniqueConstraint(fields=("key", "holder"), name="two_custodians_are_two_people"),
                    models.CheckConstraint(
                        condition=models.Q(("number__in", (1, 2))), name="a_key_has_two_shares"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceivingBody",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="受理机关")),
                ("hotline", models.CharField(blank=True, default="", max_length=40, verbose_name="举报电话")),
                ("email", models.EmailField(blank=True, default="", max_length=254, verbose_name="电子邮箱")),
                (
                    "address",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="来信来访地址"),
                ),
                (
                    "hours",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="接听接访时间"),
                ),
                ("outside_key", models.BinaryField(blank=True, null=True, verbose_name="上级机关公钥")),
                (
                    "above",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="below",
                        to="complaints.receivingbody",
                        verbose_name="上级受理机关",
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
                    "unit",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receiving",
                        to="organisation.unit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "受理机关",
                "verbose_name_plural": "受理机关",
                "ordering": ["county", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("above", None),
                            models.Q(("above", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="receiving_body_is_not_above_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit", None), ("outside_key", None), _connector="OR"),
                        name="only_bodies_outside_bring_a_key",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MajorNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="第几次")),
                ("name", models.CharField(blank=True, default="", max_length=80, verbose_name="姓名")),
                ("sent_on", models.DateField(verbose_name="呈报日期")),
                ("due", models.DateField(verbose_name="批示期限")),
                ("for_leader", models.BinaryField(null=True)),
                ("for_body", models.BinaryField()),
                ("summary", models.BinaryField()),
                ("delivered_on", models.DateField(blank=True, null=True, verbose_name="纸质送达日期")),
                ("read_on", models.DateField(blank=True, null=True, verbose_name="查看日期")),
                ("instruction", models.BinaryField(null=True)),
                ("instructed_on", models.DateField(blank=True, null=True, verbose_name="批示日期")),
                ("acknowledged_on", models.DateField(blank=True, null=True, verbose_name="阅知日期")),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="阅知人",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="呈报人",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="complaints.complaint",
                        verbose_name="检举控告",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="县领导",
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
                        verbose_name="职务",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.personalkey",
                        verbose_name="个人密钥",
                    ),
                ),
                (
                    "above",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.receivingbody",
                        verbose_name="上级机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "呈报",
                "verbose_name_plural": "呈报",
                "ordering": ["complaint", "round", "id"],
                "indexes": [
                    models.Index(fields=["leader", "instructed_on", "due"], name="notice_of_a_leader")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("complaint", "round", "post"),
                        name="leader_told_once_a_round",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("delivered_on", None),
                                ("for_leader__isnull", False),
                                ("key__isnull", False),
                                ("leader__isnull", False),
                            ),
                            models.Q(("delivered_on__isnull", False), ("for_leader", None), ("key", None)),
                            _connector="OR",
                        ),
                        name="told_in_the_product_or_on_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("above", None), ("post__isnull", False)),
                            models.Q(("above__isnull", False), ("post", None)),
                            _connector="OR",
                        ),
                        name="a_leader_or_the_body_above",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("instructed_on", None), ("instruction", None)),
                            models.Q(("instructed_on__isnull", False), ("instruction__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_instruction_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("acknowledged_by", None), ("acknowledged_on", None)),
                            models.Q(
                                ("acknowledged_by__isnull", False),
                                ("acknowledged_on__gte", models.F("instructed_on")),
                            ),
                            _connector="OR",
                        ),
                        name="only_an_instruction_is_acknowledged",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.BinaryField(unique=True)),
                ("received_on", models.DateField(verbose_name="收到日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待录入"),
                            ("entered", "已录入"),
                            ("rejected", "不作为检举控告"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("content", models.BinaryField()),
                ("reason", models.BinaryField(default=b"")),
                ("handled_on", models.DateField(blank=True, null=True, verbose_name="处理日期")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="处理人",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="complaints.bodykey",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="complaints.receivingbody",
                        verbose_name="受理机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "待录入邮件",
                "verbose_name_plural": "待录入邮件",
                "ordering": ["received_on", "id"],
                "indexes": [models.Index(fields=["body", "state", "received_on"], name="mail_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "entered"), _negated=True),
                            models.Q(("content", b""), ("reason", b""), ("sealed", b"")),
                            _connector="OR",
                        ),
                        name="of_an_entered_mail_nothing_stays",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by", None), ("handled_on", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("by__isnull", False),
                                ("handled_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="who_handled_a_mail",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReceivingBody",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("name", models.CharField(db_index=True, max_length=80, verbose_name="受理机关")),
                ("hotline", models.CharField(blank=True, default="", max_length=40, verbose_name="举报电话")),
                ("email", models.EmailField(blank=True, default="", max_length=254, verbose_name="电子邮箱")),
                (
                    "address",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="来信来访地址"),
                ),
                (
                    "hours",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="接听接访时间"),
                ),
                ("outside_key", models.BinaryField(blank=True, null=True, verbose_name="上级机关公钥")),
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
                    "above",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="complaints.receivingbody",
                        verbose_name="上级受理机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 受理机关",
                "verbose_name_plural": "historical 受理机关",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalClarification",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "起草中"),
                            ("asked", "征求本人意见"),
                            ("wished", "待批准"),
                            ("approved", "待实施"),
                            ("done", "已澄清"),
                            ("closed", "本人不需要澄清"),
                        ],
                        default=rulebook.procedures.clarification.State["DRAFT"],
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="澄清事项")),
                ("text", models.TextField(verbose_name="澄清内容")),
                ("drafted_on", models.DateField(verbose_name="起草日期")),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="征求意见日期")),
                ("wish_due", models.DateField(blank=True, null=True, verbose_name="本人提出意见的期限")),
                (
                    "wish",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "只告知本人和上级"),
                            ("unit", "在本单位会议上说明"),
                            ("public", "在公开网页上说明"),
                            ("none", "不需要澄清"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="澄清范围",
                    ),
                ),
                ("words", models.TextField(blank=True, default="", verbose_name="本人意见")),
                ("wished_on", models.DateField(blank=True, null=True, verbose_name="本人提出意见的日期")),
                (
                    "returned",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="退回理由"),
                ),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="实施日期")),
                ("proof", models.TextField(blank=True, default="", verbose_name="实施情况")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="撤下日期")),
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
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="实施人",
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
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="complaints.receivingbody",
                        verbose_name="澄清机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 澄清正名",
                "verbose_name_plural": "historical 澄清正名",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HandedOn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="编号")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("due", models.DateField(verbose_name="报送期限")),
                ("lookup", models.BinaryField(null=True, unique=True)),
                ("package", models.FileField(blank=True, upload_to=complaints.models.complaints.file_path)),
                ("receipt", models.CharField(blank=True, default="", max_length=80, verbose_name="回执")),
                ("receipt_on", models.DateField(blank=True, null=True, verbose_name="回执日期")),
                (
                    "confirmed_by",
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
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_on",
                        to="complaints.receivingbody",
                        verbose_name="有权机关",
                    ),
                ),
                (
                    "by_way_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.receivingbody",
                        verbose_name="经由",
                    ),
                ),
            ],
            options={
                "verbose_name": "报送上级的检举控告",
                "verbose_name_plural": "报送上级的检举控告",
                "ordering": ["-received_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("receipt", ""), ("receipt_on", None)),
                            models.Q(
                                models.Q(("receipt", ""), _negated=True),
                                ("package", ""),
                                ("receipt_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="confirmed_package_is_deleted",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="complaints",
                to="complaints.receivingbody",
                verbose_name="受理机关",
            ),
        ),
        migrations.CreateModel(
            name="Clarification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "起草中"),
                            ("asked", "征求本人意见"),
                            ("wished", "待批准"),
                            ("approved", "待实施"),
                            ("done", "已澄清"),
                            ("closed", "本人不需要澄清"),
                        ],
                        default=rulebook.procedures.clarification.State["DRAFT"],
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="澄清事项")),
                ("text", models.TextField(verbose_name="澄清内容")),
                ("drafted_on", models.DateField(verbose_name="起草日期")),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="征求意见日期")),
                ("wish_due", models.DateField(blank=True, null=True, verbose_name="本人提出意见的期限")),
                (
                    "wish",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "只告知本人和上级"),
                            ("unit", "在本单位会议上说明"),
                            ("public", "在公开网页上说明"),
                            ("none", "不需要澄清"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="澄清范围",
                    ),
                ),
                ("words", models.TextField(blank=True, default="", verbose_name="本人意见")),
                ("wished_on", models.DateField(blank=True, null=True, verbose_name="本人提出意见的日期")),
                (
                    "returned",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="退回理由"),
                ),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="实施日期")),
                ("proof", models.TextField(blank=True, default="", verbose_name="实施情况")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="撤下日期")),
                ("token", models.UUIDField(editable=False, unique=True)),
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
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="实施人",
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
                        related_name="clarifications",
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
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clarifications",
                        to="complaints.receivingbody",
                        verbose_name="澄清机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "澄清正名",
                "verbose_name_plural": "澄清正名",
                "ordering": ["-drafted_on", "-id"],
                "indexes": [
                    models.Index(fields=["body", "state"], name="clarification_by_state"),
                    models.Index(fields=["-done_on", "-id"], name="clarification_by_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)
                        ),
                        name="a_clarification_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(
                                ("approved_on__isnull", False),
                                models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_clarification_is_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on", None),
                            models.Q(
                                ("approved_on__isnull", False),
                                ("done_on__gte", models.F("approved_on")),
                                models.Q(("proof", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_done_was_approved_and_has_proof",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_on", None),
                            models.Q(
                                ("done_on__isnull", False),
                                ("wish", rulebook.procedures.clarification.Scope["PUBLIC"]),
                            ),
                            _connector="OR",
                        ),
                        name="only_what_is_public_is_withdrawn",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="bodykey",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="keys",
                to="complaints.receivingbody",
                verbose_name="受理机关",
            ),
        ),
        migrations.CreateModel(
            name="Recovery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="事由")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="申请时间")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recoveries",
                        to="complaints.personalkey",
                        verbose_name="个人密钥",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recoveries",
                        to="complaints.bodykey",
                        verbose_name="机关密钥",
                    ),
                ),
            ],
            options={
                "verbose_name": "密钥恢复",
                "verbose_name_plural": "密钥恢复",
                "ordering": ["-asked_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None)),
                        fields=("key", "holder"),
                        name="one_open_recovery",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="保管人",
                    ),
                ),
                (
                    "recovery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="released",
                        to="complaints.recovery",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.custodianshare",
                    ),
                ),
            ],
            options={
                "verbose_name": "交出的份额",
                "verbose_name_plural": "交出的份额",
                "ordering": ["share"],
                "constraints": [
                    models.UniqueConstraint(fields=("recovery", "share"), name="share_released_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ComplaintKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.BinaryField()),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="complaints.bodykey",
                    ),
                ),
            ],
            options={
                "verbose_name": "检举控告密钥",
                "verbose_name_plural": "检举控告密钥",
                "constraints": [
                    models.UniqueConstraint(fields=("complaint", "key"), name="complaint_key_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("circle", models.BinaryField()),
                ("clear", models.BooleanField(verbose_name="无须回避")),
                ("reason", models.BinaryField(default=b"")),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clearances",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clearances",
                        to="complaints.mail",
                    ),
                ),
            ],
            options={
                "verbose_name": "回避核查",
                "verbose_name_plural": "回避核查",
                "indexes": [
                    models.Index(fields=["officer", "complaint"], name="clearance_of_complaint"),
                    models.Index(fields=["officer", "mail"], name="clearance_of_mail"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("complaint", "officer"), name="complaint_checked_once"),
                    models.UniqueConstraint(fields=("mail", "officer"), name="mail_checked_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("complaint", None), ("mail__isnull", False)),
                            models.Q(("complaint__isnull", False), ("mail", None)),
                            _connector="OR",
                        ),
                        name="checked_against_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", b""), ("clear", False), _connector="OR"),
                        name="who_stood_back_sees_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MailFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("file", models.FileField(upload_to=complaints.models.complaints.file_path)),
                (
                    "mail",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="complaints.mail",
                    ),
                ),
            ],
            options={
                "verbose_name": "邮件附件",
                "verbose_name_plural": "邮件附件",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("mail", "position"), name="mail_attachment_at_a_place")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["body", "state", "due"], name="complaint_by_state"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["body", "-received_on", "-id"], name="complaint_by_day"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.UniqueConstraint(fields=("body", "number"), name="complaint_number_once"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("for_reporter", None), ("lookup", None)),
                    models.Q(("for_reporter__isnull", False), ("lookup__isnull", False)),
                    _connector="OR",
                ),
                name="a_code_opens_answers",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("into__isnull", False), ("state", rulebook.procedures.complaints.State["MERGED"])
                    ),
                    models.Q(
                        models.Q(("state", rulebook.procedures.complaints.State["MERGED"]), _negated=True),
                        ("into", None),
                    ),
                    _connector="OR",
                ),
                name="merged_into_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="bodykey",
            constraint=models.UniqueConstraint(
                fields=("body", "generation"), name="generation_of_a_key_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="bodykey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "in-force")), fields=("body",), name="one_body_key_in_force"
            ),
        ),
        migrations.AddConstraint(
            model_name="bodykey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")), fields=("body",), name="one_body_key_proposed"
            ),
        ),
    ]
