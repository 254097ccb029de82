"""A gateway that takes JSON, knows us by a bearer token, and keeps each reference once."""

import json
from dataclasses import dataclass

from tawasul.notices.channels.sms_gateway import posted, refused

ALREADY_TAKEN = 409


@dataclass(frozen=True, kw_only=True)
class JsonGateway:
    """POST {"reference", "sender", "to", "text"} as JSON, with a bearer token and an Idempotency-Key.

    2xx {"id": …} means taken; 409 means that this reference was taken before, which is as good. A time-out leaves
    the truth unknown: the next attempt carries the same reference, and the gateway tells the two apart.
    """

    url: str
    token: str
    sender: str
    takes_once: bool = True

    def send(self, *, to: str, text: str, reference: str) -> str:
        """Hand over one message and return the gateway's number for it, if it gave one."""
        body = {"reference": reference, "sender": self.sender, "to": to, "text": text}
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Idempotency-Key": reference,
            "Content-Type": "application/json; charset=utf-8",
            "Accept": "application/json",
        }
        status, answer = posted(self.url, json.dumps(body, ensure_ascii=False).encode(), headers)
        if 200 <= status < 300 or status == ALREADY_TAKEN:
            return _number_in(answer)
        raise refused(status)


def _number_in(answer: bytes) -> str:
    try:
        said = json.loads(answer)
    except ValueError:  # the status alone decides; a page of HTML beside it says nothing more
        return ""
    return str(said.get("id", ""))[:100] if isinstance(said, dict) else ""
