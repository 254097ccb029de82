"""The web door's entry for a WSGI server. Refuses to start a misconfigured deployment."""

import os

from django.core.wsgi import get_wsgi_application

from config.refusal import refuse_by_environment

refuse_by_environment()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["TAWASUL_IS_WEB"] = "1"
if os.environ.get("TAWASUL_SUPERVISED"):
    from config.parents import end_with_parent

    end_with_parent()  # a worker whose master was killed must free the port

application = get_wsgi_application()

from config.checks import refuse_if_misconfigured  # noqa: E402  (settings stand only now)

refuse_if_misconfigured()
