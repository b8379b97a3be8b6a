"""What every page of the site shows around its content."""

from django import template
from django.utils.html import format_html_join

from ..navigation import LanguageLink, MenuItem, navigation_for
from ..social import social_properties

register = template.Library()


@register.simple_tag(takes_context=True)
def main_menu(context) -> list[MenuItem]:
    """`{% main_menu as menu %}`: title, url and is_current of each page in the menu."""
    return navigation_for(context).menu if "request" in context else []


@register.simple_tag(takes_context=True)
def footer_menu(context) -> list[MenuItem]:
    """`{% footer_menu as menu %}`: the same for the pages at the foot of the site."""
    return navigation_for(context).footer if "request" in context else []


@register.simple_tag(takes_context=True)
def sign_up_link(context) -> MenuItem | None:
    """`{% sign_up_link as sign_up %}`: title and url of the page to sign up on."""
    return navigation_for(context).sign_up if "request" in context else None


@register.simple_tag(takes_context=True)
def language_links(context) -> list[LanguageLink]:
    """`{% language_links as languages %}`: code, name, url and is_current of each language."""
    return navigation_for(context).languages if "request" in context else []


@register.simple_tag(takes_context=True)
def fuller_language(context) -> LanguageLink | None:
    """`{% fuller_language as fuller %}`: where most of a partly translated catalogue is."""
    return navigation_for(context).fuller_language if "request" in context else None


@register.simple_tag(takes_context=True)
def language_alternates(context) -> str:
    """`<link rel="alternate">` for each language this very page exists in, and the default."""
    links = navigation_for(context).alternates if "request" in context else []
    return format_html_join("\n", '<link rel="alternate" hreflang="{}" href="{}">', links)


@register.simple_tag(takes_context=True)
def canonical_url(context) -> str:
    """The one address of this page: on the network's host, without search or filter."""
    navigation = navigation_for(context)
    page = navigation.page
    return (page and page.get_full_url(navigation.request)) or navigation.absolute(
        navigation.request.path
    )


@register.simple_tag(takes_context=True)
def social_card(context) -> str:
    """The meta elements a link to this page is shown with elsewhere."""
    properties = social_properties(context) if "request" in context else []
    return format_html_join(
        "\n",
        '<meta {}="{}" content="{}">',
        ((kind_of(name), name, value) for name, value in properties if value),
    )


def kind_of(name: str) -> str:
    """Open Graph names its attribute otherwise than the rest of the web."""
    return "property" if name.startswith("og:") else "name"
