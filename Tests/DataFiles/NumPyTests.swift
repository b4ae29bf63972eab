// SPDX-License-Identifier: MIT

import Foundation
import TestSupport
import Testing

@testable import DataFiles

/// NumPy reads what is written here.
@Suite(.enabled(if: OutsideProgram.hasNumPy, "python3 with NumPy is not installed")) struct NumPyTests {
  @Test(arguments: [NPZWriter.Compression.stored, .deflate(level: 6)])
  func readsArchives(_ compression: NPZWriter.Compression) throws {
    let folder = try Folder()
    var all: [NumericArray] = []
    var expected = ""
    for type in ElementType.allCases {
      let values = (0..<6).map { type == .bool ? Double($0 % 2) : Double($0) }
      all.append(try NumericArray("\(type)", shape: [2, 3], values: values, elementType: type))
      expected += "\(type) \(type) (2, 3) \(values)\n"
    }
    all.append(try NumericArray("scalar ν", shape: [], values: [0.1]))
    expected += "scalar ν float64 () [0.1]\n"
    try DataFile.write(all, texts: ["meta": "{\"ν\": \"🌊\"}"], npz: folder("u.npz"), compression: compression)
    let program = """
      import json, sys, zipfile, numpy as np
      assert zipfile.ZipFile(sys.argv[1]).testzip() is None
      f = np.load(sys.argv[1])
      assert json.loads(f["meta"].item()) == {"\\u03bd": "\\U0001f30a"}
      for name in f.files:
        a = f[name]
        if name != "meta": print(name, a.dtype.name, a.shape, [float(v) for v in a.real.flatten()])
      """
    #expect(try OutsideProgram.run(["python3", "-c", program, folder("u.npz")]).out == expected)
  }

  @Test func readsLoneArrays() throws {
    let folder = try Folder()
    let array = try NumericArray("u", shape: [2, 2], values: [1, 2, 3, 4], elementType: .float32)
    try DataFile.write(array, npy: folder("u.npy"))
    let program = "import sys, numpy as np; a = np.load(sys.argv[1]); print(a.dtype.str, a.tolist())"
    #expect(
      try OutsideProgram.run(["python3", "-c", program, folder("u.npy")]).out
        == "<f4 [[1.0, 2.0], [3.0, 4.0]]\n")
  }
}
