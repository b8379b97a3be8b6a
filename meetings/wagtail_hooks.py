"""What Wagtail's admin knows of the tracker: the messages in a page's history."""

from wagtail import hooks

from .services.log import LOG_ACTIONS


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, (label, message) in LOG_ACTIONS.items():
        actions.register_action(action, label, message)
