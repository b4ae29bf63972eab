"""Files as others publish them: python3 fixtures.py, with numpy, scipy, h5py and hdf5storage, writes them beside itself.

The viscous Burgers problem by the Cole-Hopf integral, trapezoidal rule on the line, in the layout of Raissi's
burgers_shock.mat: x, t and usol[x, t]; and turned, with the doubled names of his other files, compressed. Then what widely used programs write: DeepXDE's test.dat,
COMSOL's exports, the layouts of PDEBench and The Well, jaxpi's data, MATLAB 4 and 7.3. In pairs of truth and prediction the
prediction is off by 1e-3 sin 3x t.
"""
import gzip
import os

import h5py
import hdf5storage
import numpy as np
import scipy.io


def burgers(x, t, nu=0.01 / np.pi):
    u = np.empty((len(x), len(t)))
    strength = 1 / (2 * np.pi * nu)
    radius = np.sqrt(2 * strength + 40)
    z = np.arange(-radius, radius, 0.05)
    for j, time in enumerate(t):
        if time == 0:
            u[:, j] = -np.sin(np.pi * x)
            continue
        shifted = x[:, None] - np.sqrt(4 * nu * time) * z[None]
        exponent = -strength * np.cos(np.pi * shifted) - z**2
        weight = np.exp(exponent - exponent.max(1, keepdims=True))
        u[:, j] = -(np.sin(np.pi * shifted) * weight).sum(1) / weight.sum(1)
    return u


os.chdir(os.path.dirname(os.path.abspath(__file__)))
x, t = np.linspace(-1, 1, 97)[:-1], np.linspace(0, 0.99, 34)
scipy.io.savemat("burgers.mat", {"x": x[:, None], "t": t[:, None], "usol": burgers(x, t)})
x, t = x[::2], t[::3]
scipy.io.savemat(
    "turned.mat", {"x": x[None], "tt": t[None], "uu": burgers(x, t).T}, do_compression=True)

x, t = np.linspace(-1, 1, 21), np.linspace(0, 1, 6)
u = burgers(x, t)
X, T = np.meshgrid(x, t, indexing="ij")
pred = u + 1e-3 * np.sin(3 * X) * T
columns = np.column_stack([X.ravel(), T.ravel(), u.ravel(), pred.ravel()])
np.savetxt("deepxde.dat", columns, header="x, y_true, y_pred")
np.savez("deepxde.npz", X_test=columns[:, :2], y_test=columns[:, 2:3], y_pred=columns[:, 3:])
number = lambda v: f"{v:.17g}"
with open("comsol-wide.txt", "w") as f:
    f.write("% Model:              burgers.mph\n% Dimension:          1\n% Description:        Dependent variable u\n")
    f.write("% X                       " + " ".join(f"u (1) @ t={s:g}" for s in t) + "\n")
    f.writelines(" ".join(map(number, [a, *row])) + "\n" for a, row in zip(x, u))
with open("comsol-wide.csv", "w") as f:
    f.write("% Model,burgers.mph\n% X," + ",".join(f"u (m/s) @ t={s:g}" for s in t) + "\n")
    f.writelines(",".join(map(number, [a, *row])) + "\n" for a, row in zip(x, u))
with open("comsol-long.txt", "w") as f:
    f.write("% Model: burgers.mph\n% x t u\n")
    f.writelines(" ".join(map(number, row)) + "\n" for row in columns[:, :3])
with open("burgers.csv.gz", "wb") as f:
    rows = "x [m],t (s),u [m/s]\n" + "".join(",".join(map(number, row)) + "\n" for row in columns[:, :3])
    f.write(gzip.compress(rows.encode(), mtime=0))
scipy.io.savemat("version4.mat", {"x": x, "t": t, "usol": u}, format="4")
hdf5storage.savemat("version73.mat", {"x": x, "t": t, "usol": u}, format="7.3", oned_as="column")
scipy.io.savemat("jaxpi.mat", {"x": x, "t": t, "usol": u, "nu": 0.01 / np.pi})
scipy.io.savemat("jaxpi-other.mat", {"x": x, "t": t, "usol": u, "nu": 0.02})

# The first run is another solution.
runs = np.stack([0 * u.T, u.T])
with h5py.File("pdebench.h5", "w") as f:
    f["tensor"], f["x-coordinate"] = runs, x
    f["t-coordinate"] = np.append(t, 1.2)
with h5py.File("pdebench-components.h5", "w") as f:
    f["tensor"], f["x-coordinate"], f["t-coordinate"] = runs[..., None], x, t
with h5py.File("groups.h5", "w") as f:
    for k, run in enumerate(runs):
        f[f"{k:04}/data"], f[f"{k:04}/grid/x"], f[f"{k:04}/grid/t"] = run[..., None], x, t
with h5py.File("well.h5", "w") as f:
    f.attrs["n_trajectories"] = 2
    f["t0_fields/u"], f["dimensions/x"], f["dimensions/time"] = runs, x, t
    f["boundary_conditions/x/mask"] = np.arange(21) % 20 == 0
    f["scalars/viscosity"] = 0.01 / np.pi

# 2 sech x and its breather: one complex number for two unknowns.
x, t = np.linspace(-5, 5, 17), np.linspace(0, np.pi / 2, 6)
X, T = np.meshgrid(x, t, indexing="ij")
h = 4 * np.exp(0.5j * T) * (np.cosh(3 * X) + 3 * np.exp(4j * T) * np.cosh(X))
h /= np.cosh(4 * X) + 4 * np.cosh(2 * X) + 3 * np.cos(4 * T)
np.savez("nls.npz", x=x, t=t, u=h)
scipy.io.savemat("nls.mat", {"tt": t[None], "x": x[None], "uu": h})
with h5py.File("nls.h5", "w") as f:
    f["x"], f["t"], f["psi"] = x, t, h
np.savetxt("nls.csv", np.column_stack([X.ravel() + 0j, T.ravel(), h.ravel()]), delimiter=",", header="x,t,h")

# A picture of the L: its bounding square, NaN where the domain is cut.
q = np.linspace(-1, 1, 21)
X, Y = np.meshgrid(q, q, indexing="ij")
corner = np.hypot(X, Y) ** (2 / 3) * np.sin(2 * (np.arctan2(Y, X) % (2 * np.pi)) / 3)
corner[(X > 0) & (Y < 0)] = np.nan
np.savez("l-shape.npz", x=q, y=q, u=corner)
