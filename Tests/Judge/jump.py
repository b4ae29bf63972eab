# SPDX-License-Identifier: MIT
"""Heat with a jump at the start: sine modes late, images of the half-line's erfc early."""

from flint import arb, arb_series, ctx

from series import along, derivatives
from statement import Statement, balls


def heat_step(parameters):
    """A uniform start between cold ends: sine modes late, images of the half-line's erfc early."""
    p = balls(parameters)

    def late(x, t, depth):
        pi, total, n = arb.pi(), arb_series([0]), 1
        while n * n * depth < 0.7 * ctx.prec + 60:
            total += (n * pi * x).sin() * (-(n * n) * p.alpha * pi * pi * t).exp() / n
            n += 2
        return [4 / pi * p.start * total]

    def early(x, t, depth):
        width, total = (4 * p.alpha * t).sqrt(), arb_series([1])
        for m in range(2 + int((4 * depth / 9.8 * (0.7 * ctx.prec + 60)) ** 0.5)):
            total += (-1) ** (m + 1) * (((m + x) / width).erfc() + ((m + 1 - x) / width).erfc())
        return [p.start * total]

    def evaluate(point, indices):
        if point[1] == 0:
            # Every derivative vanishes with e^(−x²/4αt) as t does.
            return [arb(0) if any(i) else p.start for i in indices]
        at = [arb(v) for v in point]
        depth = parameters["alpha"] * 9.8697 * point[1]
        series = late if depth > 0.2 else early
        return derivatives(lambda d, order: along(lambda x, t: series(x, t, depth), at, d, order), indices)

    return evaluate


PROBLEMS = {
    "heat-step": Statement(
        {"x": (0, 1), "t": (0, 0.2)}, heat_step, {"alpha": (1, 1e-2, 2), "start": (1, 1e-3, 1e3)},
        undefined=lambda p: p[1] == 0 and p[0] in (0, 1)),
}
