/* Periodic evolutions to 30 digits: Fourier sums in x, Taylor series in t, double-double arithmetic.

     evolutions kdv DELTA | nls | allen-cahn D START  [MODES SAFETY] < points > values

   Points are lines "x t" (hexadecimal floating point keeps them exact), in any order. Values are lines
   "x t u u_x u_xx u_xxx u_t", of nls those of u and then those of v. START holds a time, then the coefficients
   of cos(j pi x), one a line: an evolution cannot start from a kink, see kink_layer.py. */
#include <quadmath.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef __float128 quad;
typedef struct { double h, l; } dd;
enum { ORDER = 26 };

static inline dd quick(double a, double b) { double s = a + b; return (dd){s, b - (s - a)}; }
static inline dd add(dd a, dd b) {
  double s = a.h + b.h, v = s - a.h, e = (a.h - (s - v)) + (b.h - v);
  double t = a.l + b.l, w = t - a.l, f = (a.l - (t - w)) + (b.l - w);
  dd r = quick(s, e + t);
  return quick(r.h, r.l + f);
}
static inline dd neg(dd a) { return (dd){-a.h, -a.l}; }
static inline dd sub(dd a, dd b) { return add(a, neg(b)); }
static inline dd mul(dd a, dd b) {
  double p = a.h * b.h, e = __builtin_fma(a.h, b.h, -p);
  e = e + (a.h * b.l + a.l * b.h);
  return quick(p, e);
}
static dd from(quad q) { double h = (double)q; return (dd){h, (double)(q - h)}; }
static quad to(dd a) { return (quad)a.h + a.l; }

static int N, used, isComplex;
static quad period;
static dd *twiddle[2][2]; /* [direction][part] */

typedef struct { dd *re, *im; } field;
static field make(void) { return (field){calloc(N, sizeof(dd)), calloc(N, sizeof(dd))}; }

/* Stockham's transform, radix 2; the result is in a. */
static void transform(field a, field b, int backward) {
  dd *c = twiddle[backward][0], *s = twiddle[backward][1];
  field in = a, out = b;
  for (int m = N / 2, l = 1; m >= 1; m /= 2, l *= 2) {
    for (int j = 0; j < l; j++) {
      dd wr = c[j * m], wi = s[j * m];
      dd *xr = in.re + j * 2 * m, *xi = in.im + j * 2 * m;
      dd *yr = out.re + j * m, *yi = out.im + j * m;
      for (int k = 0; k < m; k++) {
        dd br = xr[m + k], bi = xi[m + k];
        dd tr = sub(mul(br, wr), mul(bi, wi)), ti = add(mul(br, wi), mul(bi, wr));
        yr[k] = add(xr[k], tr);
        yi[k] = add(xi[k], ti);
        yr[k + N / 2] = sub(xr[k], tr);
        yi[k + N / 2] = sub(xi[k], ti);
      }
    }
    field swap = in; in = out; out = swap;
  }
  if (in.re != a.re) { memcpy(a.re, in.re, N * sizeof(dd)); memcpy(a.im, in.im, N * sizeof(dd)); }
}

static int place(int j) { return j >= 0 ? j : N + j; }
static quad wave(int j) { return 2 * M_PIq * j / period; }

typedef struct { double x, t; int number; } point;
static int earlier(const void *a, const void *b) {
  double s = ((point *)a)->t, t = ((point *)b)->t;
  return s < t ? -1 : s > t;
}

