"""What ties the pieces of one filing together: the form's mark, the draft of its files, and the person that was found."""

from uuid import UUID, uuid4

from django.core import signing

from tawasul.centres.actor import Actor
from tawasul.people.models import Beneficiary

SALT = "filing.person"
VALID = 4 * 3600  # seconds


def once_in(text: str) -> str:
    """The form's mark if it is one, or a new one."""
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid4())


def draft_key(actor: Actor, once: str) -> str:
    """Under which the files of this filing wait."""
    return f"desk:{actor.membership_id}:{once}"


def scope_of(actor: Actor) -> str:
    """Whose filings are told apart."""
    return f"membership:{actor.membership_id}"


def word_for(person: Beneficiary) -> str:
    """A word that stands for a person who was found: nobody can count their way through all of them."""
    return signing.dumps(person.pk, salt=SALT)


def person_of(word: str) -> Beneficiary | None:
    """The person whom the word stands for, while it is good."""
    try:
        pk = signing.loads(word, salt=SALT, max_age=VALID)
    except signing.BadSignature:
        return None
    return Beneficiary.objects.filter(pk=pk).first()
