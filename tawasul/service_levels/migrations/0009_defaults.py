"""The document as shipped, published."""

from django.db import migrations
from django.utils import timezone

from tawasul.lib.hijri import RIYADH
from tawasul.service_levels import defaults


def install(apps, editor):
    defaults.install(apps, timezone.now().astimezone(RIYADH).date())


class Migration(migrations.Migration):
    dependencies = [("service_levels", "0008_pausing")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
