#!/usr/bin/env python
"""Django's command line for the reference site; run as `python site/manage.py`."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    # Python itself adds this folder; the library apps lie one higher.
    sys.path.insert(1, str(Path(__file__).resolve().parents[1]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    execute_from_command_line(sys.argv)
