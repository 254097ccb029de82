#!/usr/bin/env python
"""The command line of Tawasul: `python manage.py help` lists what it can do; names may be written with dashes."""

import os
import sys

from django.core.management import execute_from_command_line

from config.refusal import refuse_by_environment

# What answers without a deployment: help, and the tools of whoever changes the code.
NEEDING_NONE = {"help", "--help", "-h", "version", "--version", "catalogue", "openapi"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.argv[1:2] = [name if name.startswith("-") else name.replace("-", "_") for name in sys.argv[1:2]]
    if not NEEDING_NONE.issuperset(sys.argv[1:2]):
        refuse_by_environment()  # before a command's own checks, whose exit status says nothing
    execute_from_command_line(sys.argv)
