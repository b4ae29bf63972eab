import Differentiation
import RealModule

/// Files whose points lie outside the domain.
extension RangeSearch {
  /// Readings whose points lie outside the domain, brought into it by the change that makes the values fit within 10 %.
  func moved(_ readings: Readings) -> (Readings, Diagnosis)? {
    let sample = readings.only(Sample.indices(readings, 600))
    var best: (maps: [AxisMap], misfit: Double)?
    for maps in changes(readings) {
      guard let positions = mapped(sample, maps) else { continue }
      let misfit = Misfit(sample, sampler.values(sample.coordinates, positions))
      if misfit.share > 0.9, misfit.error < best?.misfit ?? 0.1 { best = (maps, misfit.error) }
    }
    if let best {
      let maps = refined(best.maps, sample)
      guard let positions = mapped(readings, maps), let few = mapped(sample, maps) else { return nil }
      var whole = readings
      whole.positions = positions
      let misfit = Misfit(sample, sampler.values(sample.coordinates, few)).error
      return (whole, diagnosis(readings, maps, "the values then fit within \(short(misfit))"))
    }
    return swapped(readings, sample)
  }

  /// The times of a file need not end where the problem's do: a factor in time is fitted, at most the one that fills
  /// the range.
  private func refined(_ maps: [AxisMap], _ sample: Readings) -> [AxisMap] {
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

  private func swapped(_ readings: Readings, _ sample: Readings) -> (Readings, Diagnosis)? {
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
      let misfit = Misfit(part, sampler.values(at: part))
      guard misfit.share > 0.9, misfit.error < 0.1 else { continue }
      let text = order.map { readings.coordinates[$0].description }.joined(separator: ", ")
      return (
        whole,
        Diagnosis(
          .transposedGrid,
          "the coordinates stand in another order: taken as \(text) the values fit within \(short(misfit.error)); "
            + "name the columns or put them in the problem's order")
      )
    }
    return nil
  }
}
