"""What stands beside each row of a list."""

from wagtail_modeladmin.helpers import ButtonHelper


class NameIsTheLink(ButtonHelper):
    """The name leads to the page of a row, where all else is done."""

    def get_buttons_for_obj(self, obj, *args, **kwargs) -> list:
        return []
