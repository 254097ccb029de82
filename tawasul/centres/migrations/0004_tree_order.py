from django.db import migrations, models

from tawasul.centres.ordering import own_part
from tawasul.centres.roles import PlaceKind


def give_keys(apps, schema_editor):
    """Every place its key, those above first."""
    Place = apps.get_model("centres", "Place")
    keys = {None: ""}
    for place in sorted(Place.objects.all(), key=lambda row: row.path.count(".")):
        place.order_key = keys[place.parent_id] + own_part(PlaceKind(place.kind), place.name_ar, place.pk)
        keys[place.pk] = place.order_key
        place.save(update_fields=["order_key"])


class Migration(migrations.Migration):

    dependencies = [("centres", "0003_one_deputy_a_day")]

    operations = [
        migrations.AddField(
            model_name="place",
            name="order_key",
            field=models.CharField(db_default="", editable=False, max_length=1500),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
    ]
