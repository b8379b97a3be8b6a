"""`manage.py load_demo`: fill the site with the demo network."""

from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from modules_library.models import ModulePage

from ...demo.arena_rows import arena_log_ins, lay_arenas
from ...demo.arenas import ArenaWriter, plant_arenas
from ...demo.chapters import lay_chapters
from ...demo.circle_people import lay_circle_people, log_ins
from ...demo.circles import CircleWriter, plant_circles
from ...demo.form_pages import FormWriter, plant_form_pages
from ...demo.ledger import Ledger
from ...demo.meetings import lay_meetings
from ...demo.modules import ModuleWriter, plant_modules
from ...demo.network import follow_base_url, lay_network, locales
from ...demo.pages import PageWriter, plant_pages
from ...demo.people import PASSWORD, PEOPLE, lay_people
from ...demo.sign_up_pages import SignUpWriter, plant_sign_up_pages
from ...demo.terms import lay_terms
from ...demo.tree import Tree


class Command(BaseCommand):
    help = (
        "Load the demo network: pages, modules, pictures and log-ins. Doing it again changes "
        "nothing; what you edited or removed stays so."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--reset", action="store_true", help="put the texts of the demo back over your edits"
        )
        parser.add_argument(
            "--with-logins",
            action="store_true",
            help="make the demo log-ins although DEBUG is off; everybody knows their password",
        )

    @transaction.atomic
    def handle(self, *args, **options):
        started = monotonic()
        ledger = Ledger(self.stdout.write, reset=options["reset"])
        site = follow_base_url()
        lay_network(ledger, site)
        lay_terms(ledger)
        tree = self.lay_content(ledger, site)
        has_logins = settings.DEBUG or options["with_logins"]
        if has_logins:
            lay_people(ledger)
            lay_circle_people(ledger, tree)
            lay_meetings(ledger, tree)
            lay_arenas(ledger, tree)
            lay_chapters(ledger, tree)
        self.conclude(site.root_url, monotonic() - started, has_logins=has_logins)

    def lay_content(self, ledger: Ledger, site) -> Tree:
        tree = Tree(ledger, locales())
        with ledger.section("Pages"):
            plant_pages(tree, site)
            plant_sign_up_pages(tree)
            plant_form_pages(tree)
        with ledger.section("Modules"):
            plant_modules(tree)
        with ledger.section("CoPs and stories"):
            plant_circles(tree)
            plant_arenas(tree)
        with ledger.section("Pictures and documents"):
            pages, modules = PageWriter(ledger, tree), ModuleWriter(ledger, tree)
            circles = CircleWriter(ledger, tree)
        fills = {ModulePage: modules.fill} | circles.fills | ArenaWriter(tree).fills
        fills |= SignUpWriter(tree).fills | FormWriter(tree).fills
        tree.write(fills, otherwise=pages.fill)
        return tree

    def conclude(self, address: str, seconds: float, *, has_logins: bool) -> None:
        self.stdout.write(self.style.SUCCESS(f"The demo network is there ({seconds:.1f} s)."))
        rows = [
            ("Site", "/"),
            ("Modules", "/modules/"),
            ("CoPs", "/cops/"),
            ("Sign up", "/aanmelden/"),
            ("A form", "/netwerkdag/"),
            ("In English", "/en/"),
            ("Admin", "/admin/"),
        ]
        rows += [("API", "/api/v3/modules/"), ("API description", "/api/v3/openapi.json")]
        for label, path in rows:
            self.stdout.write(f"  {label:16} {address}{path}")
        if not has_logins:
            self.stdout.write("No demo log-ins: DEBUG is off. See --with-logins.")
            return
        self.stdout.write(f"Log in with one of these and the password {PASSWORD}")
        for person in (*PEOPLE, *log_ins(), *arena_log_ins()):
            self.stdout.write(f"  {person.email:26} {person.role}")
