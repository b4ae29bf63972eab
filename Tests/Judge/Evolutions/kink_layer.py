# SPDX-License-Identifier: MIT
"""Raissi's Allen-Cahn problem while it still remembers its kink, to 30 digits (python-flint, 300 bits).

    kink_layer.py D T0 START < points > values

y = 1 - |x| is the distance from the kink. u = U + c: U is the solution of the equation that knows nothing of the kink's
mirror image, a Taylor series in t at Chebyshev nodes in y, its coefficients from bivariate Taylor series (exact
derivatives, no differences); c(y, t) = sum of t^(n/2) c_n(y/sqrt(Dt)) makes u_y = 0 at y = 0, one linear boundary-value
problem for each n. Points have t <= T0; START receives the cosine coefficients at T0, where evolutions.c goes on.
"""
import sys
from flint import arb, arb_mat, arb_series, ctx

ctx.prec = 320
ONE = arb(1)
PI = arb.pi()


def chebyshev(n, length):
    """Nodes on [0, length], barycentric weights, first differentiation matrix."""
    x = [(1 - (PI * i / n).cos()) * length / 2 for i in range(n + 1)]
    w = [arb((-1) ** i) * (arb(1) / 2 if i in (0, n) else 1) for i in range(n + 1)]
    rows = []
    for i in range(n + 1):
        row = [w[j] / w[i] / (x[i] - x[j]) if i != j else arb(0) for j in range(n + 1)]
        row[i] = -sum(row, arb(0))
        rows.append(row)
    return x, w, arb_mat(rows)


def interpolation(x, w, at):
    terms = []
    for i, node in enumerate(x):
        d = at - node
        if d.contains(0):
            return [ONE if j == i else arb(0) for j in range(len(x))]
        terms.append(w[i] / d)
    total = sum(terms, arb(0))
    return [term / total for term in terms]


