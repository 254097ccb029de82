from django.db import migrations, models


def told_already(apps, schema_editor):
    """Until now whoever did not come was told at once."""
    seats = apps.get_model("meetings", "Seat").objects
    seats.filter(state="absent", missed_told_at=None).update(missed_told_at=models.F("changed_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0006_reminders'),
    ]

    operations = [
        migrations.AddField(
            model_name='meetingrequest',
            name='not_before',
            field=models.DateField(help_text='they said that they cannot come before this day', null=True),
        ),
        migrations.AddField(
            model_name='seat',
            name='missed_told_at',
            field=models.DateTimeField(help_text='when they were told that they had been expected', null=True),
        ),
        migrations.RunPython(told_already, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='seat',
            index=models.Index(condition=models.Q(('missed_told_at', None), ('state', 'absent')), fields=['changed_at'], name='meeting_missed_untold'),
        ),
    ]
