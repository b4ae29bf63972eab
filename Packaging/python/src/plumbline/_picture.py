# SPDX-License-Identifier: MIT
"""Figures as files that are the same whenever they are drawn: no dates, no random names, SVG with text as text."""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from ._version import __version__

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("svg", "png", "pdf")
#: Dots per inch of a PNG, and of what is rasterised in the other formats.
_DPI = 150
#: The oldest matplotlib that draws them.
_OLDEST = (3, 5)


def require_matplotlib() -> None:
    """Passes where there is a matplotlib that can draw.

    Raises
    ------
    ImportError
        There is none, or an old one; says how to get it.
    """
    cure = f"{sys.executable} -m pip install --upgrade matplotlib"
    try:
        import matplotlib
    except ImportError as error:
        raise ImportError(f"{sys.executable} has no matplotlib ({error}): get it by {cure}") from None
    found = tuple(int(part) for part in re.findall(r"\d+", matplotlib.__version__)[:2])
    if found < _OLDEST:
        oldest = ".".join(map(str, _OLDEST))
        raise ImportError(
            f"{sys.executable} has matplotlib {matplotlib.__version__}, and pictures need {oldest} or newer: get it by "
            f"{cure}"
        )


def saved(figure: Figure, form: str, title: str, style: dict[str, Any] | None = None) -> bytes:
    """The bytes of a figure's file.

    Parameters
    ----------
    form
        One of `FORMATS`.
    title
        What it shows, for who does not see it.
    style
        Settings of matplotlib's in place of its own.
    """
    import matplotlib

    by = f"plumbline {__version__}"
    about = {
        "svg": {"Title": title, "Creator": by, "Date": None},
        "png": {"Title": title, "Software": by},
        "pdf": {"Title": title, "Creator": by, "Producer": by, "CreationDate": None},
    }[form]
    own: Any = {"svg.hashsalt": "plumbline", "svg.fonttype": "none", "pdf.fonttype": 42, **(style or {})}
    stream = io.BytesIO()
    with matplotlib.rc_context(own):
        figure.savefig(stream, format=form, dpi=_DPI, metadata=about)
    data = stream.getvalue()
    if form == "svg":
        # A reader of screens says the title, and not every number of the axes.
        data = data.replace(b"<svg ", b'<svg role="img" aria-label=' + quoteattr(title).encode() + b" ", 1)
    return data
