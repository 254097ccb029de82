"""Numbers without gaps: counted in a row that is written with the directive; and whether one ended without an answer."""

from django.db import migrations, models

BEGIN_AFTER_THE_LAST = """
INSERT INTO directives_numbered (id, last)
SELECT 1, COALESCE(MAX(SUBSTR(number, 3, 6)::integer), 0) FROM directives_directive
"""


class Migration(migrations.Migration):
    dependencies = [("directives", "0002_words")]

    operations = [
        migrations.CreateModel(
            name="Numbered",
            fields=[
                ("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField()),
            ],
        ),
        migrations.RunSQL(BEGIN_AFTER_THE_LAST, migrations.RunSQL.noop),
        migrations.RunSQL("DROP SEQUENCE directives_number", "CREATE SEQUENCE directives_number"),
        migrations.AddField(
            model_name="directive",
            name="unanswered",
            field=models.BooleanField(default=False, db_default=False, help_text="said to be done, and no answer stands"),
        ),
    ]
