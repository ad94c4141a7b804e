"""A duty can lose its ground to a corrected audit as well as to a corrected tenure."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("supervision", "0007_exceptions_one_at_a_time")]

    operations = [
        migrations.AlterField(
            model_name="duty",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", ""),
                    ("too-few-days", "本期任职天数不足"),
                    ("absent", "经批准离岗"),
                    ("left", "离任"),
                    ("corrected", "任职或者审计信息更正"),
                ],
                default="",
                max_length=20,
                verbose_name="原因",
            ),
        ),
        migrations.AlterField(
            model_name="historicalduty",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", ""),
                    ("too-few-days", "本期任职天数不足"),
                    ("absent", "经批准离岗"),
                    ("left", "离任"),
                    ("corrected", "任职或者审计信息更正"),
                ],
                default="",
                max_length=20,
                verbose_name="原因",
            ),
        ),
    ]
