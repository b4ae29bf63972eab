// SPDX-License-Identifier: MIT

import Problems

/// How Plumbline itself is cited: what `CITATION.cff` says.
package enum Citation {
  package static let title =
    "Plumbline: reference solutions with error bars and a verification suite for differential equations"
  package static let authors = "The Plumbline authors"
  /// Of the version, as in 2026-12-31.
  package static let released = "2026-11-24"
  package static let home = "https://github.com/plumbline/plumbline"

  package static let bibTeX = """
    @software{plumbline,
      author = {{\(authors)}},
      title = {{\(title)}},
      version = {\(Catalogue.version)},
      year = {\(released.prefix(4))},
      license = {MIT}
    }
    """
}
