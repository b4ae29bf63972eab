import GSL

/// A right-hand side u' = f(t, u) as GSL wants it: `f(t, u, out)`, `count` numbers each, false where it
/// cannot be evaluated.
typealias RightHandSide = (Double, UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Bool

/// A gsl_odeiv2_system with its closure. GSL keeps the pointer to the struct, so it lives on the heap, as
/// long as this.
final class GSLSystem {
  let pointer: UnsafeMutablePointer<gsl_odeiv2_system>
  private let box: Box

  init(count: Int, _ f: @escaping RightHandSide) {
    box = Box(f)
    pointer = .allocate(capacity: 1)
    pointer.initialize(
      to: gsl_odeiv2_system(
        function: { t, u, out, parameters in
          guard let u, let out, let parameters else { return Int32(GSL_EFAULT) }
          let box = Unmanaged<Box>.fromOpaque(parameters).takeUnretainedValue()
          return box.f(t, u, out) ? Int32(GSL_SUCCESS) : Int32(GSL_EBADFUNC)
        },
        jacobian: nil, dimension: count, params: Unmanaged.passUnretained(box).toOpaque()))
  }
  deinit {
    pointer.deinitialize(count: 1)
    pointer.deallocate()
  }

  private final class Box {
    let f: RightHandSide
    init(_ f: @escaping RightHandSide) { self.f = f }
  }
}
