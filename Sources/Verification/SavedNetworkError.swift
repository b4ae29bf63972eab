// SPDX-License-Identifier: MIT

import DataFiles

/// A file that no network, or no training, can be taken from.
public enum SavedNetworkError: Error, Equatable, CustomStringConvertible {
  /// It cannot be read as an NPZ.
  case file(DataFileError)
  /// It is a file of something else.
  case noNetwork(file: String)
  /// Its form is unknown here.
  case format(file: String, found: Int)
  /// Parts of it are missing, or contradict one another.
  case damaged(file: String, reason: String)
  /// It is of something else than what is here.
  case differs(file: String, what: String, found: String, here: String)
  /// It has no state that a training can go on from.
  case noState(file: String)
  /// All its steps are done.
  case complete(file: String, steps: Int)

  public var description: String {
    switch self {
    case .file(let error): "\(error)"
    case .noNetwork(let file):
      "'\(file)' is no network: it has no text meta that says \(NetworkDocument.format); verify run --save FILE.npz "
        + "writes one"
    case .format(let file, let found):
      "'\(file)' is a network of format \(found), and this Plumbline reads format \(NetworkDocument.formatVersion): use "
        + "the version that wrote it"
    case .damaged(let file, let reason):
      "'\(file)' is no whole network: \(reason); copy it again, or train it again with verify run --save"
    case .differs(let file, let what, let found, let here):
      "'\(file)' is of something else: \(what) is \(found) there and \(here) here; use what wrote it, or train again "
        + "with verify run --save"
    case .noState(let file):
      "'\(file)' has no state to go on from: a number in it was not finite; train again with verify run --save"
    case .complete(let file, let steps):
      "'\(file)' has had all its \(steps) steps: give --steps more than \(steps) to train on"
    }
  }
}
