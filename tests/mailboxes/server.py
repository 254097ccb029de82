"""A real IMAP server (Dovecot) with one user for each test, and its folder to put mail into."""

import getpass
import os
import pwd
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

USER, SECRET = "care", "a-box-s-password"
CONFIG = """
protocols = imap
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log
ssl = no
disable_plaintext_auth = no
default_internal_user = {me}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 0
mail_location = maildir:{root}/mail/%u
passdb {{
  driver = static
  args = password={secret}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={root}/home/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass
class ImapServer:
    root: Path
    port: int
    process: subprocess.Popen[bytes]
    put: int = 0

    def deliver(self, raw: bytes, *, user: str = USER, seen: bool = False) -> None:
        folder = self.root / "mail" / user
        for name in ("new", "cur", "tmp"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        self.put += 1
        where = folder / "cur" / f"{self.put}.m:2,S" if seen else folder / "new" / f"{self.put}.m"
        where.write_bytes(raw)
        if os.getuid() == 0:  # Dovecot serves nobody's mail as root
            subprocess.run(["chown", "-R", "mail:mail", self.root / "mail"], check=True)


def begin(root: Path) -> ImapServer:
    program = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if program is None:
        raise RuntimeError("The tests of mailboxes need Dovecot; on Debian: apt-get install dovecot-imapd")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    as_root = os.getuid() == 0
    me = login = getpass.getuser()
    group = subprocess.check_output(["id", "-gn"], text=True).strip()
    if as_root:
        me, group, login = "dovecot", "dovecot", "dovenull"
    owner = "mail" if as_root else me
    uid, gid = pwd.getpwnam(owner).pw_uid, pwd.getpwnam(owner).pw_gid
    root.chmod(0o755)
    (root / "mail").mkdir()
    if as_root:
        shutil.chown(root / "mail", "mail", "mail")
    said = CONFIG.format(root=root, me=me, login=login, group=group, secret=SECRET, uid=uid, gid=gid, port=port)
    (root / "dovecot.conf").write_text(said)
    process = subprocess.Popen([program, "-F", "-c", str(root / "dovecot.conf")])
    for _try in range(100):
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return ImapServer(root, port, process)
        time.sleep(0.1)
    process.terminate()
    raise RuntimeError(f"Dovecot did not start: {(root / 'log').read_text()}")
