"""Tags with which templates say what Tawasul looks like: `{% load ui %}`."""

from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from tawasul.lib.sizes import said_size
from tawasul.web import built
from tawasul.web.accepted import ACCEPTED
from tawasul.web.tones import tone_of, tone_sign

register = template.Library()

# Icons that point along the line of reading: drawn for left to right, mirrored by the stylesheet on right-to-left pages.
POINTING = (
    "arrow-left", "arrow-right", "arrow-90", "arrow-return", "arrow-bar", "box-arrow", "caret-left", "caret-right",
    "chevron-left", "chevron-right", "chevron-double", "chevron-bar", "chat-", "forward", "reply", "send", "list-",
    "layout-", "journal", "card-text", "person-lines", "skip-", "signpost", "text-",
)  # fmt: skip


@register.simple_tag
def icon(name: str, label: str = "", size: int = 20) -> SafeString:
    """An icon of bootstrap-icons, inline: `{% icon "bell" %}`. Without a label it is hidden from screen readers."""
    drawing = mark_safe(built.icons().get(name, ""))  # noqa: S308  (our own build's output)
    mirrored = " icon-mirrored" if name.startswith(POINTING) else ""
    heard = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon{}" width="{}" height="{}" viewBox="0 0 16 16" fill="currentColor" focusable="false" {}>{}</svg>',
        mirrored, size, size, heard, drawing,
    )  # fmt: skip


@register.simple_tag
def stylesheet() -> SafeString:
    """The stylesheet of the page's direction."""
    path = built.names().get("style-rtl.css" if get_language_bidi() else "style-ltr.css")
    return format_html('<link rel="stylesheet" href="{}">', static(path)) if path else NOT_BUILT


@register.simple_tag
def scripts() -> SafeString:
    """The page's two scripts: a tiny early one that applies kept preferences before the first paint, and the rest."""
    early, main = built.names().get("early.js"), built.names().get("main.js")
    if not early or not main:
        return NOT_BUILT
    return format_html(
        '<script src="{}"></script><script type="module" src="{}"></script>', static(early), static(main)
    )


@register.simple_tag
def preloaded_font() -> SafeString:
    """Asks early for the face in which the page's body is set, so that the text does not shift."""
    face = "ibm-plex-sans-arabic-arabic-400-normal" if get_language_bidi() else "ibm-plex-sans-latin-400-normal"
    path = built.names().get(f"{face}.woff2")
    if not path:
        return mark_safe("")
    return format_html('<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>', static(path))


@register.simple_tag
def built_url(name: str) -> str:
    """The address of a built file by its name without hash, empty where it is not built: `{% built_url "mark.svg" %}`."""
    path = built.names().get(name)
    return static(path) if path else ""


@register.simple_tag
def files_accepted() -> str:
    """The kinds of files that may come, for the `accept` of a file field."""
    return ACCEPTED


@register.filter
def tone(state: str) -> str:
    """The tone in which a ticket's state is shown: information, warning, success, review or neutral."""
    return tone_of(state)


@register.filter
def number(value: object) -> SafeString:
    """A number, masked or not, that keeps its own direction inside Arabic: `{{ ticket.reference|number }}`."""
    return format_html('<span class="number" dir="ltr">{}</span>', value)


@register.filter
def sign(tone_name: str) -> str:
    """The icon that says a tone without colour."""
    return tone_sign(tone_name)


# What each kind of control is called in the stylesheet; anything else is a text control.
CONTROLS = {
    "select": "form-select",
    "selectmultiple": "form-select",
    "checkbox": "form-check-input",
    "radio": "choices",
    "checkboxselectmultiple": "choices",
}


@register.simple_tag
def control(field: BoundField, **attributes: Any) -> SafeString:
    """The field's own control, styled; keyword arguments become attributes, `_` in their names becomes `-`.

    Django itself adds aria-describedby (hint and error), aria-invalid and required.
    """
    widget = field.field.widget
    kind = getattr(widget, "input_type", "") or type(widget).__name__.lower()
    style = CONTROLS.get(type(widget).__name__.lower()) or CONTROLS.get(kind, "form-control")
    given = " ".join(filter(None, [widget.attrs.get("class"), style, "is-invalid" if field.errors else ""]))
    named = {name.replace("_", "-"): value for name, value in attributes.items() if value not in {None, ""}}
    return field.as_widget(attrs={"class": given} | named)


@register.filter
def kind(field: BoundField) -> str:
    """Which of the partial's shapes a field takes: checkbox, group (several choices), file or text."""
    name = type(field.field.widget).__name__.lower()
    if "checkboxselect" in name or "radio" in name:
        return "group"
    if name == "checkboxinput":
        return "checkbox"
    return "file" if "file" in name else "text"


@register.filter
def address(email: str) -> SafeString:
    """An e-mail address that is broken, where it must be, after its @ and not within a word."""
    name, at, host = email.partition("@")
    return format_html("{}{}<wbr>{}", name, at, host)


@register.filter
def file_size(size: int) -> str:
    """How large a file is, in words."""
    return said_size(size)


@register.filter
def said_by_day(field: BoundField) -> bool:
    """Whether what is typed is a day, said in both calendars beside it."""
    return getattr(field.field, "says_day", False)


@register.filter
def needed_by_reports(field: BoundField) -> str:
    """How far an optional field is needed once an urgent report is chosen on the same form; empty where it is not."""
    attrs = field.field.widget.attrs
    if "data-needed-when" in attrs:
        return _("needed for an urgent report")
    return _("needed for an urgent report without a mobile") if "data-needed-instead" in attrs else ""


NOT_BUILT = mark_safe("<!-- The front end is not built: run `npm ci && npm run build` in frontend/ -->")
