"""Once published version 1 of the document; since then `0009_defaults` does."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("service_levels", "0002_published_stays")]
    operations: list = []
