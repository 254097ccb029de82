"""Whose word is believed of a sender (RFC 8601)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawasul.mailboxes.found import Sender, sender_by

OURS = "mx.example.sa"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([], Sender.UNKNOWN),
        (["mx.example.sa; dmarc=pass header.from=example.sa"], Sender.PROVED),
        (["MX.Example.SA 1; spf=pass smtp.mailfrom=example.sa; dmarc = pass"], Sender.PROVED),
        (['"mx.example.sa"; dmarc=fail'], Sender.DOUBTFUL),
        (["mx.example.sa (checked (twice)) ; dkim=pass; dmarc=fail (p=none)"], Sender.DOUBTFUL),
        (["mx.example.sa; none"], Sender.UNKNOWN),
        (["mx.example.sa; dmarc=none"], Sender.UNKNOWN),
        (["mx.example.sa"], Sender.UNKNOWN),
        # Another's word is nobody's, wherever it stands.
        (["mx.attacker.example; dmarc=pass"], Sender.UNKNOWN),
        (["mx.attacker.example; dmarc=pass", "mx.example.sa; dmarc=fail"], Sender.DOUBTFUL),
        (["mx.example.sa; dmarc=fail", "mx.example.sa; dmarc=pass"], Sender.DOUBTFUL),
        (["mx.example.sa; spf=pass", "mx.example.sa; dmarc=pass"], Sender.PROVED),
        (["mx.example.sa.attacker.example; dmarc=pass"], Sender.UNKNOWN),
        # Free text, in which senders may write what they like.
        (['mx.example.sa; spf=fail reason="dmarc=pass; dmarc=pass"'], Sender.UNKNOWN),
        (["mx.example.sa; spf=fail (dmarc=pass; dmarc=pass)"], Sender.UNKNOWN),
        (["mx.example.sa; spf=fail smtp.mailfrom=dmarc=pass"], Sender.UNKNOWN),
        (["mx.attacker.example (; mx.example.sa; dmarc=pass)"], Sender.UNKNOWN),
    ],
)
def test_the_own_servers_word_alone_counts(lines: list[str], found: Sender) -> None:
    assert sender_by(lines, server=OURS) is found


def test_where_no_server_is_named_nothing_is_proved_and_a_warning_is_heeded() -> None:
    assert sender_by(["mx.example.sa; dmarc=pass"], server="") is Sender.UNKNOWN
    assert sender_by(["mx.example.sa; dmarc=pass", "mx.other.sa; dmarc=fail"], server="") is Sender.DOUBTFUL


@given(st.text(max_size=300))
def test_nothing_that_another_writes_proves_a_sender(line: str) -> None:
    if OURS not in line.lower():
        assert sender_by([line], server=OURS) is Sender.UNKNOWN
