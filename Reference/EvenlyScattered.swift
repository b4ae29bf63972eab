/// Points of the unit square that are always the same: multiples of the plastic number's inverse and its square, modulo 1,
/// fill it evenly (Roberts 2018).
enum EvenlyScattered {
  /// The point number i, two numbers of 0 ..< 1.
  static func fractions(_ i: Int) -> [Double] {
    [0.7548776662466927, 0.5698402909980532].map { ($0 * Double(i)).truncatingRemainder(dividingBy: 1) }
  }
}
