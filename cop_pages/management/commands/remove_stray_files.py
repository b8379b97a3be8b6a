"""Now and then, by hand: `python site/manage.py remove_stray_files`, and `--dry-run` to look first."""

from django.core.management.base import BaseCommand

from cop_pages import stored_files


class Command(BaseCommand):
    help = "Remove private files that no circle has any more, such as of an upload that broke off."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say how many there are.")

    def handle(self, *args, dry_run: bool, **options):
        strays = stored_files.strays()
        if not dry_run:
            stored_files.remove(strays)
        self.stdout.write(f"{'Found' if dry_run else 'Removed'} {len(strays)}.")
