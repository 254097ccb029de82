"""A gateway that takes a form with our account and sender, and says in the body of its answer whether it took the message.

Most gateways in the Kingdom are of this shape, each with names of its own for the fields and codes of its own for
"taken": the deployment gives both. Whether 200 means taken is for the body to say: a refusal has the same status.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tawasul.notices.channels.outcome import NotSent
from tawasul.notices.channels.sms_gateway import posted, refused

CODES = ("errorCode", "code", "statusCode", "status")
NUMBERS = ("MessageID", "messageId", "message_id", "msgId", "id")


@dataclass(frozen=True, kw_only=True)
class FormGateway:
    """POST a form. Numbers are 9665XXXXXXXX, Arabic goes as UTF-8. The same message given twice is sent twice."""

    url: str
    user: str
    token: str = field(repr=False)
    sender: str
    names: Mapping[str, str]  # ours → theirs
    taken: Sequence[str]  # the codes that mean "taken"
    takes_once: bool = False

    def send(self, *, to: str, text: str, reference: str) -> str:
        """Hand over one message and return the gateway's number for it, if it gave one."""
        ours = {
            "user": self.user,
            "token": self.token,
            "sender": self.sender,
            "to": to.removeprefix("+"),
            "text": text,
            "reference": reference,
        }
        form = urlencode({theirs: ours[name] for name, theirs in self.names.items()})
        headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8", "Accept": "application/json"}
        status, answer = posted(self.url, form.encode(), headers)
        if not 200 <= status < 300:
            raise refused(status)
        return self._number_in(answer)

    def _number_in(self, answer: bytes) -> str:
        said = _read(answer)
        code = _first(said, CODES)
        success = {"true": True, "false": False}.get(str(said.get("success", "")).lower())
        if success is None and not code:
            raise NotSent("gateway answered what cannot be read", unknown=True)
        if success is False or (code and code not in self.taken):
            raise NotSent(f"gateway refused: {re.sub(r'[^A-Za-z0-9-]', '', code)[:20] or 'no code'}")
        inner = said.get("data")
        return (_first(said, NUMBERS) or (_first(inner, NUMBERS) if isinstance(inner, dict) else ""))[:100]


def _read(answer: bytes) -> dict[str, Any]:
    """The answer as fields; a text such as "1" or "OK 4200034" is its code and the number after it."""
    text = answer.decode("utf-8", errors="replace").strip()
    try:
        said = json.loads(text)
    except ValueError:
        said = text
    if isinstance(said, dict):
        return said
    words = re.findall(r"[\w-]+", str(said))
    if not words or "<" in text:  # a page of HTML is nobody's word
        return {}
    return {"code": words[0], "id": words[1] if len(words) > 1 else ""}


def _first(said: Mapping[str, Any], names: Sequence[str]) -> str:
    return next((str(said[name]).strip() for name in names if said.get(name) not in (None, "")), "")
