"""The calendars a new installation starts from."""

from django.db import migrations

from tawasul.calendars import defaults


class Migration(migrations.Migration):
    dependencies = [("calendars", "0002_rows_stay")]
    operations = [migrations.RunPython(lambda apps, editor: defaults.install(apps), migrations.RunPython.noop)]
