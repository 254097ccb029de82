"""Once published the document; since it says of statements whose let the time stand still, `0009_defaults` does."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("service_levels", "0004_warnings_and_ladders")]
    operations: list = []
