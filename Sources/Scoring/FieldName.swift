// SPDX-License-Identifier: MIT

/// What a name says of a column or array: which quantity it holds, and in which role.
struct FieldName: Equatable {
  enum Role: Equatable {
    /// What a network or a solver has found.
    case prediction
    /// What it is to be held against.
    case truth
    /// Published data: the truth beside a prediction, a solution of its own where it stands alone.
    case data
    case plain
    /// An error bar, an error, a derivative, training data: never the field.
    case beside
  }
  /// The quantity in lower case, as "u" of "U_pred"; empty where only the role is named.
  let quantity: String
  let role: Role

  private static let roles: [(Role, Set<String>)] = [
    (
      .beside,
      [
        "bar", "err", "error", "errors", "diff", "difference", "residual", "residuals", "res", "loss", "std",
        "sigma", "var", "variance", "uncertainty", "train", "training", "lb", "ub", "mask", "weight",
        "weights",
      ]
    ),
    (
      .prediction,
      [
        "pred", "preds", "predict", "predicted", "prediction", "predictions", "nn", "net", "network", "pinn",
        "pinns", "model", "hat", "approx", "approximate", "approximation", "num", "numerical", "computed",
        "estimated", "output", "outputs", "fno", "deeponet", "infer", "inferred",
      ]
    ),
    (
      .truth,
      [
        "true", "truth", "exact", "ref", "reference", "analytic", "analytical", "gt", "target", "targets",
        "label", "labels", "groundtruth", "ground", "expected",
      ]
    ),
    (.data, ["star", "sol", "solution", "test", "data"]),
  ]
  /// Names that say nothing of the quantity.
  private static let general: Set<String> = ["tensor", "field", "fields", "value", "values", "y"]

  init(quantity: String, role: Role) {
    self.quantity = quantity
    self.role = role
  }

  /// - Parameter derivatives: the letters of the coordinates, which follow an underscore in a derivative's
  ///   name.
  init(_ name: String, derivatives: Set<Character> = []) {
    let whole = Self.plain(name).lowercased()
    var words = whole.split { !($0.isLetter || $0.isNumber) }.map(String.init)
    // "upred", "usol": a letter and a role in one word; but "pres" is a pressure.
    if words.count == 1, let first = words[0].first, let role = Self.role(of: String(words[0].dropFirst())),
      role != .beside
    {
      (quantity, self.role) = (String(first), role)
      return
    }
    // "u_xx", "u1_t"; but not "velocity_x".
    if words.count > 1, words[0].count <= 2, words[1].allSatisfy(derivatives.contains) {
      (quantity, role) = (whole, .beside)
      return
    }
    let found = words.compactMap { Self.role(of: $0) }
    let order: [Role] = [.beside, .prediction, .truth, .data]
    role = order.first { found.contains($0) } ?? .plain
    words.removeAll { Self.role(of: $0) != nil }
    // A coordinate may be called y, but only an output y_pred.
    if words.count == 1, Self.general.contains(words[0]), words != ["y"] || role != .plain { words = [] }
    quantity = words.joined(separator: "_")
  }

  private static func role(of word: String) -> Role? { roles.first { $0.1.contains(word) }?.0 }

  /// A name without the groups around it and the units behind it: "u" of "t0_fields/u", "u [m/s]" and "u(x,
  /// t)".
  static func plain(_ name: String) -> String {
    var text = Substring(name)
    while let last = text.last, last == "]" || last == ")" {
      guard let open = text.lastIndex(of: last == "]" ? "[" : "("), open > text.startIndex else { break }
      text = text[..<open]
      while text.last == " " { text.removeLast() }
    }
    return text.split(separator: "/").last.map(String.init) ?? String(text)
  }
}
