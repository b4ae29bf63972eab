"""The files beside this one, as NumPy and SciPy write them, and numpy.txt, which states their arrays.

    python3 fixtures.py    (numpy 2.4.6, scipy 1.17.1, h5py 3.16.0, hdf5storage 0.2.2)

A line of numpy.txt: file, variable, type as the file holds it, shape, values in C order; separated by blanks, the last two
joined by commas. A scalar has the shape "-".
"""
import gzip
import json
import h5py
import hdf5storage
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
scipy.io.savemat(
    "version4.mat",
    {"d": variables["d"], "s": variables["u16"].astype("f4"), "i": variables["i32"], "z": variables["z"] + 1j, "word": "text"},
    format="4")
state("version4.mat", "d", variables["d"])
state("version4.mat", "i", variables["i32"])

# HDF5: plain and chunked, packed and shuffled, in groups, of every type.
with h5py.File("plain.h5", "w") as f:
    for name in ["d", "s", "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "flag"]:
        f[name] = variables[name]
        state("plain.h5", name, variables[name])
    f["inner/half"] = sample("f2", (2, 3))
    state("plain.h5", "inner/half", sample("f2", (2, 3)))
    f["inner/big"] = sample(">f8", (5,))
    state("plain.h5", "inner/big", sample(">f8", (5,)))
    f.create_dataset("packed", data=sample("f8", (7, 5)), chunks=(3, 2), compression="gzip", shuffle=True, fletcher32=True)
    state("plain.h5", "packed", sample("f8", (7, 5)))
    f["nu"] = 0.25
    state("plain.h5", "nu", np.array(0.25))
    f["z"] = np.array([[1, 2], [3, 4 + 1j]])
    f["word"] = "text"
    f["list"] = np.array([b"a", b"bc"])
    f["pairs"] = np.zeros(2, dtype=[("a", "f8"), ("b", "i4")])
    f["empty"] = np.zeros((0, 3))
    state("plain.h5", "empty", np.zeros((0, 3)))
    f["gone"] = h5py.SoftLink("/nowhere")
with h5py.File("latest.h5", "w", libver="latest") as f:
    f["u"] = sample("f8", (2, 3))
    state("latest.h5", "u", sample("f8", (2, 3)))
hdf5storage.savemat(
    "version73.mat", {**{n: variables[n] for n in ["d", "s", "i32", "flag", "z"]}, "word": "text", "c": np.array([1.0, "a"], dtype=object)},
    format="7.3", oned_as="column")
for name in ["d", "s", "i32", "flag", "z"]:
    state("version73.mat", name, variables[name])

# Three runs of a solver: as PDEBench, as its groups, and as The Well have them; the value is 100 run + 10 t + x.
runs = 100.0 * np.arange(3)[:, None, None] + 10 * np.arange(5)[:, None] + np.arange(4)
with h5py.File("pdebench.h5", "w") as f:
    f["tensor"], f["x-coordinate"], f["t-coordinate"] = runs, np.arange(4.0), np.arange(6.0)
with h5py.File("groups.h5", "w") as f:
    for k in range(3):
        f[f"{k:04}/data"], f[f"{k:04}/grid/x"], f[f"{k:04}/grid/t"] = runs[k, :, :, None], np.arange(4.0), np.arange(5.0)
with h5py.File("well.h5", "w") as f:
    f.attrs["n_trajectories"] = 3
    f["t0_fields/u"], f["dimensions/x"], f["dimensions/time"] = runs, np.arange(4.0), np.arange(5.0)
    f["t1_fields/v"] = np.stack([runs, -runs], axis=-1)
    f["t0_fields/u"].attrs["sample_varying"] = True

with open("packed.npy.gz", "wb") as f:
    f.write(gzip.compress(open("le-f8.npy", "rb").read(), mtime=0))
state("packed.npy.gz", "packed", sample("<f8", (2, 3)))
np.savetxt("complex.csv", np.array([[1, 2 - 1j], [3, 4 + 1e-3j]]), delimiter=",")
np.savetxt("missing.csv", np.array([[1, np.nan], [3, 4]]), delimiter=",")
np.save("object.npy", np.array([1, "a"], dtype=object))
np.save("fields.npy", np.zeros(2, dtype=[("a", "f8"), ("b", "i4")]))
np.save("complex.npy", np.array([[1, 2], [3, 4 + 1j]]))
np.save("nan.npy", np.array([[1, 2], [np.nan, 4]]))
np.save("infinite.npy", np.array([[1, 2], [np.inf, 4]]))
np.save("dates.npy", np.array(["2026-01-01"], dtype="M8[D]"))
np.savetxt("savetxt.csv", variables["d"], delimiter=",", header="a,b,c,d")
state("savetxt.csv", "-", variables["d"])
with open("numpy.txt", "w") as f:
    f.write(f"# numpy {np.__version__}, scipy {scipy.__version__}\n" + "\n".join(rows) + "\n")
