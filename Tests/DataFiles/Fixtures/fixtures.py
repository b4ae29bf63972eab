"""The files beside this one, as NumPy and SciPy write them, and numpy.txt, which states their arrays.

    python3 fixtures.py    (numpy 2.4.6, scipy 1.17.1)

A line of numpy.txt: file, variable, type as the file holds it, shape, values in C order; separated by blanks, the last two
joined by commas. A scalar has the shape "-".
"""
import json
import sys
import numpy as np
import scipy.io

rows = []


def state(file, name, array, kind=None):
    shape = ",".join(map(str, array.shape)) or "-"
    values = ",".join(repr(float(v)) for v in array.real.flatten()) or "-"
    rows.append(f"{file} {name} {kind or array.dtype.name} {shape} {values}")


def sample(dtype, shape):
    count = int(np.prod(shape))
    kind = np.dtype(dtype).kind
    if kind == "b":
        values = np.arange(count) % 3 == 1
    elif kind in "iu":
        values = np.arange(count) * 5 - (7 if kind == "i" else 0)
        if count > 1:
            info = np.iinfo(dtype)
            values = values.astype(dtype)
            values[0], values[-1] = info.min, info.max
    else:
        values = (np.arange(count) - 2) / 3
    return np.asarray(values, dtype=dtype).reshape(shape)


def npy(file, array, version=None):
    with open(file, "wb") as f:
        np.lib.format.write_array(f, array, version=version)
    state(file, file[:-4], array)


types = ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1", "c8", "c16"]
for code in types:
    for order in "<>":
        if np.dtype(code).itemsize > 1 or order == "<":
            npy(f"{'le' if order == '<' else 'be'}-{code}.npy", sample(order + code, (2, 3)))
npy("fortran.npy", np.asfortranarray(sample("<f8", (2, 3, 4))))
npy("scalar.npy", np.array(0.1))
npy("empty.npy", np.zeros((0, 3)))
npy("version2.npy", sample("<f8", (5,)), (2, 0))
npy("version3.npy", sample("<f8", (5,)), (3, 0))

arrays = {"u": sample("<f8", (4, 5)), "x": sample("<f4", (4,)), "t": np.array(2.5)}
meta = json.dumps({"equation": "u_t + u u_x = \u03bd u_xx"}, ensure_ascii=False)
np.savez("plain.npz", meta=meta, labels=np.array(["a", "bc"]), **arrays)
np.savez_compressed("deflated.npz", meta=meta, **arrays)
for file in ["plain.npz", "deflated.npz"]:
    for name in arrays:
        state(file, name, arrays[name])

variables = {
    "d": sample("f8", (3, 4)), "s": sample("f4", (2, 2, 3)), "i8": sample("i1", (2, 3)), "u8": sample("u1", (2, 3)),
    "i16": sample("i2", (2, 3)), "u16": sample("u2", (2, 3)), "i32": sample("i4", (2, 3)), "u32": sample("u4", (2, 3)),
    "i64": sample("i8", (2, 3)), "u64": sample("u8", (2, 3)), "one": np.array([[7.0]]), "flag": sample("b1", (1, 4)),
    "z": sample("c16", (2, 2)),
}
others = {"c": np.array([1.0, "two"], dtype=object), "word": "text", "rec": {"a": 1.0}}
for file, squeeze in [("plain.mat", False), ("compressed.mat", True)]:
    scipy.io.savemat(file, {**variables, **others}, do_compression=squeeze)
    for name in variables:
        state(file, name, variables[name])
scipy.io.savemat("version4.mat", {"d": variables["d"]}, format="4")
np.save("object.npy", np.array([1, "a"], dtype=object))
np.save("fields.npy", np.zeros(2, dtype=[("a", "f8"), ("b", "i4")]))
np.save("complex.npy", np.array([[1, 2], [3, 4 + 1j]]))
np.save("nan.npy", np.array([[1, 2], [np.nan, 4]]))
np.save("dates.npy", np.array(["2026-01-01"], dtype="M8[D]"))
np.savetxt("savetxt.csv", variables["d"], delimiter=",", header="a,b,c,d")
state("savetxt.csv", "-", variables["d"])
with open("numpy.txt", "w") as f:
    f.write(f"# numpy {np.__version__}, scipy {scipy.__version__}\n" + "\n".join(rows) + "\n")
