/// A usual mistake that was recognised in a file.
public struct Diagnosis: Sendable, Equatable, Codable {
  /// A short name for programs.
  public let code: String
  /// A sentence for people: what, by how much, and the cure.
  public let message: String
  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}
