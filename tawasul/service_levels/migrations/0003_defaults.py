"""Version 1 of the document, published."""

from django.db import migrations

from tawasul.service_levels import defaults


class Migration(migrations.Migration):
    dependencies = [("service_levels", "0002_published_stays")]
    operations = [migrations.RunPython(lambda apps, editor: defaults.install(apps), migrations.RunPython.noop)]
