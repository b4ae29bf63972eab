// SPDX-License-Identifier: MIT

import Problems
import Strategies

/// The cells that `swift test` trains: every strategy on the problems that train in two seconds, the fastest
/// exact one on the others.
package enum Gate {
  /// In the order in which results are listed.
  package static var cells: [Cell] {
    get throws {
      try Catalogue.all.flatMap { type in
        let strategies =
          try Catalogue.problem(type.name).isQuick ? StrategyCatalogue.all : [StrategyCatalogue.fastest]
        return try strategies.map { try Cell(problem: type.name, strategy: $0.name) }
      }
    }
  }
}
