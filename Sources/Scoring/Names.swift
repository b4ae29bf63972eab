// SPDX-License-Identifier: MIT

import Differentiation
import PDE

/// Which of the named columns or arrays are coordinates, and which unknowns.
struct Names {
  let coordinates: [Coordinate]
  let unknowns: Int
  var choice = FieldChoice()
  /// The problem's parameters, some of which a file may state.
  var parameters: [String: Double] = [:]

  /// What is looked for, in the order in which it stands where nothing is named.
  var expected: [String] { coordinates.map(\.description) + unknownNames }
  var unknownNames: [String] { unknowns == 1 ? ["u"] : (1...unknowns).map { "u\($0)" } }

  /// One candidate: how it is matched, the array or column that it comes from, and which part of that it is.
  struct Label {
    let name: FieldName
    let source: String
    var part = ""
    /// For people.
    var text: String { source + part }
  }
  /// The candidate of each unknown, and what is the truth by its name.
  struct Fields {
    let places: [Int]
    let truths: [String]
  }

  func label(_ name: String) -> Label {
    let letters = Set(coordinates.flatMap { $0.description })
    return Label(name: FieldName(name, derivatives: letters), source: name)
  }

  /// Throws where the caller names what is not there.
  func check(_ found: [String], kind: String) throws(Fault) {
    for name in choice.fields + choice.map.sorted(by: { $0.key < $1.key }).map(\.value)
    where place(name, in: found) == nil {
      throw .noSuchName(kind: kind, name: name, found: found)
    }
  }

  /// The place of a name that the caller gave: exactly, but for the case, but for its unit.
  func place(_ name: String, in found: [String]) -> Int? {
    found.firstIndex(of: name) ?? found.firstIndex { $0.lowercased() == name.lowercased() }
      ?? found.firstIndex { FieldName.plain($0).lowercased() == name.lowercased() }
  }

  /// The place of each coordinate; nil where no name fits: exactly, but for the case and the unit, or doubled
  /// ("tt").
  func coordinatePlaces(_ names: [String]) -> [Int?] {
    let plain = names.map(Self.coordinateName)
    return coordinates.map { c in
      let name = c.description
      if let given = choice.map[name] { return place(given, in: names) }
      return names.firstIndex(of: name) ?? plain.firstIndex(of: name) ?? plain.firstIndex(of: name + name)
        ?? (c == .t ? plain.firstIndex(of: "time") : nil)
    }
  }

  /// "x" of "X [m]", "x-coordinate" and "dimensions/x".
  private static func coordinateName(_ name: String) -> String {
    var plain = FieldName.plain(name).lowercased()
    for ending in ["-coordinate", "_coordinate", "-coord", "_coord"] where plain.hasSuffix(ending) {
      plain.removeLast(ending.count)
    }
    return plain
  }

  /// The candidates that are to be scored: what the caller names; then predictions, where names say so; then
  /// what stands alone.
  /// - Parameter kind: "array" or "column", for messages.
  func fields(_ labels: [Label], kind: String, all: [String]) throws(Fault) -> Fields {
    let places =
      choice.fields.isEmpty
      ? try byName(labels, kind: kind, all: all) : try chosen(labels, kind: kind)
    let scored = Set(places.map { labels[$0].source })
    var truths: [String] = []
    for label in labels where [.truth, .data].contains(label.name.role) && !scored.contains(label.source) {
      if !truths.contains(label.source) { truths.append(label.source) }
    }
    return Fields(places: places, truths: truths)
  }

  /// What `fields` of the choice says.
  private func chosen(_ labels: [Label], kind: String) throws(Fault) -> [Int] {
    let sources = labels.map(\.source)
    var places: [Int] = []
    for name in choice.fields {
      guard let first = place(name, in: sources) else {
        throw .noSuchName(kind: kind, name: name, found: sources)
      }
      places += labels.indices.filter { sources[$0] == sources[first] }
    }
    guard places.count == unknowns, Set(places).count == unknowns else {
      throw .fieldCount(kind: kind, fields: choice.fields, found: places.count, unknowns: unknowns)
    }
    return places
  }

  private func byName(_ labels: [Label], kind: String, all: [String]) throws(Fault) -> [Int] {
    let free = labels.indices.filter { labels[$0].name.role != .beside }
    let hasPredictions = free.contains { labels[$0].name.role == .prediction }
    var places: [Int] = []
    for k in 0..<unknowns {
      if let given = choice.name(ofUnknown: k, of: unknowns) {
        guard let found = place(given, in: labels.map(\.source)) else {
          throw .noSuchName(kind: kind, name: given, found: labels.map(\.source))
        }
        places.append(found)
        continue
      }
      let named = free.filter { aliases(k).contains(labels[$0].name.quantity) }
      func those(_ roles: FieldName.Role...) -> [Int] {
        named.filter { roles.contains(labels[$0].name.role) }
      }
      var candidates = those(.prediction)
      if candidates.isEmpty {
        // Beside predictions of other unknowns a truth is no prediction.
        candidates = those(.plain)
        if !hasPredictions { candidates += those(.data) }
        if candidates.isEmpty, !hasPredictions { candidates = those(.truth) }
      }
      if candidates.count > 1 { throw undecided(labels, candidates, kind) }
      places += candidates
    }
    if places.count == unknowns, Set(places).count == unknowns { return places }
    // Names of another kind: predictions, or whatever is left, if there are as many as unknowns.
    let predicted = free.filter { labels[$0].name.role == .prediction }
    for left in [predicted, free] where left.count == unknowns { return left }
    if predicted.count > unknowns { throw undecided(labels, predicted, kind) }
    throw .names(kind: kind, found: all, missing: missing(all, hasFields: false))
  }

  private func undecided(_ labels: [Label], _ places: [Int], _ kind: String) -> Fault {
    var sources: [String] = []
    for place in places where !sources.contains(labels[place].source) { sources.append(labels[place].source) }
    return .undecided(kind: kind, candidates: sources)
  }

  /// Those of the expected names that are missing.
  func missing(_ names: [String], hasFields: Bool = true) -> [String] {
    let absent = zip(coordinates, coordinatePlaces(names)).filter { $1 == nil }.map { $0.0.description }
    return absent + (hasFields ? [] : unknownNames.filter { !names.contains($0) })
  }

  /// Quantities that an unknown may be called by.
  private func aliases(_ k: Int) -> Set<String> {
    if unknowns == 1 { return ["u", "u1", "uu", ""] }
    let parts: [[String]] =
      unknowns == 2 ? [["real", "re", "u_real", "u_re"], ["imag", "im", "u_imag", "u_im"]] : [[], [], []]
    let letters = [
      ["u", "uu", "velocity_x", "vx"], ["v", "vv", "velocity_y", "vy"], ["p", "w", "pressure"],
    ]
    return Set(["u\(k + 1)"] + (k < 3 ? letters[k] + (k < parts.count ? parts[k] : []) : []))
  }
}
