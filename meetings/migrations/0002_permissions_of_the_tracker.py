from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0001_initial'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='meeting',
            options={'ordering': ['starts_at', 'pk'], 'permissions': [('track_meetings', 'Can follow meetings across circles in the admin'), ('export_meetings', 'Can export the list of meetings')], 'verbose_name': 'meeting', 'verbose_name_plural': 'meetings'},
        ),
    ]
