"""E-mail, through Django's SMTP settings.

SMTP has no idempotency: where the connection breaks after the server took the message and before it said so, the next
attempt sends it again, under the same Message-ID, by which many servers and readers drop the second.
"""

from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from tawasul.notices import compose
from tawasul.notices.channels.outcome import NotSent, Receipt
from tawasul.notices.models import DEMONSTRATION, Notice

PERMANENT = 500  # SMTP replies from here on are final


def send(notice: Notice) -> Receipt:
    """Hand over to the mail server; in a demonstration nothing leaves."""
    mail = compose.mail(notice)
    if settings.DEMONSTRATION:
        return Receipt(transport=DEMONSTRATION)
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "tawasul"
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        to=[notice.address],
        headers={"Message-ID": f"<{notice.reference}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(mail.html, "text/html")
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        codes = [code for code, _said in error.recipients.values()]
        raise NotSent("mail server refused the address", final=all(code >= PERMANENT for code in codes)) from error
    except SMTPDataError as error:
        code = error.smtp_code
        raise NotSent(f"mail server refused the letter: {code}", final=code >= PERMANENT) from error
    except (SMTPException, OSError) as error:
        raise NotSent(f"mail server not reached: {type(error).__name__}") from error
    return Receipt(transport="smtp")
