// SPDX-License-Identifier: MIT

extension Study {
  /// A statistic of a question's numbers, and what it says.
  public struct Finding: Sendable {
    /// Unique in the question.
    public let id: String
    let sample: Sample
    let estimator: Estimator
    /// What the statistic is held against: 1 for a ratio, a limit for a quantity.
    let reference: Double
    let wording: Wording

    /// - Parameters:
    ///   - id: unique in the question.
    ///   - sample: one number per seed.
    ///   - estimator: what stands for them.
    ///   - reference: what the statistic is held against.
    ///   - wording: what each direction says.
    public init(
      _ id: String, _ sample: Sample, _ estimator: Estimator = .geometricMean, against reference: Double = 1,
      says wording: Wording
    ) {
      self.id = id
      self.sample = sample
      self.estimator = estimator
      self.reference = reference
      self.wording = wording
    }
  }

  /// One number per seed, made of the rows.
  public enum Sample: Sendable {
    /// A quantity in one cell over the same, or another, in a second cell.
    case ratio(String, of: Cell, to: Cell, over: String? = nil)
    /// The quantity in a cell.
    case value(String, of: Cell)
    /// The largest of a quantity over these cells.
    case largest(String, of: [Cell])

    var quantity: String {
      switch self {
      case .ratio(let quantity, _, _, _), .value(let quantity, _), .largest(let quantity, _): quantity
      }
    }

    /// Of each seed; nil where the experiment gave no number.
    func values(_ rows: [Row], seeds: [Int]) -> [Double?] {
      func all(_ quantity: String, _ cell: Cell, _ seed: Int) -> [Double?] {
        rows.filter { row in
          row.seed == seed && row.quantity == quantity && cell.allSatisfy { row.factors[$0.key] == $0.value }
        }.map(\.value)
      }
      func one(_ quantity: String, _ cell: Cell, _ seed: Int) -> Double? {
        let found = all(quantity, cell, seed)
        return found.count == 1 ? found[0] : nil
      }
      return seeds.map { seed in
        switch self {
        case .value(let quantity, let cell): return one(quantity, cell, seed)
        case .largest(let quantity, let cells):
          let found = cells.map { one(quantity, $0, seed) }
          return found.contains { $0 == nil } ? nil : found.compactMap { $0 }.max()
        case .ratio(let quantity, let cell, let other, let over):
          guard let a = one(quantity, cell, seed), let b = one(over ?? quantity, other, seed) else {
            return nil
          }
          let ratio = a / b
          return ratio.isFinite ? ratio : nil
        }
      }
    }
  }

  /// On which side of its reference a statistic lies.
  public enum Direction: String, Codable, Sendable, CaseIterable {
    /// The whole interval lies above.
    case above
    /// The whole interval lies below.
    case below
    /// The interval holds the reference.
    case undecided
    /// Every seed gives the reference itself.
    case equal

    /// - Parameters:
    ///   - interval: of the statistic.
    ///   - reference: what it is held against.
    public init(_ interval: Interval, against reference: Double) {
      self =
        interval.low > reference
        ? .above
        : interval.high < reference
          ? .below : interval.low == reference && interval.high == reference ? .equal : .undecided
    }
  }
}
