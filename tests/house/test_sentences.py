"""Sentences that name who did something fit a woman as they fit a man: in Arabic no verb agrees with the name."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from tawasul.accounts import events as accounts
from tawasul.directives import events as directives
from tawasul.meetings import events as meetings
from tawasul.notices.messages import MESSAGES
from tawasul.reception import events as reception
from tawasul.tickets import events as tickets
from tawasul.tickets.problems import events as problems

ROOMS = (tickets, problems, accounts, reception, directives, meetings)
SENTENCES = [kind.sentence for room in ROOMS for kind in room.EVENT_KINDS]
SENTENCES += [kind.sentence for kind in meetings.SESSION_KINDS]
SENTENCES += [kind.for_another for room in ROOMS for kind in room.EVENT_KINDS if kind.for_another is not None]
SENTENCES += [words for message in MESSAGES for words in (message.text, message.subject, message.body)]
BY = re.compile(r"(?:^|من |من قِبل |لدى: |في عهدة: )\{(?:actor|author|by|holder)\}")
NAMED = re.compile(r"\{(?:actor|author|by)\}")


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: str(sentence)[:40])
def test_no_verb_agrees_with_whoever_is_named(sentence: object) -> None:
    with override("ar"):
        said = str(sentence)
    assert len(NAMED.findall(said)) <= len(BY.findall(said)), said


def test_a_refusal_says_a_sentence_and_not_a_bare_word_of_the_code() -> None:
    bare = re.compile(r"(?:NotFound|Conflict|NotAllowed|Invalid)\(\s*\"")
    found = [str(path) for path in Path(settings.BASE, "tawasul").rglob("*.py") if bare.search(path.read_text("utf-8"))]
    assert found == []
