import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawasul.attachments.contents import KINDS, judged
from tawasul.attachments.contents.damage import Damaged
from tests.attachments import samples


def judge(data: bytes) -> str:
    """The content type, "refused", or the code of what is wrong."""
    try:
        kind = judged(io.BytesIO(data), len(data))
    except Damaged as damage:
        return damage.code
    return kind.content_type if kind else "refused"


def test_there_is_a_sample_of_every_kind() -> None:
    assert {kind.content_type for kind in KINDS} == {
        content_type for _data, content_type, _e in samples.ACCEPTED.values()
    }


@pytest.mark.parametrize("name", samples.ACCEPTED)
def test_what_is_accepted(name: str) -> None:
    data, content_type, _extension = samples.ACCEPTED[name]
    assert judge(data) == content_type


@pytest.mark.parametrize("name", samples.ACCEPTED)
def test_what_is_cut_off_is_damaged(name: str) -> None:
    data = samples.ACCEPTED[name][0]
    assert judge(data[: len(data) // 2]) in {"damaged", "refused"}


@pytest.mark.parametrize("name", ["png", "jpeg", "webp", "heic", "mp4", "m4a", "docx", "xlsx"])
def test_what_lacks_its_last_byte_is_damaged(name: str) -> None:
    assert judge(samples.ACCEPTED[name][0][:-1]) == "damaged"


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\0" + bytes(200),
        b"\x7fELF" + bytes(200),
        b"#!/bin/sh\nrm -rf /\n",
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + bytes(50),
        b"Rar!\x1a\x07\0" + bytes(50),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"plain words",
        samples.office("ppt/presentation.xml"),
        samples.media(b"qt  ", b"moov", b"mdat"),
        samples.ogg(b"\x80theora\x03"),
        bytes(100),
    ],
)
def test_what_is_not_accepted(data: bytes) -> None:
    assert judge(data) == "refused"


@pytest.mark.parametrize(
    "data",
    [
        samples.office(types=samples.MACROS),
        samples.office(**{"word/vbaProject.bin": b"x"}),
        samples.office("xl/workbook.xml", **{"xl/vbaProject.bin": b"x"}),
        samples.office(**{"word/activeX/activeX1.bin": b"x"}),
    ],
)
def test_documents_with_macros(data: bytes) -> None:
    assert judge(data) == "macros"


def test_a_document_that_unpacks_without_end() -> None:
    assert judge(samples.office(**{"word/media/a.bin": bytes(301 * 1024 * 1024)})) == "damaged"


@pytest.mark.parametrize("shape", [(0, 1), (1, 0)])
def test_a_picture_of_no_size(shape: tuple[int, int]) -> None:
    assert judge(samples.png(*shape)) == "damaged"


@given(st.sampled_from(sorted(samples.ACCEPTED)), st.integers(0, 3000), st.binary(max_size=8))
def test_whatever_comes_is_judged(name: str, at: int, change: bytes) -> None:
    data = samples.ACCEPTED[name][0]
    assert judge(data[:at] + change + data[at + len(change) :])


@given(st.binary(max_size=400))
def test_noise_is_judged(data: bytes) -> None:
    assert judge(data)
