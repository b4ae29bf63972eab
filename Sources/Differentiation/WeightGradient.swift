/// An adjoint or an input with its memory; nil where it is zero. A constant without a shape cannot be summed over.
@inlinable func block<L: Lanes>(_ chunk: Chunk<L>) -> UnsafeMutablePointer<L>? {
  if chunk.isZero { return nil }
  precondition(chunk.arena != nil, "a layer's adjoint and input must be blocks: seed a sweep with `unit`")
  return chunk.filled.base
}

/// The gradient of a scalar loss over the weights, summed over chunks, one vector of lanes a parameter.
public final class WeightGradient<L: Lanes> {
  @usableFromInline let sums: UnsafeMutablePointer<L>
  public let count: Int

  @inlinable public init(count: Int) {
    self.count = count
    sums = .allocate(capacity: max(count, 1))
    sums.initialize(repeating: L(repeating: 0), count: count)
  }
  @inlinable deinit { sums.deallocate() }

  /// What a reverse sweep hands to its `weights` argument: adds z⊗a.
  @inlinable public func add(_ layer: Layer<L.Element>, adjoint z: Chunk<L>, input a: Chunk<L>, bias: Bool) {
    guard layer.weightOffset >= 0, let zp = block(z) else { return }
    let groups = z.arena!.pointee.groups
    if let ap = block(a) {
      Gemm.outerProducts(
        layer.rows, layer.columns, groups: groups, zp, ap, into: sums + layer.weightOffset, layer.rowStride,
        layer.columnStride)
    }
    guard bias, layer.biasOffset >= 0 else { return }
    Gemm.rowSums(layer.rows, groups: groups, zp, into: sums + layer.biasOffset)
  }

  @inlinable public func clear() { sums.update(repeating: L(repeating: 0), count: count) }

  /// The gradient: lanes summed, in a fixed order.
  @inlinable public func total() -> [L.Element] { (0..<count).map { sums[$0].sum() } }
}

/// One row of the Jacobian a point, of residuals over the weights: the per-point outer products z⊗a.
///
/// Stored parameter by parameter with the points contiguous, `leadingDimension` apart: no power of two, which
/// would put every parameter of a point into the same cache set.
public final class WeightJacobian<L: Lanes> {
  public let rows: Int
  public let parameters: Int
  public let leadingDimension: Int
  public let storage: UnsafeMutablePointer<L.Element>

  /// - Parameter rows: residuals; chunks write whole vectors, so room up to the next multiple of a chunk is kept.
  @inlinable public init(rows: Int, parameters: Int) {
    self.rows = rows
    self.parameters = parameters
    leadingDimension = (rows + 127) / 128 * 128 + 8
    storage = .allocate(capacity: max(1, leadingDimension * parameters))
    clear()
  }
  @inlinable deinit { storage.deallocate() }

  @inlinable public func clear() { storage.initialize(repeating: 0, count: leadingDimension * parameters) }

  @inlinable func add(_ parameter: Int, _ row: Int, _ value: L) {
    let place = UnsafeMutableRawPointer(storage + (parameter * leadingDimension + row))
    let old = place.loadUnaligned(as: L.self)
    place.storeBytes(of: old + value, as: L.self)
  }

  /// Adds the outer products of a chunk whose first point is the residual `row`.
  @inlinable public func add(
    _ layer: Layer<L.Element>, adjoint z: Chunk<L>, input a: Chunk<L>, bias: Bool, row: Int
  ) {
    guard layer.weightOffset >= 0, let zp = block(z) else { return }
    let ap = block(a)
    for g in 0..<z.arena!.pointee.groups {
      let first = row + g * L.count
      if first >= rows { break }  // only points that fill up the chunk
      for i in 0..<layer.rows {
        let zi = zp[g * layer.rows + i]
        if let ap {
          for j in 0..<layer.columns {
            add(
              layer.weightOffset + i * layer.rowStride + j * layer.columnStride, first,
              zi * ap[g * layer.columns + j])
          }
        }
        if bias, layer.biasOffset >= 0 { add(layer.biasOffset + i, first, zi) }
      }
    }
  }
}
