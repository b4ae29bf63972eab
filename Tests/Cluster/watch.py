# SPDX-License-Identifier: MIT
"""Looks at a folder of results again and again while others write it: which cells are claimed, and which results are
written more than once."""

import os


class Watch:
    def __init__(self, folder):
        self.folder = folder
        self.seen = {}  # result file: the writings of it, by inode and time
        self.claimed = set()  # claim files, NAME.GENERATION and when it was made

    def look(self):
        for entry in self.entries(self.folder):
            if entry.name.endswith(".json"):
                try:
                    status = entry.stat()
                except FileNotFoundError:
                    continue
                self.seen.setdefault(entry.name, set()).add((status.st_ino, status.st_mtime_ns))
        for entry in self.entries(f"{self.folder}/.claims"):
            if not entry.name.startswith("."):
                try:
                    # The inode tells a claim from a later one of the same name; its time moves while it is held.
                    self.claimed.add((entry.name, entry.inode()))
                except FileNotFoundError:
                    continue

    @staticmethod
    def entries(folder):
        try:
            with os.scandir(folder) as found:
                return list(found)
        except FileNotFoundError:
            return []

    def finished(self):
        return len(self.seen)

    def writings(self):
        return sum(len(times) for times in self.seen.values())

    def written_again(self):
        return sorted(name for name, times in self.seen.items() if len(times) > 1)

    def taken_over(self):
        """Claims that stand beside that of a process which is gone."""
        return len([name for name, _ in self.claimed if not name.endswith(".1")])
