"""Files as others publish them: python3 fixtures.py, with numpy and scipy, writes them beside itself.

The viscous Burgers problem by the Cole-Hopf integral, trapezoidal rule on the line, in the layout of Raissi's
burgers_shock.mat: x, t and usol[x, t]; and turned, with the doubled names of his other files, compressed.
"""
import os

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
