"""A QR code as a drawing within the page: nothing is fetched, and it prints sharp."""

from typing import Any

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

BORDER = 2  # modules of quiet around it


def drawing(text: str, label: Any) -> SafeString:
    """The code of a text, heard as `label`."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=BORDER)
    code.add_data(text)
    code.make(fit=True)
    rows: list[list[bool | None]] = code.get_matrix()
    size = len(rows)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}" shape-rendering="crispEdges" focusable="false">'
        '<rect width="{}" height="{}" fill="#fff"/><path d="{}" fill="#000"/></svg>',
        size, size, label, size, size, mark_safe(path),  # noqa: S308  (digits and letters of our own)
    )  # fmt: skip
