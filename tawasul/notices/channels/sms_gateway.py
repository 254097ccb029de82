"""What the system needs of an SMS gateway. Another gateway is another class; `channels.sms.gateway` chooses it."""

from time import monotonic
from typing import Protocol

import urllib3

from tawasul.notices.channels.outcome import NotSent

LONGEST_ANSWER = 64 * 1024  # bytes
WAIT = urllib3.Timeout(connect=5, read=10)  # seconds, for each piece of the answer
ANSWERED_WITHIN = 15.0  # seconds for all of them: an answer that comes letter by letter holds nobody up for ever
# Our own account's troubles (token, balance, address) are mended by people: the message waits for them.
TRY_LATER = {401, 402, 403, 404, 408, 425, 429}
BY_ANOTHER = {502, 504}  # said by a machine before the gateway, which may have taken it


class SmsGateway(Protocol):
    """Takes one message at a time."""

    @property
    def takes_once(self) -> bool:
        """Whether, given the same `reference` twice, it sends once."""

    def send(self, *, to: str, text: str, reference: str) -> str:
        """Hand over; return the gateway's own number for it. Raises NotSent."""


def posted(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    """The status and the answer of one POST. NotSent where there is none: `unknown` unless it never reached them."""
    try:
        with urllib3.PoolManager() as pool:
            response = pool.request(
                "POST",
                url,
                body=body,
                headers=headers,
                timeout=WAIT,
                retries=False,
                redirect=False,
                preload_content=False,
            )
            try:
                return response.status, _whole(response)
            finally:
                response.release_conn()
    except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError) as error:
        raise NotSent(f"gateway not reached: {type(error).__name__}") from error
    except urllib3.exceptions.HTTPError as error:
        raise NotSent(f"gateway gave no answer: {type(error).__name__}", unknown=True) from error


def _whole(response: urllib3.BaseHTTPResponse) -> bytes:
    """The answer, up to LONGEST_ANSWER. NotSent where it does not end in time."""
    answer, until = b"", monotonic() + ANSWERED_WITHIN
    while len(answer) < LONGEST_ANSWER and (piece := response.read1(LONGEST_ANSWER - len(answer))):
        answer += piece
        if monotonic() > until:
            raise NotSent("gateway did not come to an end with its answer", unknown=True)
    return answer


def refused(status: int) -> NotSent:
    """What a status other than success means."""
    return NotSent(
        f"gateway answered {status}",
        final=400 <= status < 500 and status not in TRY_LATER,
        unknown=status in BY_ANOTHER,
    )
