from django.core.management.base import BaseCommand

from modules_library.starting_terms import STARTING_TERMS, add_starting_terms


class Command(BaseCommand):
    """`manage.py load_goals`: safe to run again, it changes nothing that is there."""

    help = "Add the nine goals and the journey phases, unless they are there already."

    def handle(self, *args, **options):
        for model in STARTING_TERMS:
            added = add_starting_terms(model)
            if options["verbosity"]:
                names = "".join(f"\n  {term.slug}: {term.name_nl}" for term in added)
                self.stdout.write(f"{model._meta.verbose_name_plural}: {len(added)} added{names}")
