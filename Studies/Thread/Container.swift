// SPDX-License-Identifier: MIT

import Differentiation
import RealModule
import Strategies

extension Study.Question {
  static let container = Study.Question(
    "container", "Does the container of the parameters matter?",
    method: """
      The thread's loss by a dual number inside a tape, number by number in double precision, at 20 points \
      of a 1-8-8-1 tanh network whose parameters are read from a flat array, from a list of layers, from a \
      dictionary of names, and from closures; the tape's variables are made in the container's own order. \
      The ways take turns.
      """,
    factors: [Study.Factor("container", Container.all)],
    quantities: [
      Study.Quantity("time", "ms", "the median processor time of a loss with its gradient"),
      Study.Quantity(
        "difference", "1", "how many components of the gradient are not those of the flat array, bit by bit"),
    ], isTimed: true,
    findings: Container.all.dropFirst().flatMap { name in
      [
        Study.Finding(
          "same-\(name)", .value("difference", of: ["container": name]), .mean, against: 0,
          says: Study.Wording(
            "The gradient from \(name)", above: "differs from that of a flat array in {} components",
            below: "differs from that of a flat array in {} components",
            undecided: "differs from that of a flat array in some seeds: in {} components",
            equal: "is that of a flat array, bit by bit")),
        Study.Finding(
          "time-\(name)", .ratio("time", of: ["container": name], to: ["container": Container.all[0]]),
          says: .times("A loss with its gradient from \(name)", as: "one from a flat array")),
      ]
    }
  ) { seed, cells, extent in
    let specimen = try Specimen(ThreadEquation(), hidden: [8, 8], points: 20, seed: seed)
    let containers = cells.map { Container(named: $0["container"] ?? "", specimen) }
    let gradients = containers.map { $0.gradient() }
    let times = try Stopwatch.medians(
      containers.map { container in { _ = container.gradient() } }, rounds: extent == .whole ? 30 : 3)
    return zip(gradients, times).map { gradient, time in
      [
        "time": time,
        "difference": Double(zip(gradient, gradients[0]).count { $0.bitPattern != $1.bitPattern }),
      ]
    }
  }
}

/// The parameters of a network in a structure, and the loss that reads them from there.
private struct Container {
  static let all = ["array", "layers", "dictionary", "closures"]
  typealias Number = ReverseNumber<Double>
  /// A parameter by its place in the flat vector.
  typealias Reader = (Int) -> Number
  let specimen: Specimen<ThreadEquation>
  /// Puts the parameters onto a tape in the structure's own order; gives them by place, and in order.
  let open: (Tape<Double>) -> (read: Reader, all: [Number])

  init(named name: String, _ specimen: Specimen<ThreadEquation>) {
    self.specimen = specimen
    let flat = specimen.parameters
    // Of every parameter: the number of its layer, and its place there.
    let sizes = specimen.shape.layers.map { $0.biases.upperBound - $0.offset }
    let address = sizes.enumerated().flatMap { layer, size in (0..<size).map { (layer, $0) } }
    switch name {
    case "layers":
      let layers = specimen.shape.layers.map { Array(flat[$0.offset..<$0.biases.upperBound]) }
      open = { tape in
        // The last layer first, as a recursion over a chain makes them.
        let reversed = layers.reversed().map { $0.map { tape.variable($0) } }
        let made = Array(reversed.reversed())
        return ({ made[address[$0].0][address[$0].1] }, made.flatMap { $0 })
      }
    case "dictionary":
      let names = address.map { "layer \($0.0), \($0.1)" }
      let values = Dictionary(uniqueKeysWithValues: zip(names, flat))
      open = { tape in
        // In the dictionary's own order, which differs per process.
        let made = values.mapValues { tape.variable($0) }
        return ({ made[names[$0]] ?? 0 }, names.map { made[$0] ?? 0 })
      }
    case "closures":
      open = { tape in
        let made = flat.map { value -> () -> Number in
          let variable = tape.variable(value)
          return { variable }
        }
        return ({ made[$0]() }, made.map { $0() })
      }
    default:
      open = { tape in
        let made = flat.map { tape.variable($0) }
        return ({ made[$0] }, made)
      }
    }
  }

  func gradient() -> [Double] {
    let tape = Tape<Double>()
    let (read, all) = open(tape)
    let loss = ThreadLoss(shape: specimen.shape, points: specimen.points.map { $0[0] })
    return withExtendedLifetime(tape) { tape.pullback(loss.value(read), seed: 1, to: all) }
  }
}
