"""The questions that people ask about the service, with their answers."""

from django.utils.translation import gettext_lazy as _

QUESTIONS = (
    (
        _("Do I need an account?"),
        _(
            "No. You need your identity number and a mobile that is with you now. We send a code to it to be sure it is you."
        ),
    ),
    (
        _("What is the difference between an inquiry, a complaint, a report and a suggestion?"),
        _(
            "An inquiry asks something. A complaint says that something went wrong, to be put right. A report tells of a "
            "danger now that cannot wait. A suggestion brings an idea. If you choose another than the right one, we put it "
            "right; nothing is lost."
        ),
    ),
    (
        _("The connection was lost while I was writing. Is my text gone?"),
        _(
            "No. What you write is kept on your device as you type, and each step you finish is kept with us for some hours. "
            "Open the page again on the same device and go on. If you sent twice, your request is still received once."
        ),
    ),
    (
        _("The code did not come. What do I do?"),
        _(
            "Wait a minute, then ask for another on the same page. Check the number, and that your mobile receives messages. "
            "You may also go to the nearest beneficiary care centre, or call 19996."
        ),
    ),
    (
        _("How do I meet the university's president, the director of education or the minister?"),
        _(
            "File a request and choose “Meeting with the official”. The meetings unit calls you to confirm it; requests are "
            "put in order by what weighs in them and by how long they have waited. You are told the day and the hour by SMS, "
            "and confirm, or ask for another date, by its link."
        ),
    ),
    (
        _("I have a date to meet the official and cannot come. What do I do?"),
        _(
            "Open the link in the message of your date, or “Follow my request” with the number, and ask for another date: "
            "another person then has your place, and you keep your place in the order. Whoever does not come without a word "
            "is given another date too."
        ),
    ),
    (
        _("What comes after the meeting with the official?"),
        _(
            "What was decided is given to those who carry it out, with a date. The page of your request shows each decision: "
            "who carries it out, whether it is done, or that it was cancelled. Where a request was opened for it, you are told "
            "its number by SMS. When all of it has ended, you are told that too."
        ),
    ),
    (
        _("I lost the number of my request. What do I do?"),
        _(
            "It is in the message that we sent to your mobile when we received your request. If you do not find it, call 19996 "
            "or visit a centre with your identity."
        ),
    ),
    (
        _("I was asked to complete something. What does it mean?"),
        _(
            "We need more from you to answer: a number, a document, a clearer place. Open “Follow my request”, read what is "
            "needed, and send it there. The time we promised stands still until it reaches us."
        ),
    ),
    (
        _("Who sees what I write?"),
        _(
            "Only those who work on your request, at the centre and in the department concerned. Your identity and mobile are "
            "masked from them; every look at them is recorded with its reason."
        ),
    ),
    (
        _("Can I take my request back?"),
        _(
            "Yes, at any time before it is answered: open “Follow my request”, then “Withdraw the request”. You may file a new "
            "one whenever you wish."
        ),
    ),
    (
        _("I have no mobile, or cannot use this page. What do I do?"),
        _(
            "Visit any beneficiary care centre: the officer at the counter files for you. Or call 19996. You can ask a "
            "relative to file with you, with your own identity."
        ),
    ),
)
