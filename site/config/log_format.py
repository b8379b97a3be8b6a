"""How the server's log lines look."""

import logging
import re

PERSONAL = [
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[address]"),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"), "[ip]"),
    # Invitations, reset links and the like: long random parts of a path.
    (re.compile(r"(?<=/)[\w:-]*\d[\w:-]{19,}"), "[secret]"),
]


class DiscreetFormatter(logging.Formatter):
    """Leaves out addresses and secrets, also when they come along in a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for pattern, replacement in PERSONAL:
            line = pattern.sub(replacement, line)
        return line
