"""Whether somebody reads the updates of an arena before they come out."""

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask


def moderate(arena) -> None:
    group = Group.objects.create(name="Moderatoren van de proef")
    task = GroupApprovalTask.objects.create(name="Lezen")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Eerst lezen")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(
        page=Page.objects.get(pk=arena.pk), defaults={"workflow": workflow}
    )


def unmoderated() -> None:
    WorkflowPage.objects.all().delete()
