"""What everybody hears in a search: editors' texts, filled in, through the queue of mails."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from cop_pages.mail import absolute, send_mail
from cop_pages.models import CopPage, Role

from . import letters
from .models import FacilitatorProfile, FacilitatorRequest, FacilitatorSearch, MailKey, Status


def link_of(name: str, *args, language: str) -> str:
    with translation.override(language):
        return absolute(reverse(f"facilitators:{name}", args=args))


def write_to(
    profile: FacilitatorProfile, key: MailKey, search: FacilitatorSearch, by, *, link: str = ""
) -> None:
    """The link goes in at the end when the editors' text has no place for it."""
    with translation.override(profile.language):
        values = values_for(search, by) | {"name": profile.full_name, "link": link}
    deliver(key, values, profile.address, profile.language)


def values_for(search: FacilitatorSearch, by) -> dict[str, str]:
    return {
        "cop": search.subject,
        "municipality": search.municipality,
        "sender": by.get_full_name() if by else settings.WAGTAIL_SITE_NAME,
        "network": settings.WAGTAIL_SITE_NAME,
    }


def deliver(key: MailKey, values: dict[str, str], recipient: str, language: str) -> None:
    letter = letters.write(key, values, language=language)
    link = values.get("link", "")
    if link and link not in letter.body:
        letter = letters.Letter(letter.subject, f"{letter.body}\n\n{link}".strip())
    if letter.body:
        letters.deliver(letter, recipient, language)


def ask(request: FacilitatorRequest, token: str, by) -> None:
    profile = request.profile
    link = link_of("ask", token, language=profile.language)
    write_to(profile, MailKey.FACILITATOR_ASKED, request.search, by, link=link)


def tell_the_network(request: FacilitatorRequest) -> None:
    """Who asked hears of an answer; not in it who it was, for that stands on the page of the search."""
    search = request.search
    reader = request.asked_by or search.started_by
    if reader is None:
        return
    context = {
        "willing": request.state == FacilitatorRequest.State.ACCEPTED,
        "subject": search.subject,
        "link": absolute(search_path(search)),
    }
    send_mail("signups/facilitator_answered", reader.email, context, language=reader.language)


def search_path(search: FacilitatorSearch) -> str:
    return reverse("signups_search", args=[search.pk])


def tell_all(request: FacilitatorRequest, others: list[FacilitatorRequest], by) -> None:
    """The choice is made: the chosen one hears, and the others, who asked for it, and the members."""
    search = request.search
    write_to(request.profile, MailKey.FACILITATOR_CHOSEN, search, by, link=notes_link(request))
    for each in others:
        write_to(each.profile, MailKey.FACILITATOR_OTHER, search, by)
    tell_requester(search, by)
    tell_members(search, by, but={request.profile.address.lower()})


def notes_link(request: FacilitatorRequest) -> str:
    """To what the intake shares; only who has an account can open it."""
    search, profile = request.search, request.profile
    if not search.sign_up_id or not profile.user_id:
        return ""
    return link_of("notes", search.sign_up_id, language=profile.language)


def tell_requester(search: FacilitatorSearch, by) -> None:
    sign_up = search.sign_up
    if sign_up is None or sign_up.status in {Status.WITHDRAWN, Status.DECLINED}:
        return
    with translation.override(sign_up.language):
        values = letters.values_for(sign_up, by, cop=search.subject)
    letter = letters.write(MailKey.FACILITATOR_FOUND, values, language=sign_up.language)
    if letter.body:
        letters.send(sign_up=sign_up, letter=letter, by=by)


def tell_members(search: FacilitatorSearch, by, *, but: set[str]) -> None:
    """One of the CoP tells the others: its contact."""
    contact = contact_of(search.cop) if search.cop and search.cop.live else None
    requester = search.sign_up.email.lower() if search.sign_up else ""
    if contact is None or contact.email.lower() in but | {requester}:
        return
    with translation.override(contact.language):
        values = values_for(search, by) | {
            "name": contact.get_full_name(),
            "link": search.cop.full_url,
        }
    deliver(MailKey.FACILITATOR_FOUND, values, contact.email, contact.language)


def contact_of(cop: CopPage):
    """Of the members who want mail, the one who is in longest and does not lead."""
    members = cop.active_memberships().exclude(role=Role.FACILITATOR)
    members = members.filter(receives_news=True, user__is_active=True)
    first = members.select_related("user").order_by("joined_on", "pk").first()
    return first and first.user


def tell_called_off(requests: list[FacilitatorRequest], by) -> None:
    for each in requests:
        write_to(each.profile, MailKey.FACILITATOR_OFF, each.search, by)


def tell_hand_over(cop: CopPage, *, former, successor, by) -> None:
    """Both members hear; who takes over finds all that the next one needs to know in one document."""
    for key, member, name in (
        (MailKey.FACILITATOR_STOPS, former, ""),
        (MailKey.FACILITATOR_HANDOVER, successor, "meetings:handover"),
    ):
        values = values_for(FacilitatorSearch(cop=cop), by) | {"name": member.get_full_name()}
        if name:
            with translation.override(member.language):
                values["link"] = absolute(reverse(name, args=[cop.pk]))
        deliver(key, values, member.email, member.language)
