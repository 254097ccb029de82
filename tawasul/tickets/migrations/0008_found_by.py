"""The words by which a ticket is found get a row of their own, and their index is made once they are there."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

MOVED = """
    INSERT INTO tickets_foundby (ticket_id, words) SELECT id, search FROM tickets_ticket WHERE search IS NOT NULL
"""
MOVED_BACK = """
    UPDATE tickets_ticket SET search = words FROM tickets_foundby WHERE ticket_id = tickets_ticket.id
"""


class Migration(migrations.Migration):
    dependencies = [("tickets", "0007_time_to_object")]

    operations = [
        migrations.CreateModel(
            name="FoundBy",
            fields=[
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="found_by",
                        serialize=False,
                        to="tickets.ticket",
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
        ),
        migrations.RunSQL(MOVED, MOVED_BACK),
        migrations.RemoveIndex(model_name="ticket", name="ticket_search"),
        migrations.RemoveField(model_name="ticket", name="search"),
        migrations.AddIndex(
            model_name="foundby",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["words"], name="ticket_words"
            ),
        ),
    ]
