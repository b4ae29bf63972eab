# SPDX-License-Identifier: MIT
"""What is found in one column of values: how many lie outside their bars, and how wide the bars are."""

from statistics import median

# A bar this much wider than the error, in the median of this many values or more, is a fault too.
WIDE, MANY = 1e4, 100


class Column:
    """What was found in one column: how many values, how many outside, error by bar, bar by error."""

    def __init__(self):
        self.count = self.outside = 0
        self.worst, self.where, self.widths = 0.0, None, []

    def take(self, value, bar, truth, where):
        self.count += 1
        error = abs(truth - value)
        if error > bar:
            self.outside += 1
        # Where the truth is only known to be about zero, what is certain of the error.
        least = float(error.abs_lower())
        share = least / bar if bar else float("inf") if least else 0.0
        if share > self.worst:
            self.worst, self.where = share, where
        if share > 0 and bar:
            self.widths.append(1 / share)

    def add(self, other):
        self.count += other.count
        self.outside += other.outside
        if other.worst > self.worst:
            self.worst, self.where = other.worst, other.where
        self.widths += other.widths

    @property
    def width(self):
        """The median of bar by error, where there is an error."""
        return median(self.widths) if self.widths else 1.0

    @property
    def fault(self):
        """What is wrong with the column, or nothing."""
        if self.outside:
            return f"  outside, at {self.where}"
        return "  wide" if self.width > WIDE and len(self.widths) >= MANY else ""
