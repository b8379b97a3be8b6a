"""Spreadsheets that do not act by themselves: no cell may start a formula.

A title such as `=HYPERLINK(…)` in a CSV file is run by the spreadsheet of whoever opens it. Wagtail
guards XLSX; every list of ours guards CSV with this mixin.
"""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value):
    """Text that a spreadsheet shows and never runs; numbers and dates stay what they are."""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


class GuardedExportMixin:
    """For a view that exports a list: guards each cell and each heading."""

    def write_csv_row(self, writer, row_dict):
        row = {
            field: harmless(self.preprocess_field_value(field, value, self.FORMAT_CSV))
            for field, value in row_dict.items()
        }
        return writer.writerow(row)

    def get_heading(self, queryset, field) -> str:
        return harmless(super().get_heading(queryset, field))
