# SPDX-License-Identifier: MIT
"""`python -m plumbline`, the same as `plumbline`."""

import sys

from ._command import main

sys.exit(main())
