"""Spreadsheets that can be made of whatever people type, and do not act by themselves.

A title such as `=HYPERLINK(…)` in a CSV file is run by the spreadsheet of whoever opens it. Wagtail
guards XLSX; every list of ours guards CSV with this mixin.
"""

import re
from datetime import datetime

from django.utils.timezone import is_aware, localtime

# What an XLSX file cannot hold; its writer breaks on them.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def writable(value):
    """Text without the characters that no file holds, and moments by the clock on the wall."""
    if isinstance(value, datetime) and is_aware(value):
        return localtime(value).replace(tzinfo=None, microsecond=0)
    return CONTROLS.sub(" ", value) if isinstance(value, str) else value


def harmless(value):
    """Text that a spreadsheet shows and never runs; numbers and dates stay what they are.

    So does a dash alone, which stands for nothing at all in our lists.
    """
    if isinstance(value, str) and value != "-" and value.lstrip(" ").startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


class GuardedExportMixin:
    """For a view that exports a list: guards each cell and each heading."""

    def preprocess_field_value(self, field_name, value, export_format):
        return writable(super().preprocess_field_value(field_name, value, export_format))

    def write_csv_row(self, writer, row_dict):
        row = {
            field: harmless(self.preprocess_field_value(field, value, self.FORMAT_CSV))
            for field, value in row_dict.items()
        }
        return writer.writerow(row)

    def get_heading(self, queryset, field) -> str:
        return harmless(writable(super().get_heading(queryset, field)))
