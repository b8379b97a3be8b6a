"""The menu 'Sign-ups', by wagtail-modeladmin's public API only."""

import logging
from typing import ClassVar

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from modules_library.admin.modeladmin_views import GuardedHistoryView, GuardedIndexView

from ..models import Quote, RetentionPolicy, SignUp
from ..templatetags.signups_tags import in_euros
from .buttons import NameIsTheLink
from .case import CaseView, SignUpEditView, extra_facts
from .cells import StackedCells
from .facilitators import FacilitatorAdmin
from .filters import AttentionFilter, CopFilter, MunicipalityFilter, OwnerFilter
from .permissions import (
    HANDLE,
    QuotePermissionHelper,
    RetentionPermissionHelper,
    SignUpPermissionHelper,
)
from .quote_panels import language_panel, quote_edit_handler
from .quotes import QuoteEditView, QuoteView
from .retention import RetentionEditView

logger = logging.getLogger(__name__)


def short_date(moment) -> str:
    return date_format(localtime(moment), "SHORT_DATE_FORMAT") if moment else ""


class SignUpIndexView(GuardedIndexView):
    """Whoever takes personal data out leaves a trace of it."""

    def as_spreadsheet(self, queryset, spreadsheet_format):
        rows = queryset.count()
        logger.info("member %s exports %s sign-ups", self.request.user.pk, rows)
        return super().as_spreadsheet(queryset, spreadsheet_format)


class SignUpAdmin(StackedCells, ModelAdmin):
    model = SignUp
    menu_label = _("Sign-ups")
    menu_icon = "list-ul"
    index_view_class = SignUpIndexView
    history_view_class = GuardedHistoryView
    index_template_name = "signups/admin/sign_up_index.html"
    index_view_extra_css: ClassVar = ["modules_library/admin/admin.css"]
    inspect_view_enabled = True
    inspect_view_class = CaseView
    inspect_template_name = "signups/admin/case.html"
    edit_view_class = SignUpEditView
    permission_helper_class = SignUpPermissionHelper
    button_helper_class = NameIsTheLink
    list_display_add_buttons = "none"  # A link of modeladmin's own would wrap the one to the case.
    list_display = ("person", "intent", "municipality", "state", "owner_name", "due", "sent")
    list_export = (
        "number", "intent", "state", "name", "email", "phone", "postcode", "municipality", "who",
        "organisation_kind", "organisation", "cop_title", "case_kind", "case", "already_in",
        "has_facilitator", "facilitator", "wants_arena", "message", "extra", "heard",
        "owner_name", "due_on", "sent",
    )  # fmt: skip
    list_filter = (
        "intent", "status", AttentionFilter, OwnerFilter, MunicipalityFilter, CopFilter,
    )  # fmt: skip
    list_select_related = ("owner", "cop")
    list_per_page = 50
    search_fields = ("name", "email", "organisation", "municipality", "case")
    ordering = ("-created_at", "-pk")
    export_filename = "aanmeldingen"
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("phone")]),
                    FieldRowPanel([FieldPanel("postcode"), FieldPanel("municipality")]),
                    FieldRowPanel([FieldPanel("who"), language_panel()]),
                    FieldRowPanel([FieldPanel("organisation_kind"), FieldPanel("organisation")]),
                ],
                heading=_("Person"),
            ),
            FieldRowPanel([FieldPanel("intent"), FieldPanel("case_kind")]),
        ]
    )

    def get_edit_handler(self):
        return self.edit_handler

    def get_list_filter(self, request) -> tuple:
        """Not super's, which adds a filter per relation."""
        return self.list_filter

    def get_list_export(self, request) -> tuple:
        return self.list_export if request.user.has_perm(HANDLE) else ()

    def get_queryset(self, request):
        rows = super().get_queryset(request).visible_to(request.user)
        return rows.unmerged().with_marks()

    def number(self, sign_up) -> int:
        return sign_up.pk

    number.short_description = _("number")

    def person(self, sign_up) -> str:
        url = reverse("signups_signup_modeladmin_inspect", args=[sign_up.pk])
        return format_html('<a href="{}">{}</a>{}', url, sign_up.name, self._double_mark(sign_up))

    person.short_description = _("name")
    person.admin_order_field = "name"

    @staticmethod
    def _double_mark(sign_up) -> str:
        if not sign_up.has_double:
            return ""
        return format_html(' <span class="intake-mark">{}</span>', _("sent twice"))

    def state(self, sign_up) -> str:
        if sign_up.is_late:
            return _("%(status)s, waits too long") % {"status": sign_up.status_in_words}
        return sign_up.status_in_words

    state.short_description = _("status")
    state.admin_order_field = "status"

    def owner_name(self, sign_up) -> str:
        return sign_up.owner.get_full_name() if sign_up.owner else ""

    owner_name.short_description = _("owner")
    owner_name.admin_order_field = "owner__name"

    def cop_title(self, sign_up) -> str:
        return sign_up.cop.title if sign_up.cop else ""

    cop_title.short_description = _("CoP")

    def extra(self, sign_up) -> str:
        return "\n".join(f"{label}: {answer}" for label, answer in extra_facts(sign_up))

    extra.short_description = _("extra answers")

    def due(self, sign_up) -> str:
        day = date_format(sign_up.due_on, "SHORT_DATE_FORMAT") if sign_up.due_on else ""
        return _("%(day)s, too late") % {"day": day} if sign_up.is_overdue else day

    due.short_description = _("due on")
    due.admin_order_field = "due_on"

    def sent(self, sign_up) -> str:
        return short_date(sign_up.created_at)

    sent.short_description = _("sent at")
    sent.admin_order_field = "created_at"

    def get_extra_class_names_for_field_col(self, obj, field_name) -> list[str]:
        late = {"state": obj.is_late, "due": obj.is_overdue}.get(field_name)
        names = super().get_extra_class_names_for_field_col(obj, field_name)
        return [*names, "intake-late"] if late else names


