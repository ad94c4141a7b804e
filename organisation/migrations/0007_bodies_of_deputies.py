"""The county's congress and consultative conference organise inspections (C22): units already there are recognised as new ones are."""

from django.db import migrations

RECOGNISE = """
UPDATE organisation_unit SET function = 'congress'
WHERE category = '人大机关' AND function = '' AND (name LIKE '%人大常委会' OR name LIKE '%常务委员会' OR name LIKE '%人大');
UPDATE organisation_unit SET function = 'consultative'
WHERE category = '政协机关' AND function = '' AND (name LIKE '%政协' OR name LIKE '%委员会');
"""
FORGET = "UPDATE organisation_unit SET function = '' WHERE function IN ('congress', 'consultative')"


class Migration(migrations.Migration):
    dependencies = [("organisation", "0006_functions_of_deputies")]

    operations = [migrations.RunSQL(RECOGNISE, FORGET)]
