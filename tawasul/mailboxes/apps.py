from django.apps import AppConfig


class MailboxesConfig(AppConfig):
    name = "tawasul.mailboxes"
