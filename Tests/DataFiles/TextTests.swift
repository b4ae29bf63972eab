// SPDX-License-Identifier: MIT

import Testing

@testable import DataFiles

@Suite struct TextTests {
  @Test(arguments: [
    "1,2\n3,4\n", "1;2\n3;4", "1\t2\n3\t4\n", "1 2\n3 4\n", "  1   2  \n\t3 \t 4\n", "1, 2\r\n3, 4\r\n",
    "1,2\r3,4\r",
    "\u{feff}1,2\n3,4", "\n\n1 ; 2\n\n3;4\n\n", "\"1\",\"2\"\n\"3\", \" 4 \"\n", "1,\"2\"\n3,4",
    "# a\n1,2\n #b\n3,4",
    "+1.0e0,2D+00\n3.,.4e1\n", "1e0 2d0\n30E-1 0.0004D4", "1,2\n \n3,4\n \t ",
  ]) func waysToWriteATable(_ text: String) throws {
    let table = try table(text)
    #expect(
      table.values == [1, 2, 3, 4] && table.columnCount == 2 && table.rowCount == 2 && table.header == nil)
    #expect(Array(table.row(1)) == [3, 4] && table.column(0) == [1, 3])
  }

  @Test(
    arguments: [
      ("x,y\n1,2\n", ["x", "y"]), ("x y\n1 2\n", ["x", "y"]), ("x (m);a, b\n1;2\n", ["x (m)", "a, b"]),
      ("\"x, y\",\"a \"\"b\"\"\"\n1,2", ["x, y", "a \"b\""]), ("# c\n\n t , u \n1,2", ["t", "u"]),
      (",y\n1,2", ["", "y"]),
      ("pressure in Pa\n1\n", ["pressure in Pa"]), ("\"p, q\"\n1\n", ["p, q"]),
      ("x\ty z\n1\t2", ["x", "y z"]), ("\tx\n0\t1\n", ["", "x"]),
      ("time,2nd\n1,2", ["time", "2nd"]),
    ]
  ) func headers(_ text: String, _ header: [String]) throws { #expect(try table(text).header == header) }

  /// Units between blanks belong to the name before them.
  @Test(
    arguments: [
      ("x [m] t [s] u [K]\n1 2 3\n", ["x [m]", "t [s]", "u [K]"]), ("x (m) u\n1 2\n", ["x (m)", "u"]),
      ("x [m],u [m/s]\n1,2\n", ["x [m]", "u [m/s]"]), ("% a\nx u (1)\n1 2\n", ["x", "u (1)"]),
    ]
  ) func units(_ text: String, _ header: [String]) throws { #expect(try table(text).header == header) }

  @Test(arguments: ["nan", "NaN", "-nan", "1.#QNAN", "\"nan\"", "nan(ind)", "-1.#IND"]) func missing(
    _ word: String
  ) throws {
    for text in ["1,\(word)\n3,4\n", "x,y\n1,\(word)\n3,4\n", "1;\(word)\n3;4"] {
      let table = try table(text)
      #expect(table.values.map(\.isNaN) == [false, true, false, false] && table.values[3] == 4, "\(text)")
    }
    // In the first line too: it is no header.
    #expect(try table("\(word) 1\n2 3\n").rowCount == 2)
  }

  @Test(
    arguments: [
      ("1+2j", 1, 2), ("(1-2j)", 1, -2), (" ( 1.5 - 2.5i ) ", 1.5, -2.5), ("2j", 0, 2), ("-3im", 0, -3),
      ("1e2+3e-1j", 100, 0.3), ("1+-2j", 1, -2), ("2 + 3*i", 2, 3), ("+1D0+1d1j", 1, 10),
    ] as [(String, Double, Double)]
  ) func complex(_ field: String, _ real: Double, _ imaginary: Double) throws {
    let table = try table("x,u\n0,\(field)\n1,7\n")
    #expect(
      table.column(1) == [real, 7] && table.imaginary(1) == [imaginary, 0] && table.imaginary(0) == nil)
    let (found, _) = try #require(ComplexNumber.scan(Array("nan+nanj".utf8)[...]))
    #expect(found.isNaN && ComplexNumber.scan(Array("1+2".utf8)[...]) == nil)
  }

  @Test func remarksOfBothKinds() throws {
    let table = try table("% Model: a\n# x\n1 2\n%end\n3 4\n")
    #expect(table.comments == ["Model: a", "x", "end"] && table.values == [1, 2, 3, 4])
  }

  @Test func columnsByName() throws {
    let table = try table("x,u,u\n1,2,3\n4,5,6\n")
    #expect(table.column("x") == [1, 4] && table.column("u") == nil && table.column("v") == nil)
  }

  @Test func linesAreThoseOfTheFile() throws {
    let table = try table("# one\r\n\r\nx\r\n1\r\n#two\r\n\r\n2")
    #expect(table.lines == [4, 7] && table.comments == ["one", "two"])
  }

  @Test(
    arguments: [
      ("1,2\n3\n", .ragged(line: 2, expected: 2, found: 1)),
      ("1,2\n3,4,5\n", .ragged(line: 2, expected: 2, found: 3)),
      ("1,2\n3,4,\n", .ragged(line: 2, expected: 2, found: 3)),
      ("1,2,\n", .notANumber(line: 1, column: 3, text: "")),
      ("1,,2\n", .notANumber(line: 1, column: 2, text: "")),
      ("1\t2\n\t3\n", .notANumber(line: 2, column: 1, text: "")),
      ("1\t2\t\n", .notANumber(line: 1, column: 3, text: "")),
      ("x,y,z\n1,2\n", .ragged(line: 1, expected: 2, found: 3)),
      ("x y\n1,2\n", .ragged(line: 1, expected: 2, found: 1)),
      ("x,y\n1\n", .ragged(line: 1, expected: 1, found: 2)),
      ("1,2\n3;4\n", .notANumber(line: 2, column: 1, text: "3;4")),
      ("1 2\n3,4\n", .decimalComma(line: 2, column: 1, text: "3,4")),
      ("1,a\n", .notANumber(line: 1, column: 2, text: "a")),
      ("x,y\nm,s\n1,2", .notANumber(line: 2, column: 1, text: "m")),
      ("1,2\nx,y\n", .notANumber(line: 2, column: 1, text: "x")),
      ("1 2 # c\n", .notANumber(line: 1, column: 3, text: "#")),
      ("0x10\n1", .notANumber(line: 1, column: 1, text: "0x10")),
      ("1e\n2", .notANumber(line: 1, column: 1, text: "1e")),
      ("1\n2e+\n", .notANumber(line: 2, column: 1, text: "2e+")),
      ("1\n--2\n", .notANumber(line: 2, column: 1, text: "--2")),
      ("1\n1.2.3\n", .notANumber(line: 2, column: 1, text: "1.2.3")),
      ("1\n.\n", .notANumber(line: 2, column: 1, text: ".")),
      ("x\n-Inf\n", .notFiniteNumber(line: 2, column: 1, text: "-Inf")),
      ("1\n\n+INFINITY", .notFiniteNumber(line: 3, column: 1, text: "+INFINITY")),
      ("1 1.#INF", .notFiniteNumber(line: 1, column: 2, text: "1.#INF")),
      ("1,inf+2j", .notANumber(line: 1, column: 2, text: "inf+2j")),
      ("1,1e999+2j", .notFiniteNumber(line: 1, column: 2, text: "1e999+2j")),
      ("1,2+3k", .notANumber(line: 1, column: 2, text: "2+3k")),
      ("1;\"1e999\"", .notFiniteNumber(line: 1, column: 2, text: "1e999")),
      ("0,5;1,5\n", .decimalComma(line: 1, column: 1, text: "0,5")),
      ("x;y\n1;-1,5e3\n", .decimalComma(line: 2, column: 2, text: "-1,5e3")),
      ("1\t2,5", .decimalComma(line: 1, column: 2, text: "2,5")),
      ("\"0,5\",\"1\"", .decimalComma(line: 1, column: 1, text: "0,5")),
      ("\"1,2\n", .unclosedQuote(line: 1, column: 1)), ("1,\"2\n", .unclosedQuote(line: 1, column: 2)),
      ("1,\"2\"3\n", .notANumber(line: 1, column: 2, text: "\"2\"3")),
      ("\u{feff}", .noRows), ("# only\n", .noRows), ("x,y\n", .noRows), (" \n\n", .noRows), ("", .empty),
      ("<!DOCTYPE html>\n<html>\n", .notANumber(line: 2, column: 1, text: "<html>")),
      ("1\n\u{7}x", .notANumber(line: 2, column: 1, text: "?x")), ("1\n2\0", .binary(offset: 3)),
    ] as [(String, Problem)]
  ) func refused(_ text: String, _ expected: Problem) { #expect(problem(text) == expected) }

  @Test func otherEncodings() {
    let text = Array("1,2\n3,4\n".utf16)
    for mark in [[], [0xFEFF]] as [[UInt16]] {
      #expect(problem(little(mark + text), "u.csv") == .utf16)
      #expect(problem(little((mark + text).map(\.byteSwapped)), "u.csv") == .utf16)
    }
    #expect(problem([0xE9, 0x2C, 0x80, 0x0A, 0x31, 0x2C, 0x32]) == nil)
  }

  /// Long rows of quotes, blanks and separators take time in proportion to their length.
  @Test func longLines() throws {
    let row = [String](repeating: "1", count: 200_000).joined(separator: ",")
    #expect(try table(row + "\n" + row).columnCount == 200_000)
    #expect(problem(String(repeating: "\"", count: 400_000)) != nil)
  }
}
