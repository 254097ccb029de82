"""How others find people. Who may ask is the caller's policy; what is shown of them is masked by the caller."""

from collections.abc import Iterable

from django.db.models import F, Func, Q, QuerySet, Value

from tawasul.lib.arabic import fold
from tawasul.lib.digits import western
from tawasul.lib.errors import NotFound, Refused
from tawasul.lib.identity import Identity, parse_identity
from tawasul.lib.mobile import parse_mobile
from tawasul.lib.names import agree
from tawasul.people.models import Beneficiary, User

MOST_FOUND = 10


def beneficiary_with(identity: Identity) -> Beneficiary | None:
    """The beneficiary recorded with this identity, if any."""
    return Beneficiary.objects.filter(identity_kind=identity.kind.value, identity_number=identity.number).first()


def recorded_otherwise(identity: Identity, name: str) -> Beneficiary | None:
    """Whoever is recorded with this identity, but under another name, in whatever spelling."""
    recorded = beneficiary_with(identity)
    return None if recorded is None or agree(recorded.name, name) else recorded


def find_beneficiaries(text: str) -> list[Beneficiary]:
    """Beneficiaries by identity, by mobile, or by part of the name in whatever spelling (3 letters at least).

    At most one beyond `MOST_FOUND`, which says that there are more.
    """
    found = _by_number(western(text))
    if found is None:
        folded = fold(text)
        if len(folded) < 3:
            return []
        words = folded.split()
        found = Beneficiary.objects.all()
        for word in words:
            found = found.filter(name_folded__contains=word)
    return list(found.order_by("name", "pk")[: MOST_FOUND + 1])


def _by_number(text: str) -> QuerySet[Beneficiary] | None:
    try:
        return Beneficiary.objects.filter(identity_number=parse_identity(text).number)
    except Refused:
        pass
    try:
        return Beneficiary.objects.filter(mobile=parse_mobile(text))
    except Refused:
        pass
    return Beneficiary.objects.filter(identity_number=text.strip()) if any(c.isdigit() for c in text) else None


def find_staff(text: str) -> list[User]:
    """At most ten people who work here now, as `matching_staff`."""
    return list(matching_staff(text).filter(is_active=True).order_by("name_ar", "pk")[:MOST_FOUND])


def matching_staff(text: str) -> QuerySet[User]:
    """People who work here, by part of the name in whatever spelling, by user number, or by the beginning of the e-mail."""
    text = text.strip()
    if len(text) < 2:
        return User.objects.none()
    if "@" in text:
        return User.objects.filter(email__istartswith=text)
    plain = Func(F("name_ar"), Value("أإآٱىةؤئ"), Value("اااايهوي"), function="translate")
    found = User.objects.annotate(plain=plain)
    for word in fold(text).split():
        found = found.filter(Q(plain__contains=word) | Q(name_en__icontains=word) | Q(user_number__iexact=word))
    return found


def user_by_email(email: str) -> User:
    """The staff member with this e-mail. Raises NotFound."""
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        raise NotFound(email)
    return user


def names_of(numbers: Iterable[str]) -> dict[str, str]:
    """Who the members of staff with these numbers are, in the reader's language. One query; unknown ones are not in it."""
    return {user.user_number: user.name for user in User.objects.filter(user_number__in=set(numbers))}


def names_in_both(number: str) -> tuple[str, str]:
    """Who has this user number, in Arabic and in English; the number itself where nobody has. One query."""
    found = User.objects.filter(user_number=number).values_list("name_ar", "name_en").first()
    return found or (number, number)


def number_of(user_id: int) -> str:
    """The user number of a member of staff, by which rooms below the tree name who did what. Raises NotFound."""
    number = User.objects.filter(pk=user_id).values_list("user_number", flat=True).first()
    if number is None:
        raise NotFound()
    return number


def known_as(*, email: str, identity: Identity) -> User | None:
    """Whoever works here and is registered with this e-mail or, failing that, with this identity."""
    same = User.objects.filter(identity_kind=identity.kind.value, identity_number=identity.number)
    return User.objects.filter(email__iexact=email.strip()).first() or same.first()
