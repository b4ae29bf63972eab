import Differentiation

/// Which of the named columns or arrays are coordinates, and which unknowns.
struct Names {
  let coordinates: [Coordinate]
  let unknowns: Int

  /// What is looked for, in the order in which it stands where nothing is named.
  var expected: [String] { coordinates.map(\.description) + unknownNames }
  private var unknownNames: [String] { unknowns == 1 ? ["u"] : (1...unknowns).map { "u\($0)" } }

  /// The place of each coordinate; nil where no name fits: exactly, but for the case, or doubled ("tt").
  func coordinatePlaces(_ names: [String]) -> [Int?] {
    coordinates.map { c in
      let name = c.description
      return names.firstIndex(of: name)
        ?? names.firstIndex { $0.lowercased() == name } ?? names.firstIndex { $0.lowercased() == name + name }
    }
  }

  /// The place of each unknown: by name, or what is left when bars and derivatives are taken away.
  func unknownPlaces(_ names: [String], besides taken: [Int]) -> [Int]? {
    let free = names.indices.filter { !taken.contains($0) && !isBeside(names[$0]) }
    let named = (0..<unknowns).compactMap { k in
      aliases(k).lazy.compactMap { alias in free.first { names[$0].lowercased() == alias } }.first
    }
    if named.count == unknowns, Set(named).count == unknowns { return named }
    return free.count == unknowns ? free : nil
  }

  /// Those of the expected names that are missing.
  func missing(_ names: [String]) -> [String] {
    let places = coordinatePlaces(names)
    let absent = zip(coordinates, places).filter { $1 == nil }.map { $0.0.description }
    let found = unknownPlaces(names, besides: places.compactMap { $0 }) != nil
    return absent + (found ? [] : unknownNames.filter { !names.contains($0) })
  }

  private func aliases(_ k: Int) -> [String] {
    let numbered = ["u\(k + 1)"]
    if unknowns == 1 {
      return ["u"] + numbered + ["usol", "uu", "u_sol", "u_star", "u_exact", "exact", "sol", "solution"]
    }
    return numbered + [["u", "u_star"], ["v", "v_star"], ["p", "w", "p_star", "w_star"]][min(k, 2)]
  }

  /// Whether it is an error bar or a derivative: `u_bar`, `u_x`, `u1_xx_bar`.
  private func isBeside(_ name: String) -> Bool {
    let parts = name.lowercased().split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return false }
    if parts.last == "bar" { return true }
    let letters = coordinates.map(\.description).joined()
    return !parts[1].isEmpty && parts[1].allSatisfy { letters.contains($0) }
  }
}
