"""What every network starts with: collections for its media and one editorial workflow.

Each is made once. Rename or remove it in the admin and it stays so.
"""

from collections.abc import Callable

from wagtail.models import Collection, GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from .models import Seed
from .roles import NETWORK_MODERATOR, group_for

COLLECTIONS = {"modules": "Modules", "website": "Website", "house-style": "Huisstijl"}
WORKFLOW = "Redactie"
TASK = "Nakijken door een moderator"
WAGTAILS_OWN = "Moderators approval"


def ensure_collections() -> None:
    for key, name in COLLECTIONS.items():
        _once(f"collection:{key}", lambda name=name: _collection(name))


def ensure_workflow() -> None:
    _once("workflow:editorial", _workflow)


def _once(key: str, make: Callable) -> None:
    if not Seed.objects.filter(key=key).exists() and (made := make()):
        Seed.objects.create(key=key, object_id=made.pk)


def _collection(name: str) -> Collection | None:
    root = Collection.get_first_root_node()
    return root and root.add_child(name=name)


def _workflow() -> Workflow | None:
    """Take over the workflow Wagtail sets up itself, or make one for the whole page tree."""
    root = Page.get_first_root_node()
    if not root:
        return None
    workflow = Workflow.objects.filter(name=WAGTAILS_OWN).first() or Workflow()
    workflow.name = WORKFLOW
    workflow.save()
    task = _task()
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
    return workflow


def _task() -> GroupApprovalTask:
    task = GroupApprovalTask.objects.filter(name=WAGTAILS_OWN).first() or GroupApprovalTask()
    task.name = TASK
    task.save()
    task.groups.set([group_for(NETWORK_MODERATOR)])
    return task
