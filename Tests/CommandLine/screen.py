# SPDX-License-Identifier: MIT
"""The screen of a terminal, of which it knows what a program may use here; anything else is an error."""
import re
import unicodedata

CONTROL = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])|\x1b.|[\x00-\x1f\x7f]", re.DOTALL)


class Screen:
    """Rows of characters, those that have scrolled away first; a row that goes on in the next is `joined`."""

    def __init__(self, columns, rows, reflows):
        self.columns, self.height, self.reflows = columns, rows, reflows
        self.rows, self.joined = [[]], [False]
        self.row = self.column = self.top = 0

    def write(self, text):
        place = 0
        for match in CONTROL.finditer(text):
            self.put(text[place : match.start()])
            self.control(match)
            place = match.end()
        self.put(text[place:])

    def put(self, text):
        for character in text:
            width = 2 if unicodedata.east_asian_width(character) in "WF" else 1
            if self.column + width > self.columns:
                self.joined[self.row] = True
                self.down()
                self.column = 0
            row = self.rows[self.row]
            row.extend(" " * (self.column + width - len(row)))
            row[self.column : self.column + width] = [character] + [""] * (width - 1)
            self.column += width

    def control(self, match):
        code, final = match.group(0), match.group(2)
        number = int(match.group(1) or 0) if final in ("A", "J", "K") else 0
        if code == "\r":
            self.column = 0
        elif code == "\n":
            self.down()
        elif final == "A":
            self.row = max(self.top, self.row - max(1, number))
        elif final == "K" and number == 0:
            del self.rows[self.row][self.column :]
            self.joined[self.row] = False
        elif final == "J" and number == 0:
            del self.rows[self.row][self.column :]
            del self.rows[self.row + 1 :], self.joined[self.row :]
            self.joined.append(False)
        elif final != "m":
            raise ValueError(f"the screen does not know {code!r}")

    def down(self):
        self.row += 1
        if self.row == len(self.rows):
            self.rows.append([])
            self.joined.append(False)
        self.top = max(self.top, self.row - self.height + 1)

    def resize(self, columns, rows):
        """As terminals do: some break lines anew, some cut them."""
        if self.reflows:
            self.reflow(columns)
        else:
            self.rows = [row[:columns] for row in self.rows]
            self.joined = [False] * len(self.rows)
        self.columns, self.height = columns, rows
        self.column = min(self.column, columns)
        # What is below the cursor goes before what is above it.
        while len(self.rows) > self.row + 1 and len(self.rows) - self.top > rows and not self.rows[-1]:
            del self.rows[-1], self.joined[-1]
        self.top = max(0, len(self.rows) - rows, self.row - rows + 1)

    def reflow(self, columns):
        rows, joined, whole, place = [], [], [], None
        for k, row in enumerate(self.rows):
            if k == self.row:
                place = len(whole) + self.column
            whole = whole + row
            if self.joined[k]:
                continue
            pieces = [whole[i : i + columns] for i in range(0, max(1, len(whole)), columns)]
            if place is not None:
                self.row, self.column = len(rows) + min(place // columns, len(pieces) - 1), place % columns
                place = None
            rows += pieces
            joined += [True] * (len(pieces) - 1) + [False]
            whole = []
        self.rows, self.joined = rows, joined

    def text(self):
        """All of it, without blank rows at the end."""
        return "\n".join("".join(row).rstrip() for row in self.rows).rstrip("\n")
