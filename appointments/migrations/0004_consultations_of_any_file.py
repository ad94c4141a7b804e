"""Consultations have one shape in every kind of file: the file is called `file`, the constraints are those of the shape."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("appointments", "0003_consultations")]

    operations = [
        migrations.AlterModelOptions(
            name="caseconsultation",
            options={"verbose_name": "结论运用记录", "verbose_name_plural": "结论运用记录"},
        ),
        *(
            migrations.RemoveConstraint(model_name="caseconsultation", name=name)
            for name in (
                "conclusion_consulted_once_in_case",
                "consultation_says_how_it_was_weighed",
                "consultation_not_ahead_of_its_entry",
            )
        ),
        migrations.RenameField(model_name="caseconsultation", old_name="case", new_name="file"),
        migrations.AlterModelOptions(
            name="caseconsultation",
            options={
                "ordering": ["file_id", "on", "id"],
                "verbose_name": "结论运用记录",
                "verbose_name_plural": "结论运用记录",
            },
        ),
        migrations.AddConstraint(
            model_name="caseconsultation",
            constraint=models.UniqueConstraint(
                fields=["file", "key", "row"], name="caseconsultation_once_in_file"
            ),
        ),
        migrations.AddConstraint(
            model_name="caseconsultation",
            constraint=models.CheckConstraint(
                condition=~Q(words=""), name="caseconsultation_says_how_it_was_weighed"
            ),
        ),
        migrations.AddConstraint(
            model_name="caseconsultation",
            constraint=models.CheckConstraint(
                condition=Q(entered_on__gte=F("on")), name="caseconsultation_not_ahead_of_its_entry"
            ),
        ),
    ]
