"""What other machines call of themselves. Each proves who it is; there are no pages here."""

from django.urls import URLPattern, path

from tawasul.web.hooks import sms

urlpatterns: list[URLPattern] = [path("sms/<slug:gateway>/", sms.receipts, name="sms_receipts")]
