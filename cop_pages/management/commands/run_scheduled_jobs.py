"""One command for cron: `*/5 * * * * python site/manage.py run_scheduled_jobs`."""

from django.core.management.base import BaseCommand, CommandError

from cop_pages import schedule


class Command(BaseCommand):
    help = "Send waiting mail, remove personal data past its retention, and run the jobs of other apps."

    def handle(self, *args, **options):
        done = schedule.run_all()
        for name, count in done.items():
            self.stdout.write(f"{name}: {'failed' if count is None else count}")
        if None in done.values():
            raise CommandError("A scheduled job failed; the log says why.")
