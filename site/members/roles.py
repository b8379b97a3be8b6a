"""The roles of a network: groups with just the permissions their work needs.

Grants are written as text, so that `Role.granted` can remember them:
`app.codename` is a model permission, `page:codename` holds for the whole page tree and
`collection:key:app.codename` for one collection made by `members.seeds`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from .models import Role, Seed

NETWORK_EDITOR = "network-editor"
NETWORK_MODERATOR = "network-moderator"
FACILITATOR = "facilitator"
INTAKE = "intake"


@dataclass(frozen=True)
class RoleDefinition:
    """What a role is called on a Dutch screen and what it may do."""

    key: str
    name: str
    permissions: tuple[str, ...] = ()
    page: tuple[str, ...] = ()
    collections: dict[str, tuple[str, ...]] | None = None
    adopts: str = ""  # The group of Wagtail's own set-up whose place this role takes.

    def grants(self) -> Iterator[str]:
        yield from self.permissions
        yield from (f"page:{codename}" for codename in self.page)
        for key, permissions in (self.collections or {}).items():
            yield from (f"collection:{key}:{permission}" for permission in permissions)


def _all_of(app: str, model: str) -> tuple[str, ...]:
    return tuple(f"{app}.{action}_{model}" for action in ("add", "change", "delete"))


CHOOSE = ("wagtailimages.choose_image", "wagtaildocs.choose_document")
ADD_AND_CHANGE = (
    *CHOOSE,
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
)
MANAGE = (
    *ADD_AND_CHANGE,
    "wagtailimages.delete_image",
    "wagtaildocs.delete_document",
    "wagtailcore.add_collection",
    "wagtailcore.change_collection",
    "wagtailcore.delete_collection",
)
EDITING = (
    "wagtailadmin.access_admin",
    "cop_pages.view_all_circles",
    "modules_library.view_facilitator_notes",
    "simple_translation.submit_translation",
)

INTAKE_WORK = (
    "signups.handle_signups",
    "signups.view_signup",
    "signups.change_signup",
    "signups.delete_signup",
    *_all_of("signups", "facilitatorprofile"),
    *_all_of("signups", "quote"),
    *_all_of("signups", "mailtemplate"),
    "signups.change_intakesettings",
    "signups.change_retentionpolicy",
    "signups.view_formentry",
    "signups.delete_formentry",
)

# Facilitators read their notes on the website itself; they have no business in the admin.
DEFINITIONS = (
    RoleDefinition(
        NETWORK_EDITOR,
        "Netwerkredacteuren",
        permissions=EDITING,
        page=("add_page", "change_page", "publish_page"),
        collections={"modules": ADD_AND_CHANGE, "website": ADD_AND_CHANGE, "house-style": CHOOSE},
        adopts="Editors",
    ),
    RoleDefinition(
        NETWORK_MODERATOR,
        "Netwerkmoderatoren",
        permissions=(
            *EDITING,
            *_all_of("modules_library", "goal"),
            *_all_of("modules_library", "journeyphase"),
            *_all_of("wagtailredirects", "redirect"),
            *_all_of("cop_pages", "organisation"),
            *_all_of("arena", "programmeline"),
            "meetings.track_meetings",
            "meetings.export_meetings",
            "cop_pages.change_membership",
            "cop_pages.delete_membership",
            "home.change_networksettings",
            *INTAKE_WORK,
        ),
        page=(
            "add_page",
            "change_page",
            "publish_page",
            "lock_page",
            "unlock_page",
            "bulk_delete_page",
        ),
        collections={"modules": MANAGE, "website": MANAGE, "house-style": MANAGE},
        adopts="Moderators",
    ),
    RoleDefinition(
        INTAKE,
        "Intake",
        permissions=("wagtailadmin.access_admin", "cop_pages.view_all_circles", *INTAKE_WORK),
    ),
    RoleDefinition(
        FACILITATOR,
        "Procesbegeleiders",
        permissions=("modules_library.view_facilitator_notes",),
    ),
)


def group_for(key: str) -> Group:
    """The group of a role, whatever an administrator calls it."""
    return Group.objects.get(role__key=key)


@transaction.atomic
def ensure_roles() -> None:
    """Create missing roles and give each what it was never given before."""
    for definition in DEFINITIONS:
        role = _role(definition)
        new = [grant for grant in definition.grants() if grant not in role.granted]
        role.granted += [grant for grant in new if _give(role.group, grant)]
        role.save()


def _role(definition: RoleDefinition) -> Role:
    role = Role.objects.select_related("group").filter(key=definition.key).first()
    return role or Role.objects.create(key=definition.key, group=_group(definition))


def _group(definition: RoleDefinition) -> Group:
    """Take over Wagtail's own group, emptied, so that no second set of roles lies about."""
    group = Group.objects.filter(name=definition.adopts).first()
    if not group:
        return Group.objects.get_or_create(name=definition.name)[0]
    group.permissions.clear()
    group.page_permissions.all().delete()
    group.collection_permissions.all().delete()
    group.name = definition.name
    group.save()
    return group


def _give(group: Group, grant: str) -> bool:
    """Whether it could be given: an app or collection may not be there (yet)."""
    scope, _, rest = grant.rpartition(":")
    if scope == "page":
        return _give_on_pages(group, rest)
    if scope:
        return _give_on_collection(group, scope.removeprefix("collection:"), rest)
    permission = _permission(grant)
    if permission:
        group.permissions.add(permission)
    return permission is not None


def _give_on_pages(group: Group, codename: str) -> bool:
    root = Page.get_first_root_node()
    permission = _permission(f"wagtailcore.{codename}")
    if root and permission:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    return bool(root and permission)


def _give_on_collection(group: Group, key: str, name: str) -> bool:
    seed = Seed.objects.filter(key=f"collection:{key}").first()
    collection = seed and Collection.objects.filter(pk=seed.object_id).first()
    permission = _permission(name)
    if collection and permission:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )
    return bool(collection and permission)


def _permission(name: str) -> Permission | None:
    app, codename = name.split(".")
    found = Permission.objects.filter(content_type__app_label=app, codename=codename)
    return found.order_by("pk").first()