int main(int count, char **argument) {
  const char *name = argument[1];
  int kdv = !strcmp(name, "kdv"), nls = !strcmp(name, "nls"), ac = !strcmp(name, "allen-cahn");
  if (!kdv && !nls && !ac) return 64;
  isComplex = nls;
  int next = nls ? 2 : ac ? 4 : 3;
  double parameter = nls ? 0 : atof(argument[2]);
  period = nls ? 10 : 2;
  used = count > next ? atoi(argument[next]) : kdv ? 150 : nls ? 320 : 1300;
  double safety = count > next + 1 ? atof(argument[next + 1]) : 1;
  for (N = 64; N < 5 * used / 2; N *= 2) {}
  for (int d = 0; d < 2; d++) {
    for (int p = 0; p < 2; p++) twiddle[d][p] = malloc(N / 2 * sizeof(dd));
    for (int i = 0; i < N / 2; i++) {
      quad angle = (d ? 2 : -2) * M_PIq * i / N;
      twiddle[d][0][i] = from(cosq(angle));
      twiddle[d][1][i] = from(sinq(angle));
    }
  }
  /* Symbols L and M of u_t = L u + M g. */
  field L = make(), M = make();
  double fastest = 1;
  for (int j = -used; j <= used; j++) {
    quad k = wave(j), q = parameter;
    int i = place(j);
    if (kdv) { L.im[i] = from(q * k * k * k); M.im[i] = from(-k / 2); }
    if (nls) { L.im[i] = from(-k * k / 2); M.im[i] = from(1); }
    if (ac) { L.re[i] = from(5 - q * k * k); M.re[i] = from(-5); }
    double size = abs(L.re[i].h) > 0 || L.im[i].h != 0 ? __builtin_fabs(L.re[i].h) + __builtin_fabs(L.im[i].h) : 0;
    if (size > fastest) fastest = size;
  }
  field c[ORDER + 1], u[ORDER + 1], s[ORDER + 1];
  for (int n = 0; n <= ORDER; n++) { c[n] = make(); u[n] = make(); s[n] = make(); }
  double start = 0;
  quad t = 0;
  if (kdv) c[0].re[place(1)] = c[0].re[place(-1)] = from(0.5Q);
  if (nls)
    for (int j = -used; j <= used; j++) c[0].re[place(j)] = from(2 * M_PIq / period / coshq(M_PIq * wave(j) / 2));
  if (ac) {
    FILE *file = fopen(argument[3], "r");
    char text[128];
    if (!file || fscanf(file, "%127s", text) != 1) return 66;
    t = start = strtod(text, NULL);
    for (int j = 0; j <= used && fscanf(file, "%127s", text) == 1; j++)
      c[0].re[place(j)] = c[0].re[place(-j)] = from(strtoflt128(text, NULL) / (j ? 2 : 1));
  }
  int points = 0, room = 1 << 21;
  point *all = malloc(room * sizeof(point));
  while (points < room && scanf("%la %la", &all[points].x, &all[points].t) == 2) all[points].number = points, points++;
  qsort(all, points, sizeof(point), earlier);
  double last = points ? all[points - 1].t : 0;
  field g = make(), spare = make();
  double h = 8 / fastest * safety;
  fprintf(stderr, "%s: %d points on the grid, %d modes, h = %g\n", name, N, used, h);
  for (int at = 0; at < points && all[at].t < start; at++) { fprintf(stderr, "t = %g before the start\n", all[at].t); return 65; }
  int at = 0;
  while (at < points) {
    double scale = 1.0 / N;
    for (int n = 0; n <= ORDER; n++) {
      memcpy(u[n].re, c[n].re, N * sizeof(dd)); memcpy(u[n].im, c[n].im, N * sizeof(dd));
      transform(u[n], spare, 1);
      if (n == ORDER) break;
      dd zero = {0, 0};
      for (int p = 0; p < N; p++) s[n].re[p] = s[n].im[p] = g.re[p] = g.im[p] = zero;
      for (int m = 0; m <= n; m++) {
        dd *ar = u[m].re, *ai = u[m].im, *br = u[n - m].re, *bi = u[n - m].im;
        if (nls) for (int p = 0; p < N; p++) s[n].re[p] = add(s[n].re[p], add(mul(ar[p], br[p]), mul(ai[p], bi[p])));
        else for (int p = 0; p < N; p++) s[n].re[p] = add(s[n].re[p], mul(ar[p], br[p]));
      }
      if (kdv) memcpy(g.re, s[n].re, N * sizeof(dd));
      else for (int m = 0; m <= n; m++) {
        dd *a = s[m].re, *br = u[n - m].re, *bi = u[n - m].im;
        for (int p = 0; p < N; p++) g.re[p] = add(g.re[p], mul(a[p], br[p]));
        if (nls) for (int p = 0; p < N; p++) g.im[p] = add(g.im[p], mul(a[p], bi[p]));
      }
      transform(g, spare, 0);
      dd factor = from((quad)1 / (n + 1));
      for (int j = -used; j <= used; j++) {
        int i = place(j);
        dd gr = {g.re[i].h * scale, g.re[i].l * scale}, gi = {g.im[i].h * scale, g.im[i].l * scale};
        dd re = sub(mul(L.re[i], c[n].re[i]), mul(L.im[i], c[n].im[i]));
        dd im = add(mul(L.re[i], c[n].im[i]), mul(L.im[i], c[n].re[i]));
        re = add(re, sub(mul(M.re[i], gr), mul(M.im[i], gi)));
        im = add(im, add(mul(M.re[i], gi), mul(M.im[i], gr)));
        c[n + 1].re[i] = mul(re, factor);
        c[n + 1].im[i] = mul(im, factor);
      }
      if (!isComplex) /* real: what rounding makes of it would grow */
        for (int j = 0; j <= used; j++) {
          int i = place(j), o = place(-j);
          dd re = add(c[n + 1].re[i], c[n + 1].re[o]), im = sub(c[n + 1].im[i], c[n + 1].im[o]);
          re.h /= 2; re.l /= 2; im.h /= 2; im.l /= 2;
          if (ac) im = (dd){0, 0};
          c[n + 1].re[i] = c[n + 1].re[o] = re;
          c[n + 1].im[i] = im;
          c[n + 1].im[o] = neg(im);
        }
    }
    for (; at < points && all[at].t <= t + h; at++) {
      dd tau = from((quad)all[at].t - t);
      quad x = all[at].x, sum[2][5] = {{0}};
      /* A real sum: twice the real part of its upper half. */
      for (int j = isComplex ? -used : 0; j <= used; j++) {
        int i = place(j);
        dd vr = {0, 0}, vi = {0, 0}, wr = {0, 0}, wi = {0, 0};
        for (int n = ORDER; n >= 0; n--) {
          wr = add(mul(wr, tau), vr);
          vr = add(mul(vr, tau), c[n].re[i]);
          if (ac) continue; /* even */
          wi = add(mul(wi, tau), vi);
          vi = add(mul(vi, tau), c[n].im[i]);
        }
        quad k = wave(j), C, S, twice = isComplex || j == 0 ? 1 : 2;
        sincosq(k * x, &S, &C);
        quad a = twice * (to(vr) * C - to(vi) * S), b = twice * (to(vr) * S + to(vi) * C);
        sum[0][4] += twice * (to(wr) * C - to(wi) * S);
        sum[1][4] += twice * (to(wr) * S + to(wi) * C);
        for (int m = 0; m < 4; m++) {
          sum[0][m] += a; sum[1][m] += b;
          quad swap = -k * b; b = k * a; a = swap;
        }
      }
      printf("%a %a", all[at].x, all[at].t);
      for (int part = 0; part <= isComplex; part++)
        for (int m = 0; m < 5; m++) { char text[64]; quadmath_snprintf(text, 64, "%.32Qe", sum[part][m]); printf(" %s", text); }
      printf("\n");
    }
    dd tau = from(h);
    for (int j = -used; j <= used; j++) {
      int i = place(j);
      dd vr = {0, 0}, vi = {0, 0};
      for (int n = ORDER; n >= 0; n--) { vr = add(mul(vr, tau), c[n].re[i]); vi = add(mul(vi, tau), c[n].im[i]); }
      c[0].re[i] = vr; c[0].im[i] = vi;
    }
    t += h;
    if (t > last && at < points) break;
  }
  if (getenv("SPECTRUM"))
    for (int j = 0; j <= used; j += 5) fprintf(stderr, "%d %.2e\n", j, __builtin_hypot(c[0].re[j].h, c[0].im[j].h));
  return 0;
}
