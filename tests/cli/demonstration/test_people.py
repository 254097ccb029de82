from collections import Counter
from random import Random

from tawasul.cli.demonstration import names
from tawasul.cli.demonstration.beneficiaries import beneficiaries
from tawasul.lib.identity import parse_identity
from tawasul.lib.mobile import parse_mobile

ASKERS = beneficiaries(Random(7))


def test_a_given_name_agrees_with_the_person() -> None:
    for female, given in ((True, names.WOMEN), (False, names.MEN)):
        name = names.invent(Random(1), female=female)
        assert name.ar.split()[0] in {ar for ar, _ in given}
        assert len(name.ar.split()) == len(name.en.split()) == 4


def test_no_name_is_that_of_somebody_well_known() -> None:
    rng = Random(3)
    drawn = [names.invent(rng).short_ar for _ in range(5000)]
    assert not {"ياسر القحطاني", "سعد الحارثي", "محمد العيسى"} & set(drawn)


def test_identities_and_mobiles_are_valid_and_identities_unique() -> None:
    for person in ASKERS:
        assert parse_identity(person.identity_number, person.identity_kind).number == person.identity_number
        assert not person.mobile or parse_mobile(person.mobile) == person.mobile
    assert len({(person.identity_kind, person.identity_number) for person in ASKERS}) == len(ASKERS)


def test_some_families_share_a_mobile_and_some_people_have_none() -> None:
    mobiles = Counter(person.mobile for person in ASKERS)
    assert mobiles.pop("") > 5
    assert sum(1 for count in mobiles.values() if count > 1) > 5
