from django.db import migrations


class Migration(migrations.Migration):
    """Replies given before objections were known may be objected to as those after: within ten days, as the first
    service-level document has it."""

    dependencies = [("tickets", "0006_objections")]

    operations = [
        migrations.RunSQL(
            "UPDATE tickets_ticket SET objectable_until = replied_at + interval '10 days' "
            "WHERE state IN ('replied', 'closed') AND replied_at IS NOT NULL",
            migrations.RunSQL.noop,
        )
    ]
