"""Handing out paper: a PDF that the browser shows, and keeps nowhere."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def handed_out_pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to be read in the browser, printed, or saved under `name`."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
