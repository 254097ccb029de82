"""What the system needs of an SMS gateway, and the one it speaks to over HTTP.

Another gateway is another class with `send`; `channels.sms.gateway` chooses it.
"""

import json
from dataclasses import dataclass
from typing import Any, Protocol

import urllib3

from tawasul.notices.channels.outcome import NotSent

LONGEST_ANSWER = 64 * 1024  # bytes
WAIT = urllib3.Timeout(connect=5, read=10)  # seconds
ALREADY_TAKEN = 409
TRY_LATER = {408, 425, 429}


class SmsGateway(Protocol):
    """Takes one message. Given the same `reference` twice, it sends once."""

    def send(self, *, to: str, text: str, reference: str) -> str:
        """Hand over; return the gateway's own number for it. Raises NotSent."""


@dataclass(frozen=True, kw_only=True)
class HttpGateway:
    """POST {"reference", "sender", "to", "text"} as JSON, with a bearer token and an Idempotency-Key.

    2xx {"id": …} means taken; 409 means that this reference was taken before, which is as good. A time-out leaves
    the truth unknown: the next attempt carries the same reference, and the gateway tells the two apart.
    """

    url: str
    token: str
    sender: str

    def send(self, *, to: str, text: str, reference: str) -> str:
        """Hand over one message and return the gateway's number for it, if it gave one."""
        body = {"reference": reference, "sender": self.sender, "to": to, "text": text}
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Idempotency-Key": reference,
            "Content-Type": "application/json; charset=utf-8",
            "Accept": "application/json",
        }
        try:
            with urllib3.PoolManager() as pool:
                status, answer = _asked(pool, self.url, json.dumps(body, ensure_ascii=False).encode(), headers)
        except urllib3.exceptions.HTTPError as error:
            raise NotSent(f"gateway not reached: {type(error).__name__}") from error
        if 200 <= status < 300 or status == ALREADY_TAKEN:
            return str(answer.get("id", ""))[:100]
        raise NotSent(f"gateway answered {status}", final=400 <= status < 500 and status not in TRY_LATER)


def _asked(pool: urllib3.PoolManager, url: str, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, Any]]:
    response = pool.request(
        "POST", url, body=body, headers=headers, timeout=WAIT, retries=False, redirect=False, preload_content=False
    )
    try:
        said = json.loads(response.read(LONGEST_ANSWER) or b"{}")
    except ValueError:  # the status alone decides; a page of HTML beside it says nothing more
        said = {}
    finally:
        response.release_conn()
    return response.status, said if isinstance(said, dict) else {}