class QuoteAdmin(StackedCells, ModelAdmin):
    model = Quote
    menu_label = _("Quotes")
    menu_icon = "doc-full"
    index_view_class = GuardedIndexView
    history_view_class = GuardedHistoryView
    index_template_name = "modules_library/admin/module_index.html"
    index_view_extra_css: ClassVar = ["modules_library/admin/admin.css"]
    inspect_view_enabled = True
    inspect_view_class = QuoteView
    inspect_template_name = "signups/admin/quote.html"
    edit_view_class = QuoteEditView
    permission_helper_class = QuotePermissionHelper
    button_helper_class = NameIsTheLink
    list_display_add_buttons = "none"
    list_display = ("letter", "subject", "name", "total", "state", "valid_until", "sent")
    list_export = ("number", "subject", "name", "organisation", "total", "state", "valid_until")
    list_filter = ("state",)
    list_per_page = 50
    search_fields = ("number", "subject", "name", "organisation")
    ordering = ("-created_at", "-pk")
    export_filename = "offertes"

    def get_edit_handler(self):
        return quote_edit_handler

    def get_list_filter(self, request) -> tuple:
        return self.list_filter

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("lines")

    def letter(self, quote) -> str:
        url = reverse("signups_quote_modeladmin_inspect", args=[quote.pk])
        return format_html('<a href="{}">{}</a>', url, quote.number or _("draft"))

    letter.short_description = _("number")
    letter.admin_order_field = "number"

    def total(self, quote) -> str:
        return in_euros(quote.total_cents)

    total.short_description = _("with VAT")

    def sent(self, quote) -> str:
        return short_date(quote.sent_at)

    sent.short_description = _("sent at")
    sent.admin_order_field = "sent_at"


class RetentionPolicyAdmin(ModelAdmin):
    """How long closed sign-ups stay: one row per kind, made with the database."""

    model = RetentionPolicy
    menu_label = _("Retention periods")
    menu_icon = "time"
    index_view_class = GuardedIndexView
    history_view_class = GuardedHistoryView
    edit_view_class = RetentionEditView
    permission_helper_class = RetentionPermissionHelper
    list_display = ("intent", "days")
    list_export = ("intent", "days")
    edit_handler = ObjectList([FieldPanel("days")])

    def get_edit_handler(self):
        return self.edit_handler


class BoardMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return SignUpPermissionHelper(SignUp).user_can_list(request.user)


class SearchesMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return request.user.has_perm(HANDLE)


class MailTemplatesMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return request.user.has_perm("signups.change_mailtemplate")


class IntakeAdminGroup(ModelAdminGroup):
    menu_label = _("Sign-ups")
    menu_icon = "form"
    menu_order = 140
    items = (SignUpAdmin, QuoteAdmin, FacilitatorAdmin, RetentionPolicyAdmin)

    def get_submenu_items(self) -> list[MenuItem]:
        board = BoardMenuItem(
            _("Board"), reverse("signups_board"), icon_name="grip", name="signups-board", order=0
        )
        searches = SearchesMenuItem(
            _("Facilitator wanted"),
            reverse("signups_searches"),
            icon_name="search",
            name="signups-searches",
            order=80,
        )
        mails = MailTemplatesMenuItem(
            _("Mail templates"),
            reverse("wagtailsnippets_signups_mailtemplate:list"),
            icon_name="mail",
            name="signups-mails",
            order=90,
        )
        return [board, *super().get_submenu_items(), searches, mails]
