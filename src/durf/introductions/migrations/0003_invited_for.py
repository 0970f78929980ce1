from typing import Any

from django.db import migrations, models
from django.db.models import F


def keep_what_calendars_hold(apps: Any, schema_editor: Any) -> None:
    coffees = apps.get_model("introductions", "Coffee")
    coffees.objects.filter(invited=True).update(invited_for=F("starts_at"))


class Migration(migrations.Migration):
    dependencies = [("introductions", "0002_answer_by")]

    operations = [
        migrations.AddField("coffee", "invited_for", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(keep_what_calendars_hold, migrations.RunPython.noop),
    ]
