"""SMS, through the gateway that the deployment names."""

from django.conf import settings

from tawasul.notices import compose
from tawasul.notices.channels.outcome import Receipt
from tawasul.notices.channels.sms_gateway import HttpGateway, SmsGateway
from tawasul.notices.models import DEMONSTRATION, Notice


def gateway() -> SmsGateway:
    """The gateway of this deployment."""
    return HttpGateway(url=settings.SMS_URL, token=settings.SMS_TOKEN, sender=settings.SMS_SENDER)


def send(notice: Notice) -> Receipt:
    """Hand over to the gateway. A demonstration never sends: its people's mobiles are invented, their owners are not."""
    text = compose.line(notice)
    if settings.DEMONSTRATION:
        return Receipt(transport=DEMONSTRATION)
    taken_as = gateway().send(to=notice.address, text=text, reference=str(notice.reference))
    return Receipt(transport="gateway", gateway_reference=taken_as)
