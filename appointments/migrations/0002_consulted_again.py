from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # The two tables are as long as the files decided so far; their indexes are built in less than a lock is waited for.
    downtime = "one consultation a day in a file in place of one for good: two short tables are locked while they are indexed anew"

    dependencies = [
        ("appointments", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="actionconsultation",
            name="actionconsultation_once_in_file",
        ),
        migrations.RemoveConstraint(
            model_name="caseconsultation",
            name="caseconsultation_once_in_file",
        ),
        migrations.AddConstraint(
            model_name="actionconsultation",
            constraint=models.UniqueConstraint(
                fields=("file", "key", "row", "on"), name="actionconsultation_once_a_day_in_file"
            ),
        ),
        migrations.AddConstraint(
            model_name="caseconsultation",
            constraint=models.UniqueConstraint(
                fields=("file", "key", "row", "on"), name="caseconsultation_once_a_day_in_file"
            ),
        ),
    ]
