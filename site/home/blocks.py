"""Blocks editors compose the website's pages from."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from modules_library.api_visibility import VISITOR
from modules_library.blocks import PROSE, QuoteBlock
from modules_library.models import Goal, ModulePage
from modules_library.templatetags.modules_library_tags import once_per_request
from modules_library.visibility import reader_of

from .links import catalogue_url, open_url

LATEST = 3


def reader(parent_context):
    """The user a block is rendered for; outside a request it is a visitor without account."""
    request = (parent_context or {}).get("request")
    return reader_of(request) if request else VISITOR


class StepItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.TextBlock(label=_("Text"))


class StepsBlock(blocks.StructBlock):
    """A numbered way of working, such as the steps from first talk to first meeting."""

    title = blocks.CharBlock(label=_("Title"), max_length=100)
    items = blocks.ListBlock(StepItemBlock(), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "home/blocks/steps.html"


class CallBlock(blocks.StructBlock):
    """One clear thing to do, with a button to a page of this website."""

    title = blocks.CharBlock(label=_("Title"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), required=False)
    label = blocks.CharBlock(
        label=_("Text on the button"), max_length=40, help_text=_("Start with a verb.")
    )
    page = blocks.PageChooserBlock(label=_("Page"), required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Call to action")
        template = "home/blocks/call.html"

    def get_context(self, value, parent_context=None):
        """Adds `call_url`: empty when visitors cannot open the page."""
        context, page = super().get_context(value, parent_context), value.get("page")
        return context | {"call_url": open_url(page and page.pk, context.get("request"))}


class GoalsBlock(blocks.StructBlock):
    """The network's goals, taken from the catalogue."""

    title = blocks.CharBlock(label=_("Title"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), required=False)

    class Meta:
        icon = "tick-inverse"
        label = _("Goals")
        template = "home/blocks/goals.html"

    def get_context(self, value, parent_context=None):
        """Adds `goals` and `index_url`, so that each goal can link to its modules."""
        context = super().get_context(value, parent_context)
        goals = once_per_request(context, "_module_goals", lambda: list(Goal.objects.all()))
        return context | {
            "goals": goals,
            "index_url": catalogue_url(get_language(), context.get("request")),
        }


class ModulesBlock(blocks.StructBlock):
    """Modules an editor picked."""

    title = blocks.CharBlock(label=_("Title"), max_length=100)
    modules = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="modules_library.ModulePage"),
        label=_("Modules"),
        min_num=1,
    )

    class Meta:
        icon = "folder-open-inverse"
        label = _("Modules")
        template = "home/blocks/modules.html"

    def get_context(self, value, parent_context=None):
        """Adds `modules`: what this visitor may read, in the editor's order."""
        context = super().get_context(value, parent_context)
        keys = [page.pk for page in value["modules"] if page]
        visible = ModulePage.objects.visible_to(reader(parent_context)).for_cards().in_bulk(keys)
        chosen = [visible[key] for key in keys if key in visible]
        return context | {
            "modules": chosen,
            "index_url": catalogue_url(get_language(), context.get("request")),
        }


class LatestModulesBlock(blocks.StructBlock):
    """The newest modules in the language of the page, by date of first publication."""

    title = blocks.CharBlock(label=_("Title"), max_length=100)

    class Meta:
        icon = "date"
        label = _("Newest modules")
        template = "home/blocks/latest_modules.html"

    def get_context(self, value, parent_context=None):
        """Adds `modules` and `index_url`."""
        context = super().get_context(value, parent_context)
        modules = ModulePage.objects.visible_to(reader(parent_context)).for_cards()
        modules = modules.filter(locale__language_code=get_language())
        newest = modules.order_by("-first_published_at", "-pk")[:LATEST]
        return context | {
            "modules": list(newest),
            "index_url": catalogue_url(get_language(), context.get("request")),
        }


class BodyBlock(blocks.StreamBlock):
    """All that a page of the website may be composed of."""

    text = blocks.RichTextBlock(
        label=_("Text"),
        features=["h2", *PROSE, "hr"],
        template="modules_library/blocks/text.html",
    )
    quote = QuoteBlock()
    steps = StepsBlock()
    call = CallBlock()
    goals = GoalsBlock()
    modules = ModulesBlock()
    picture = ImageBlock(label=_("Picture"), template="modules_library/blocks/picture.html")
    latest_modules = LatestModulesBlock()