def outer(y, degree, times, D):
    """U about (y, 0): [b] a series in the distance from y, to the power `degree` - 2b."""
    # -(1 - y - s)^2 cos(pi (y + s))
    c, s, cosine, fact = (PI * y).cos(), (PI * y).sin(), [], ONE
    for a in range(degree + 1):
        fact = fact * PI / a if a else ONE
        cosine.append(fact * [c, -s, -c, s][a % 4])
    e = 1 - y
    # What a series has lost by differentiation, its products do not form.
    ctx.cap = degree + 1
    f = arb_series(cosine) * arb_series([-e * e, 2 * e, arb(-1)])
    U, squares = [f], []
    for b in range(times):
        pairs = sum((U[m] * U[b - m] for m in range((b + 1) // 2)), arb_series([0]))
        squares.append(2 * pairs + (U[b // 2] * U[b // 2] if b % 2 == 0 else 0))
        cube = sum((squares[m] * U[b - m] for m in range(b + 1)), arb_series([0]))
        U.append((U[b].derivative().derivative() * D + U[b] * 5 - cube * 5) * (ONE / (b + 1)))
    return [[u[k] for k in range(degree + 1 - 2 * b)] for b, u in enumerate(U)]


class Layer:
    def __init__(self, D, nodes=104, terms=110, reach=19, degree=110, times=44):
        self.D, self.times, self.terms = arb(D), times, terms
        D = self.D
        root = D.sqrt()
        # U at Chebyshev nodes in y: value and two derivatives, for each power of t.
        self.y, self.yw, _ = chebyshev(degree, ONE)
        columns = []
        for node in self.y:
            U = outer(node, 2 * times + 4, times, D)
            columns.append([[p[k] * [1, 1, 2][k] for p in U] for k in range(3)])
        self.U = [arb_mat([[columns[i][k][b] for i in range(degree + 1)] for b in range(times + 1)]) for k in range(3)]
        # The layer.
        U0 = outer(arb(0), terms + 4, (terms + 2) // 2, D)
        coefficient = lambda a, b: U0[b][a] if b < len(U0) and a < len(U0[b]) else arb(0)
        self.eta, self.ew, D1 = chebyshev(nodes, arb(reach))
        D2 = D1 * D1
        size = nodes + 1
        u = [[sum((coefficient(n - 2 * b, b) * (root * e) ** (n - 2 * b) for b in range(n // 2 + 1)), arb(0)) for e in self.eta]
             for n in range(terms + 1)]
        zero = [arb(0)] * size
        c, whole = [zero], [u[0]]
        square, squareU = [], []  # of U + c and of U
        S = []
        for n in range(1, terms + 1):
            if n >= 2:
                m = n - 2
                square.append([sum((whole[j][i] * whole[m - j][i] for j in range(m + 1)), arb(0)) for i in range(size)])
                squareU.append([sum((u[j][i] * u[m - j][i] for j in range(m + 1)), arb(0)) for i in range(size)])
                cube = [sum((square[j][i] * whole[m - j][i] - squareU[j][i] * u[m - j][i] for j in range(m + 1)), arb(0))
                        for i in range(size)]
                S.append([5 * c[m][i] - 5 * cube[i] for i in range(size)])
            A = [[D2[i, j] + self.eta[i] / 2 * D1[i, j] - (arb(n) / 2 if i == j else 0) for j in range(size)] for i in range(size)]
            right = [-S[n - 2][i] if n >= 2 else arb(0) for i in range(size)]
            A[0] = [D1[0, j] for j in range(size)]
            right[0] = -root * coefficient(1, (n - 1) // 2) if n % 2 else arb(0)
            A[-1] = [ONE if j == nodes else arb(0) for j in range(size)]
            right[-1] = arb(0)
            mid = lambda v: arb(v.mid())
            solved = arb_mat([[mid(v) for v in row] for row in A]).solve(arb_mat([[mid(v)] for v in right]), algorithm="approx")
            c.append([mid(solved[i, 0]) for i in range(size)])
            whole.append([u[n][i] + c[n][i] for i in range(size)])
        C = arb_mat(c)
        self.C = [C, C * D1.transpose(), C * D2.transpose()]

    def at(self, t):
        """What all places have in common: t, the layer's width, rows of U, and of c where there is one."""
        t = arb(t)
        width = (self.D * t).sqrt()
        powers = arb_mat([[t**b for b in range(self.times + 1)]])
        U = [(powers * m).transpose() for m in self.U]
        if not t > 0:
            return t, width, U, None
        tau = t.sqrt()
        powers = arb_mat([[tau**n for n in range(self.terms + 1)]])
        return t, width, U, [(powers * m).transpose() * (1 / width**k) for k, m in enumerate(self.C)]

    def measure(self, y, time):
        """u, u_y, u_yy."""
        y, (_, width, U, C) = arb(y), time
        row = arb_mat([interpolation(self.y, self.yw, y)])
        out = [(row * column)[0, 0] for column in U]
        if C and y < width * self.eta[-1]:
            row = arb_mat([interpolation(self.eta, self.ew, y / width)])
            out = [u + (row * column)[0, 0] for u, column in zip(out, C)]
        return [arb(v.mid()) for v in out]

    def field(self, t, count):
        time = self.at(t)
        return [self.measure(1 - arb(i) / count, time)[0] for i in range(count + 1)]


def text(v):
    return v.str(36, radius=False)


if __name__ == "__main__":
    D, T0, START = float(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
    extra = [int(v) for v in sys.argv[4:]]
    layer = Layer(D, *extra)
    if START != "-":
        modes = min(2040, int((80 / (D * T0)) ** 0.5 / 3.14159) + 2)
        count = 1 << (modes * 5 // 4).bit_length()
        u = layer.field(T0, count)
        cosine = [(PI * i / count).cos() for i in range(2 * count)]
        weighted = [u[i] / 2 if i in (0, count) else u[i] for i in range(count + 1)]
        column = arb_mat([[v] for v in weighted])
        with open(START, "w") as file:
            print(repr(T0), file=file)
            for j in range(modes + 1):
                row = arb_mat([[cosine[i * j % (2 * count)] for i in range(count + 1)]])
                print(text(arb(((row * column)[0, 0] * (1 if j == 0 else 2) / count).mid())), file=file)
    last = None
    for line in sys.stdin:
        x, t = map(float.fromhex, line.split())
        if t != last:
            time, last = layer.at(t), t
        u, uy, uyy = layer.measure(1 - abs(arb(x)), time)
        ux = -uy if x > 0 else uy
        ut = arb(D) * uyy + 5 * u - 5 * u * u * u
        print(x.hex(), t.hex(), *[text(v) for v in (u, ux, uyy, arb(0), ut)])
