"""SMS, through the gateway that the deployment names."""

from django.conf import settings

from tawasul.notices import compose
from tawasul.notices.channels.outcome import Receipt
from tawasul.notices.channels.sms_by_form import FormGateway
from tawasul.notices.channels.sms_by_json import JsonGateway
from tawasul.notices.channels.sms_gateway import SmsGateway
from tawasul.notices.models import DEMONSTRATION, Notice


def gateway() -> SmsGateway:
    """The gateway of this deployment."""
    if settings.SMS_SHAPE == "json":
        return JsonGateway(url=settings.SMS_URL, token=settings.SMS_TOKEN, sender=settings.SMS_SENDER)
    return FormGateway(
        url=settings.SMS_URL,
        user=settings.SMS_USER,
        token=settings.SMS_TOKEN,
        sender=settings.SMS_SENDER,
        names=settings.SMS_FIELDS,
        taken=settings.SMS_TAKEN,
    )


def takes_once() -> bool:
    """Whether an attempt whose end is not known may be made again without the reader hearing twice."""
    return settings.DEMONSTRATION or gateway().takes_once


def send(notice: Notice) -> Receipt:
    """Hand over to the gateway. A demonstration never sends: its people's mobiles are invented, their owners are not."""
    text = compose.line(notice)
    if settings.DEMONSTRATION:
        return Receipt(transport=DEMONSTRATION)
    taken_as = gateway().send(to=notice.address, text=text, reference=str(notice.reference))
    return Receipt(transport="gateway", gateway_reference=taken_as)
