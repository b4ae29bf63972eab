// SPDX-License-Identifier: MIT

/// A few values that are far off where all others are right.
struct Outliers {
  let diagnosis: Diagnosis?

  init(_ i: Investigation) {
    diagnosis = Self.found(i)
  }

  private static func found(_ i: Investigation) -> Diagnosis? {
    let sizes = zip(i.errors, i.judge.scales).map { errors, scale in errors.map { abs($0) / scale } }
    let count = i.readings.count * sizes.count
    let most = max(1, min(20, count / 100))
    guard count >= 50, let worst = sizes.joined().max(), worst.isFinite else { return nil }
    // What stands out is a hundred times any other error.
    let sorted = sizes.joined().sorted(by: >).prefix(most + 1)
    guard let number = (1..<sorted.count).first(where: { sorted[$0] <= sorted[$0 - 1] / 100 }) else {
      return nil
    }
    let limit = sorted[number - 1]
    var places: [(u: Int, point: Int)] = []
    for (u, column) in sizes.enumerated() {
      for (k, size) in column.enumerated() where size >= limit { places.append((u, k)) }
    }
    guard places.count == number else { return nil }
    let list = places.prefix(3).map { u, k in
      "\(Names.unknown(u)) = \(estimate(i.readings.values[u][k])) for \(estimate(i.truth.values[u][k])) at "
        + zip(i.readings.coordinates, i.readings.point(k)).map { "\($0) = \(estimate($1))" }.joined(
          separator: ", ")
    }
    let rest = sorted[number]
    return Diagnosis(
      .outlier, .stated,
      "\(number) of \(count) values \(number == 1 ? "is" : "are") off, all others are right to \(short(rest)) of their size: "
        + list.joined(separator: "; ") + (number > 3 ? " …" : "") + "; look at how those were written",
      subject: Names.unknown(places[0].u), value: i.readings.values[places[0].u][places[0].point],
      given: i.truth.values[places[0].u][places[0].point], leaves: rest)
  }
}
