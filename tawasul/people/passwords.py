"""What a password must not be, said in the words of this network: Django's own are not all in Arabic."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext, ngettext


class LongEnough(password_validation.MinimumLengthValidator):
    """`min_length` characters at least."""

    def get_error_message(self) -> str:
        """How many there must be."""
        said = ngettext(
            "The password is too short: write at least %(n)s character.",
            "The password is too short: write at least %(n)s characters.",
            self.min_length,
        )
        return said % {"n": self.min_length}


class NotCommon(password_validation.CommonPasswordValidator):
    """None of the twenty thousand that are tried first."""

    def get_error_message(self) -> str:
        """Why not."""
        return gettext("This password is among those that are guessed first. Choose another one.")


class NotAboutThePerson(password_validation.UserAttributeSimilarityValidator):
    """Not what everybody knows of its owner."""

    def get_error_message(self) -> str:
        """Which of their data it is like is not said: it would be a field's name in the program."""
        return gettext("The password is too much like your e-mail or your name. Choose another one.")
