# SPDX-License-Identifier: MIT
"""A small disk of a test's own, in a file: full, or read-only, for a while."""

import errno
import subprocess
import time
from pathlib import Path


class Disk:
    def __init__(self, place, megabytes=48):
        self.place, self.image = Path(place), Path(f"{place}.ext4")
        self.place.mkdir()
        with self.image.open("wb") as image:
            image.truncate(megabytes << 20)
        # Four inodes per kilobyte block: small files fill the disk, not their count. Nothing is kept back for root.
        subprocess.run(["mkfs.ext4", "-q", "-F", "-m", "0", "-b", "1024", "-i", "1024", self.image], check=True)
        subprocess.run(["mount", "-o", "loop", self.image, self.place], check=True)
        self.mounted = True

    def fill(self):
        """To the last byte, also where a result has just been removed."""
        with (self.place / "filler").open("ab", buffering=0) as filler:
            for piece in (1 << 20, 1 << 10, 1):
                try:
                    while True:
                        filler.write(b"\0" * piece)
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise

    def free(self):
        (self.place / "filler").unlink()

    def make_read_only(self, seconds=5):
        """False where somebody had a file open for writing all the time, which Linux refuses."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            if subprocess.run(["mount", "-o", "remount,ro", self.place], stderr=subprocess.DEVNULL).returncode == 0:
                return True
            time.sleep(0.02)
        return False

    def make_writable(self):
        subprocess.run(["mount", "-o", "remount,rw", self.place], check=True)

    def close(self):
        if self.mounted:
            subprocess.run(["umount", "--lazy", self.place], check=True)
            self.mounted = False
