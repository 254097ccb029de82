"""Sentences that name who did something fit a woman as they fit a man: in Arabic no verb agrees with the name."""

import re

import pytest
from django.utils.translation import override

from tawasul.accounts import events as accounts
from tawasul.notices.messages import MESSAGES
from tawasul.tickets import events as tickets
from tawasul.tickets.problems import events as problems

SENTENCES = [kind.sentence for kind in (*tickets.EVENT_KINDS, *problems.EVENT_KINDS, *accounts.EVENT_KINDS)]
SENTENCES += [kind.for_another for kind in tickets.EVENT_KINDS if kind.for_another is not None]
SENTENCES += [words for message in MESSAGES for words in (message.text, message.subject, message.body)]
BY = re.compile(r"(?:^|من |من قِبل |لدى: |في عهدة: )\{(?:actor|author|by|holder)\}")
NAMED = re.compile(r"\{(?:actor|author|by)\}")


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: str(sentence)[:40])
def test_no_verb_agrees_with_whoever_is_named(sentence: object) -> None:
    with override("ar"):
        said = str(sentence)
    assert len(NAMED.findall(said)) <= len(BY.findall(said)), said
