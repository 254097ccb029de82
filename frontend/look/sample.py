"""What the style page shows: samples in two languages from sample.json, with forms around them."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

MOMENT = datetime(2026, 11, 23, 10, 15, tzinfo=ZoneInfo("Asia/Riyadh"))


def sample(language: str) -> dict[str, Any]:
    """The style page's context in one language; moments are set back from now."""
    said = json.loads((Path(__file__).parent / "sample.json").read_text(encoding="utf-8"))[language]
    words = said["form"]

    class FilterForm(forms.Form):
        kind = forms.ChoiceField(label=words["kind"], choices=[("", words["all"]), *said["types"]], required=False)
        since = forms.DateField(label=words["since"], required=False, widget=forms.DateInput(attrs={"type": "date"}))

    class SampleForm(forms.Form):
        name = forms.CharField(label=words["name"])
        mobile = forms.CharField(label=words["mobile"], help_text=words["mobile_hint"])
        text = forms.CharField(label=words["text"], widget=forms.Textarea(attrs={"rows": 5}), max_length=4000)
        channel = forms.ChoiceField(label=words["channel"], choices=words["channels"], widget=forms.RadioSelect)
        agreed = forms.BooleanField(label=words["agreed"])

    for step, (ticket, event) in enumerate(zip(said["tickets"], said["events"], strict=False)):
        ticket["at"] = event["at"] = MOMENT - timedelta(hours=5 * step + 1)
    form = SampleForm({"name": words["given_name"], "mobile": "0551", "text": words["given_text"], "channel": "x"})
    user = SimpleNamespace(
        is_authenticated=True, name_ar=said["user"], name_en=said["user"], user_number="E100234", email=""
    )
    return said | {"form": form, "filter_form": FilterForm(), "user": user, "q": ""}
