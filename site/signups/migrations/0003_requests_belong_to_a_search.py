import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signups", "0002_facilitator_searches")]

    operations = [
        migrations.RemoveConstraint(
            model_name="facilitatorrequest", name="facilitator_request_has_subject"
        ),
        migrations.RemoveField(model_name="facilitatorrequest", name="cop"),
        migrations.RemoveField(model_name="facilitatorrequest", name="sign_up"),
        migrations.AlterField(
            model_name="facilitatorrequest",
            name="search",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="requests", to="signups.facilitatorsearch", verbose_name="search"),
        ),
        migrations.AddConstraint(
            model_name="facilitatorrequest",
            constraint=models.UniqueConstraint(fields=("search", "profile"), name="facilitator_asked_once_per_search"),
        ),
    ]
