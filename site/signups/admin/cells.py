"""How the lists of the intake fit a phone."""

from django.contrib.admin.utils import label_for_field
from django.utils.text import capfirst


class StackedCells:
    """On a narrow screen each cell stands below its own heading; intake.css does the rest."""

    def get_extra_class_names_for_field_col(self, obj, field_name) -> list[str]:
        return ["intake-cell"]

    def get_extra_attrs_for_field_col(self, obj, field_name) -> dict[str, str]:
        return {"data-label": capfirst(label_for_field(field_name, self.model, self))}
