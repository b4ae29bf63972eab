// SPDX-License-Identifier: MIT

import Differentiation
import RealModule

/// Files whose points lie outside the domain.
extension RangeSearch {
  /// Readings whose points lie outside the domain, brought into it by the change that makes the values fit
  /// within 10 %, where nothing does but for a factor on u.
  func moved(_ readings: FieldSamples) -> (FieldSamples, Diagnosis)? {
    let sample = readings.only(Sample.indices(readings, 600))
    for hasFactor in [false, true] {
      var best: (maps: [AxisMap], misfit: Double)?
      for maps in changes(readings) {
        guard let positions = mapped(sample, maps) else { continue }
        let values = sampler.values(sample.coordinates, positions)
        let misfit = RelativeError(sample, hasFactor ? scaled(values, sample) : values)
        if misfit.share > 0.9, misfit.error < best?.misfit ?? 0.1 { best = (maps, misfit.error) }
      }
      guard let best else { continue }
      let maps = hasFactor ? best.maps : refined(best.maps, sample)
      guard let positions = mapped(readings, maps), let few = mapped(sample, maps) else { return nil }
      var whole = readings
      whole.positions = positions
      let values = sampler.values(sample.coordinates, few)
      let misfit = RelativeError(sample, hasFactor ? scaled(values, sample) : values).error
      let (mistake, text) = wording(readings, maps)
      let changed = maps.indices.filter { maps[$0] != .identity }
      let effect =
        hasFactor ? "but for a factor on u the values then fit within" : "the values then fit within"
      return (
        whole,
        Diagnosis(
          mistake, misfit < 1e-6 ? .stated : .possible, "\(text); \(effect) \(short(misfit))",
          subject: changed.map { readings.coordinates[$0].description }.joined(separator: ", "),
          value: maps[changed[0]].scale, given: 1, leaves: misfit)
      )
    }
    return swapped(readings, sample)
  }

  /// The values times the factor that fits the file best.
  private func scaled(_ values: [[Double]], _ file: FieldSamples) -> [[Double]] {
    zip(values, file.values).map { column, own in
      let line = LineFit(column, own, hasConstant: false)
      return line.map { line in column.map { line.slope * $0 } } ?? column
    }
  }

  /// The times of a file need not end where the problem's do: a factor in time is fitted, at most the one
  /// that fills the range.
  private func refined(_ maps: [AxisMap], _ sample: FieldSamples) -> [AxisMap] {
    guard let k = maps.firstIndex(where: { $0 != .identity }), sample.coordinates[k] == .t,
      maps[k].offset == 0,
      maps[(k + 1)...].allSatisfy({ $0 == .identity })
    else { return maps }
    @Sendable func with(_ scale: Double) -> [AxisMap] {
      var other = maps
      other[k] = AxisMap(offset: 0, scale: scale)
      return other
    }
    let (own, scale) = (self, maps[k].scale)
    let fit = CurveFit(
      points: sample,
      values: { s in own.mapped(sample, with(s)).map { own.sampler.values(sample.coordinates, $0) } },
      range: scale / 2...scale, share: 0.9)
    let tried = (-40...0).map { scale * Double.pow(2, Double($0) / 40) }
    return fit.best(tried, isWhole: false).map(with) ?? maps
  }

  private func swapped(_ readings: FieldSamples, _ sample: FieldSamples) -> (FieldSamples, Diagnosis)? {
    let d = readings.coordinates.count
    for order in Permutations.of(d).dropFirst() where d <= 3 {
      var (whole, part) = (readings, sample)
      whole.positions = order.map { readings.positions[$0] }
      part.positions = order.map { sample.positions[$0] }
      guard
        whole.positions.indices.allSatisfy({ k in
          whole.positions[k].allSatisfy(problem.domain.ranges[k].contains)
        })
      else { continue }
      let misfit = RelativeError(part, sampler.values(at: part))
      guard misfit.share > 0.9, misfit.error < 0.1 else { continue }
      let text = order.map { readings.coordinates[$0].description }.joined(separator: ", ")
      return (
        whole,
        Diagnosis(
          .transposedGrid, misfit.error < 1e-6 ? .stated : .possible,
          "the coordinates are swapped: taken as \(text) the values fit within \(short(misfit.error)); "
            + "name the columns or put them in the problem's order", subject: text, leaves: misfit.error)
      )
    }
    return nil
  }
}
