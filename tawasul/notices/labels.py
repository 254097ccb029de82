"""How notices' states and channels are said."""

from django.utils.translation import gettext_lazy as _

from tawasul.notices.states import Channel, Delivery, State

STATE_LABELS = {
    State.OWED.value: _("Waiting to be sent"),
    State.SENT.value: _("Sent"),
    State.FAILED.value: _("Could not be sent"),
    State.UNSURE.value: _("Perhaps sent: the gateway did not answer"),
}

DELIVERY_LABELS = {
    Delivery.DELIVERED.value: _("Delivered to the telephone"),
    Delivery.UNDELIVERED.value: _("Not delivered to the telephone"),
}

CHANNEL_LABELS = {
    Channel.SMS.value: _("Text message"),
    Channel.EMAIL.value: _("E-mail"),
    Channel.IN_APP.value: _("In the system"),
}

NO_SUCH_NOTICE = _("There is no such message to send again.")
