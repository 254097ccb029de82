"""What time does to files: abandoned drafts go, bytes that nothing refers to go, what waits is scanned."""

from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from tawasul.attachments import locks, storage
from tawasul.attachments.models import Attachment, StoredFile
from tawasul.attachments.scanner import ScannerAway, scanner
from tawasul.attachments.states import DRAFTS_KEPT, Scan

REST = timedelta(hours=6)  # nothing younger is taken for an orphan
BATCH = 500


def tidy(*, at: datetime) -> None:
    """Everything below, with a twenty-fourth of the folders: called every hour, it sees all of them in a day."""
    drop_abandoned(before=at - DRAFTS_KEPT)
    drop_unused(before=at - REST)
    for folder in range(at.hour, storage.FOLDERS, 24):
        remove_orphans(folder, before=at - REST)
    for path in storage.old_incoming(before=(at - REST).timestamp()):
        path.unlink(missing_ok=True)


def drop_abandoned(*, before: datetime) -> int:
    """Delete what was left in drafts, or taken out of them, before this moment; return how many."""
    in_draft = Attachment.objects.exclude(draft_key="")
    return in_draft.filter(Q(at__lt=before) | Q(removed_at__lt=before)).delete()[0]


def drop_unused(*, before: datetime) -> int:
    """Delete the rows of files that nothing refers to since before this moment. Their bytes go by remove_orphans."""
    dropped = 0
    used = Exists(Attachment.objects.filter(file=OuterRef("pk")))
    while True:
        with transaction.atomic():
            unused = StoredFile.objects.select_for_update(skip_locked=True, of=("self",)).filter(
                ~used, received_at__lt=before
            )
            batch = [file.pk for file in unused.order_by("pk")[:BATCH]]
            # Asked again under the locks: an upload may have taken one up while we waited.
            dropped += StoredFile.objects.filter(~used, pk__in=batch).delete()[0]
        if len(batch) < BATCH:
            return dropped


def remove_orphans(folder: int, *, before: datetime) -> int:
    """Remove from one outer folder the files, older than this moment, that have no row; return how many."""
    paths = {path.name: path for path in storage.old_files(folder, before=before.timestamp())}
    known = set(StoredFile.objects.filter(sha256__in=list(paths)).values_list("sha256", flat=True))
    return sum(_removed(sha256, path, before) for sha256, path in paths.items() if sha256 not in known)


def _removed(sha256: str, path: Path, before: datetime) -> bool:
    """Under the lock that an upload of the same bytes takes from placing them until its row is there."""
    with transaction.atomic():
        locks.hold(locks.bytes_of(sha256))
        if StoredFile.objects.filter(sha256=sha256).exists() or not path.exists():
            return False
        if path.stat().st_mtime >= before.timestamp():
            return False
        path.unlink()
        return True


def scan_waiting() -> int:
    """Scan what came while the scanner was away, oldest first; return how many are settled.

    Stops at the first that cannot be scanned because the scanner is away still.
    """
    here = scanner()
    settled = 0
    if here is None:
        return settled
    for file in StoredFile.objects.filter(scan=Scan.PENDING.value).order_by("pk").iterator():
        try:
            with storage.path_of(file.sha256).open("rb") as content:
                scan = here.scan(content)
        except ScannerAway:
            return settled
        settled += StoredFile.objects.filter(pk=file.pk, scan=Scan.PENDING.value).update(scan=scan.value)
    return settled
