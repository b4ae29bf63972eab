import Foundation
import Plumbline

/// One line on the terminal that says what is being trained.
final class ProgressLine: RunObserver {
  func started(_ cell: Cell) {}
  func trained(_ cell: Cell, step: Int, of steps: Int, loss: Double) {
    guard step % 10 == 0 else { return }
    let text = "\(cell.id) \(step)/\(steps) loss \(Report.short(loss))"
    FileHandle.standardError.write(Data("\r\u{1b}[K\(text)".utf8))
  }
  func finished(_ result: CellResult) { FileHandle.standardError.write(Data("\r\u{1b}[K".utf8)) }
}

/// Ctrl-C: finished cells are on disk already, each written by rename.
enum Interrupt {
  static func install() {
    signal(SIGINT) { _ in
      let text: StaticString = "\ninterrupted: the cells finished so far are kept where --output was given\n"
      _ = write(2, text.utf8Start, text.utf8CodeUnitCount)
      _exit(130)
    }
  }
}
