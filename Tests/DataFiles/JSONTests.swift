// SPDX-License-Identifier: MIT

import Testing

@testable import DataFiles

@Suite struct JSONTests {
  @Test(arguments: [
    #"{"columns":["x","u"],"rows":[[1,2],[3,4]]}"#,
    "\u{feff} {\n\"meta\":{\"a\":[1,[2]],\"b\":null},\n\"columns\" : [ \"x\" , \"u\" ],\n\"rows\":[\n[1,2],\n[3.0,4e0]\n]}\n",
    #"{"rows":[[1,2],[3,4]],"columns":["x","u"],"version":"1"}"#,
  ]) func tables(_ text: String) throws {
    let table = try table(text)
    #expect(table.header == ["x", "u"] && table.values == [1, 2, 3, 4] && table.columnCount == 2)
    #expect(table.lines == (text.contains("\n[1") ? [5, 6] : [1, 1]))
  }

  @Test func arraysByName() throws {
    let text = #"""
      {"x": [0, 1], "u": [[1, null, -2.5e-1], [NaN, 5, 6]], "nu": 0.5, "name": "heat", "tags": ["a", "b"],
       "set": {"k": [1]}, "ok": true, "odd": [[1, 2], [3]], "none": []}
      """#
    let read = try arrays(Array(text.utf8), "u.json")
    #expect(read.arrays.map(\.name) == ["x", "u", "nu", "none"] && read["u"]?.shape == [2, 3])
    #expect(read["u"]?.values.map(\.isNaN) == [false, true, false, true, false, false])
    #expect(read["u"]?.values[2] == -0.25 && read["nu"]?.shape == [] && read["none"]?.shape == [0])
    #expect(read.texts == ["name": "heat"])
    #expect(
      read.skipped == [
        "tags (strings)", "set (object)", "ok (truth value)", "odd (lists of different lengths, line 2)",
      ])
  }

  @Test(
    arguments: [
      (#"{"x": [1, 2]"#, .malformed(part: "line 1", reason: "} is expected")),
      (#"{"x": [1, 2}"#, .malformed(part: "line 1", reason: "] is expected")),
      ("{\"x\":\n[1 2]}", .malformed(part: "line 2", reason: "] is expected")),
      (#"{"x": [1, 2]} 3"#, .malformed(part: "line 1", reason: "something follows the last brace")),
      (#"{"x": [1, a]}"#, .malformed(part: "line 1", reason: "a value is expected")),
      (#"{"x": [1, "#, .malformed(part: "line 1", reason: "the text ends early")),
      (#"{"x"#, .malformed(part: "line 1", reason: "a quote is not closed")),
      (#"{x: 1}"#, .malformed(part: "line 1", reason: "\" is expected")),
      (#"{"x": [1], "x": [2]}"#, .duplicate(name: "x")),
      ("{\"x\": [1,\n 2, Infinity]}", .notFiniteNumber(line: 2, column: 3, text: "Infinity")),
      (#"{"x": [1e999]}"#, .notFiniteNumber(line: 1, column: 1, text: "1e999")),
      (#"{"a": {"b": 1}}"#, .noArrays(skipped: ["a (object)"])), ("{}", .noArrays(skipped: [])),
      ("{\"columns\":[\"x\",\"u\"],\n\"rows\":[[1,2],\n[3]]}", .ragged(line: 3, expected: 2, found: 1)),
      ("{\"columns\":[\"x\"],\n\"rows\":[[1,2],\n[3,4]]}", .ragged(line: 2, expected: 1, found: 2)),
      (#"{"columns":["x"],"rows":[]}"#, .noRows),
    ] as [(String, Problem)]
  ) func refused(_ text: String, _ expected: Problem) { #expect(problem(text, "u.json") == expected) }

  /// Deep nesting ends, and so does what is longer than allowed.
  @Test func limits() {
    let deep = "{\"x\":" + String(repeating: "[", count: 100_000)
    #expect(
      problem(deep, "u.json") == .malformed(part: "line 1", reason: "values lie in one another 65 times"))
    let objects = String(repeating: "{\"x\":", count: 100_000)
    #expect(
      problem(objects, "u.json") == .malformed(part: "line 1", reason: "values lie in one another 65 times"))
    let long = Array(("{\"x\":[" + [String](repeating: "1", count: 300).joined(separator: ",") + "]}").utf8)
    #expect(problem(long, limit: 2400) == nil)
    #expect(problem(long, limit: 2399) == .tooLarge(part: "the table", limit: 2399))
  }
}
