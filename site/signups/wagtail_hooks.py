"""What sign-ups add to Wagtail's admin: a menu, a board, the case page's buttons, and a panel at home."""

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from .admin import actions, board, doubles, entries, handing_over, mails, quotes, searches
from .admin.desk import IntakePanel
from .admin.modeladmins import IntakeAdminGroup
from .admin.snippets import MailTemplateViewSet
from .models import FormPage

modeladmin_register(IntakeAdminGroup)
register_snippet(MailTemplateViewSet)
# Here, for views of the admin cannot be imported while the page types load.
FormPage.submissions_list_view_class = entries.EntriesView

PERMISSIONS = ["handle_signups", "view_signup", "view_formentry", "delete_formentry"]
LOG_ACTIONS = {
    "signups.status": (_("Change the status"), _("Changed the status")),
    "signups.assign": (_("Give to somebody"), _("Changed the owner or the due date")),
    "signups.mail": (_("Mail"), _("Sent a mail")),
    "signups.merge": (_("Merge"), _("Merged a double into it")),
    "signups.quote_sent": (_("Send"), _("Sent the quote")),
    "signups.quote_reopened": (_("Take back"), _("Took the quote back")),
    "signups.quote_answered": (_("Answer"), _("The reader answered")),
    "signups.search_started": (_("Search for a facilitator"), _("Started the search")),
    "signups.search_called_off": (_("Call off"), _("Called the search off")),
    "signups.facilitator_asked": (_("Ask a facilitator"), _("Asked a facilitator")),
    "signups.facilitator_answered": (_("Answer"), _("A facilitator answered")),
    "signups.facilitator_chosen": (_("Choose a facilitator"), _("Chose a facilitator")),
    "signups.handed_over": (_("Hand over"), _("Handed the CoP over to another facilitator")),
    "signups.entry_shared": (_("Share a note"), _("Shared a note, or took it back")),
}


@hooks.register("insert_global_admin_css")
def styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("signups/admin/intake.css"))


@hooks.register("register_log_actions")
def register_log_actions(registry):
    for action, (label, message) in LOG_ACTIONS.items():
        registry.register_action(action, label, message)


@hooks.register("construct_homepage_panels")
def put_the_intake_on_the_desk(request, panels) -> None:
    panels.append(IntakePanel(request))


@hooks.register("register_permissions")
def register_permissions():
    """So that an administrator can give or take it in the group screens."""
    return Permission.objects.filter(content_type__app_label="signups", codename__in=PERMISSIONS)


@hooks.register("filter_form_submissions_for_user")
def who_sees_the_answers_on_forms(user, editable_forms):
    return entries.forms_for(user, editable_forms)


@hooks.register("register_admin_urls", order=-1)
def register_guarded_urls():
    """In the place of Wagtail's own, which ask for the right to edit pages and for no other."""
    delete = entries.DeleteEntriesView.as_view()
    return [
        path("forms/", entries.FormsView.as_view(), name="signups_forms"),
        path(
            "forms/results/",
            entries.FormsView.as_view(results_only=True),
            name="signups_forms_found",
        ),
        path("forms/submissions/<int:page_id>/delete/", delete, name="signups_entries_delete"),
    ]


@hooks.register("register_admin_urls")
def register_urls():
    case = "signups/<int:pk>/"
    return [
        path("signups/board/", board.board, name="signups_board"),
        path(f"{case}move/", actions.move, name="signups_move"),
        path(f"{case}assign/", actions.assign, name="signups_assign"),
        path(f"{case}entries/", actions.write_down, name="signups_entry"),
        path(f"{case}entries/<int:entry_pk>/share/", actions.share, name="signups_share"),
        path(f"{case}facilitator/", searches.start, name="signups_search_start"),
        path(f"{case}mail/", mails.mail, name="signups_mail"),
        path(f"{case}doubles/", doubles.doubles, name="signups_doubles"),
        path(f"{case}doubles/<int:double_pk>/merge/", actions.merge, name="signups_merge"),
        path(f"{case}outcomes/<slug:name>/", actions.outcome, name="signups_outcome"),
        path(f"{case}arena-requests/<int:request_pk>/", actions.decide_arena, name="signups_arena"),
        path("signups/searches/", searches.index, name="signups_searches"),
        path("signups/searches/<int:pk>/", searches.see, name="signups_search"),
        path("signups/searches/<int:pk>/ask/", searches.ask, name="signups_search_ask"),
        path("signups/searches/<int:pk>/off/", searches.call_off, name="signups_search_off"),
        path(
            "signups/searches/<int:pk>/choose/<int:request_pk>/",
            searches.choose,
            name="signups_search_choose",
        ),
        path("signups/cops/<int:pk>/facilitator/", searches.start_cop, name="signups_search_cop"),
        path("signups/cops/<int:pk>/hand-over/", handing_over.see, name="signups_hand_over"),
        path("signups/quotes/<int:pk>/send/", quotes.send, name="signups_quote_send"),
        path("signups/quotes/<int:pk>/reopen/", quotes.reopen, name="signups_quote_reopen"),
        path("signups/quotes/<int:pk>/pdf/", quotes.pdf, name="signups_quote_pdf"),
    ]
