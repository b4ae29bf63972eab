// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import Pages

@Suite struct HTMLTests {
  @Test(
    "Whatever a text holds, it stays text",
    arguments: [
      "<script>alert(1)</script>", "a & b", "\"quoted\"", "</style>", "<!-- -->", "]]>", "u\u{0}\u{202e}v",
    ])
  func textStaysText(text: String) {
    let source = HTML(text).source
    #expect(!source.contains("<") && !source.contains(">") && !source.contains("\""))
    #expect(!source.unicodeScalars.contains { $0.value < 32 || $0.value == 0x202e })
    let element = HTML.element("p", ["title": text], HTML(text)).source
    #expect(element.count { $0 == "<" } == 2 && element.count { $0 == "\"" } == 2)
  }

  @Test("Data cannot end the element that holds them")
  func dataStayInside() {
    let source = HTML.data(["a": "</script><script>alert(1)//", "b": "<!--"]).source
    #expect(source.components(separatedBy: "</script>").count == 2)
    #expect(source.count { $0 == "<" } == 2)
  }

  @Test("Attributes that are nil are left out, empty ones stand alone")
  func attributes() {
    #expect(
      HTML.element("details", ["open": "", "id": nil], HTML("x")).source == "<details open>x</details>\n")
  }
}

@Suite struct JSONTests {
  @Test(
    "Numbers keep six digits, and what is not finite is null",
    arguments: [
      (0.1, "0.1"), (1.0 / 3, "0.333333"), (1e-300, "1e-300"), (-2.0, "-2"), (1e16, "1e+16"), (.nan, "null"),
      (.infinity, "null"),
    ])
  func numbers(x: Double, text: String) { #expect(JSON.number(x).text == text) }

  @Test("Strings are escaped, and objects keep their order")
  func text() {
    let json: JSON = ["b": "say \"a\\b\"\n\u{2028}\u{1}", "a": [nil, true, 2]]
    #expect(json.text == #"{"b":"say \"a\\b\"\n\u2028\u0001","a":[null,true,2]}"#)
  }
}
