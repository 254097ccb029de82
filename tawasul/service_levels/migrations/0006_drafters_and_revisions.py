"""Everybody who had a hand in a draft, how often it changed, and drafts that were let go."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('service_levels', '0005_defaults'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='serviceleveldocument',
            name='document_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='serviceleveldocument',
            name='document_approved_by_someone',
        ),
        migrations.AddField(
            model_name='commitment',
            name='revision',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='serviceleveldocument',
            name='drafters',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None),
        ),
        migrations.RunSQL(
            "UPDATE service_levels_serviceleveldocument SET drafters = ARRAY[drafted_by] WHERE state <> 'published'",
            migrations.RunSQL.noop,
        ),
        migrations.AddField(
            model_name='serviceleveldocument',
            name='revision',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name='serviceleveldocument',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('approved', 'Approved'), ('published', 'Published'), ('discarded', 'Discarded')], default='draft', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='serviceleveldocument',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'approved', 'published', 'discarded'])), name='document_state_known'),
        ),
        migrations.AddConstraint(
            model_name='serviceleveldocument',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by', ''), ('state__in', ['draft', 'discarded'])), models.Q(('approved_at__isnull', False), ('state__in', ['approved', 'published']), models.Q(('approved_by', ''), _negated=True)), _connector='OR'), name='document_approved_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='serviceleveldocument',
            constraint=models.CheckConstraint(condition=models.Q(('drafters__contains', [models.F('approved_by')]), _negated=True), name='document_approved_by_no_drafter'),
        ),
    ]
