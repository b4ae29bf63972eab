/* SPDX-License-Identifier: MIT */
/* Periodic evolutions to 30 digits: Fourier sums in x, Taylor series in t, double-double arithmetic.

     evolutions kdv DELTA | nls | allen-cahn D START  [WAVES [STEP]] < points > values

   Points are lines "x t" (hexadecimal floating point keeps them exact), in any order; those of one time share its sums, so
   that a hundred places cost little more than one. Values are lines "x t u u_x u_xx u_xxx u_t", of nls those of u and then
   those of v. START holds a time, then the coefficients of cos(j pi x), one a line: an evolution cannot start from a kink,
   see kink_layer.py. STEP is the time step in parts of the usual one. */
#include <quadmath.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef __float128 quad;
typedef struct { double h, l; } dd;
/* High and low parts apart, so that loops over a row become vector instructions. */
typedef struct { double *h, *l; } row;
typedef struct { row re, im; } field;
enum { ORDER = 26, LANES = 32, DERIVATIVES = 5 };

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
static inline dd times(dd a, double k) { return (dd){a.h * k, a.l * k}; } /* k a power of 2 */
static inline dd get(row r, int i) { return (dd){r.h[i], r.l[i]}; }
static inline void put(row r, int i, dd v) { r.h[i] = v.h; r.l[i] = v.l; }
static dd from(quad q) { double h = (double)q; return (dd){h, (double)(q - h)}; }
static quad to(dd a) { return (quad)a.h + a.l; }

static int N, stages, used, isComplex;
static quad period;
static field turns[16]; /* of each stage of the transform */

static row makeRow(int count) { return (row){calloc(count, sizeof(double)), calloc(count, sizeof(double))}; }
static field make(int count) { return (field){makeRow(count), makeRow(count)}; }
static void clear(row r) { memset(r.h, 0, N * sizeof(double)); memset(r.l, 0, N * sizeof(double)); }
static void copy(row to, row from) {
  memcpy(to.h, from.h, N * sizeof(double)); memcpy(to.l, from.l, N * sizeof(double));
}
static int place(int j) { return j >= 0 ? j : N + j; }
static quad wave(int j) { return 2 * M_PIq * j / period; }

/* Pease's transform from waves to places, which come in the order of reversed bits: products do not mind. */
static void toPlaces(field *a, field *b) {
  for (int stage = 0; stage < stages; stage++) {
    field in = *a, out = *b, w = turns[stage];
#pragma GCC ivdep
    for (int k = 0; k < N / 2; k++) {
      dd ar = get(in.re, k), ai = get(in.im, k), br = get(in.re, k + N / 2), bi = get(in.im, k + N / 2);
      dd dr = sub(ar, br), di = sub(ai, bi), wr = get(w.re, k), wi = get(w.im, k);
      put(out.re, 2 * k, add(ar, br));
      put(out.im, 2 * k, add(ai, bi));
      put(out.re, 2 * k + 1, sub(mul(dr, wr), mul(di, wi)));
      put(out.im, 2 * k + 1, add(mul(dr, wi), mul(di, wr)));
    }
    *a = out; *b = in;
  }
}

/* Back, stage by stage, N times the waves. */
static void toWaves(field *a, field *b) {
  for (int stage = stages - 1; stage >= 0; stage--) {
    field in = *a, out = *b, w = turns[stage];
#pragma GCC ivdep
    for (int k = 0; k < N / 2; k++) {
      dd ar = get(in.re, 2 * k), ai = get(in.im, 2 * k), br = get(in.re, 2 * k + 1), bi = get(in.im, 2 * k + 1);
      dd wr = get(w.re, k), wi = get(w.im, k);
      dd dr = add(mul(br, wr), mul(bi, wi)), di = sub(mul(bi, wr), mul(br, wi));
      put(out.re, k, add(ar, dr));
      put(out.im, k, add(ai, di));
      put(out.re, k + N / 2, sub(ar, dr));
      put(out.im, k + N / 2, sub(ai, di));
    }
    *a = out; *b = in;
  }
}

static void addProduct(row sum, row a, row b) {
#pragma GCC ivdep
  for (int p = 0; p < N; p++) put(sum, p, add(get(sum, p), mul(get(a, p), get(b, p))));
}

/* The coefficient n of the square: products that come twice are formed once. */
static void addSquare(row sum, field *u, int n, int imaginary, row spare) {
  clear(spare);
  for (int m = 0; m < n - m; m++)
    addProduct(spare, imaginary ? u[m].im : u[m].re, imaginary ? u[n - m].im : u[n - m].re);
  for (int p = 0; p < N; p++) put(sum, p, add(get(sum, p), times(get(spare, p), 2)));
  row middle = imaginary ? u[n / 2].im : u[n / 2].re;
  if (n % 2 == 0) addProduct(sum, middle, middle);
}

static void horner(field sum, field add_, dd factor) {
#pragma GCC ivdep
  for (int i = 0; i < N; i++) {
    put(sum.re, i, add(mul(get(sum.re, i), factor), get(add_.re, i)));
    put(sum.im, i, add(mul(get(sum.im, i), factor), get(add_.im, i)));
  }
}

/* The series c and its derivative at tau. */
static void evaluate(field *c, dd tau, field value, field slope) {
  clear(value.re); clear(value.im); clear(slope.re); clear(slope.im);
  for (int n = ORDER; n >= 0; n--) { horner(slope, value, tau); horner(value, c[n], tau); }
}

typedef struct { double x, t; } point;
static int earlier(const void *a, const void *b) {
  double s = ((point *)a)->t, t = ((point *)b)->t;
  return s < t ? -1 : s > t;
}

/* Sums at up to LANES places by Horner's rule in e^(2 pi i x/period). */
static void print(point *at, int count, field *derivative) {
  int first = isComplex ? -used : 0;
  double zr[2][LANES], zi[2][LANES], sr[2][DERIVATIVES][LANES] = {{{0}}}, si[2][DERIVATIVES][LANES] = {{{0}}};
  for (int p = 0; p < LANES; p++) {
    quad S, C;
    sincosq(wave(1) * at[p < count ? p : 0].x, &S, &C);
    dd c = from(C), s = from(S);
    zr[0][p] = c.h; zr[1][p] = c.l; zi[0][p] = s.h; zi[1][p] = s.l;
  }
  for (int j = used; j >= first; j--)
    for (int m = 0; m < DERIVATIVES; m++) {
      int i = place(j);
      double k = isComplex || j == 0 ? 1 : 2; /* of a real sum the upper half, twice */
      dd dr = times(get(derivative[m].re, i), k), di = times(get(derivative[m].im, i), k);
      for (int p = 0; p < LANES; p++) {
        dd z = {zr[0][p], zr[1][p]}, y = {zi[0][p], zi[1][p]};
        dd a = {sr[0][m][p], sr[1][m][p]}, b = {si[0][m][p], si[1][m][p]};
        dd re = add(sub(mul(a, z), mul(b, y)), dr), im = add(add(mul(a, y), mul(b, z)), di);
        sr[0][m][p] = re.h; sr[1][m][p] = re.l; si[0][m][p] = im.h; si[1][m][p] = im.l;
      }
    }
  for (int p = 0; p < count; p++) {
    printf("%a %a", at[p].x, at[p].t);
    quad S, C;
    sincosq(wave(1) * first * at[p].x, &S, &C);
    for (int part = 0; part <= isComplex; part++)
      for (int m = 0; m < DERIVATIVES; m++) {
        quad re = (quad)sr[0][m][p] + sr[1][m][p], im = (quad)si[0][m][p] + si[1][m][p];
        char text[64];
        quadmath_snprintf(text, 64, "%.32Qe", part ? re * S + im * C : re * C - im * S);
        printf(" %s", text);
      }
    printf("\n");
  }
}

/* u, u_x, u_xx, u_xxx, u_t as sums. */
static void differentiate(field value, field slope, field *derivative) {
  for (int j = -used; j <= used; j++) {
    int i = place(j);
    dd k = from(wave(j)), re = get(value.re, i), im = get(value.im, i);
    for (int m = 0; m < 4; m++) {
      put(derivative[m].re, i, re);
      put(derivative[m].im, i, im);
      dd turned = neg(mul(k, im));
      im = mul(k, re);
      re = turned;
    }
    put(derivative[4].re, i, get(slope.re, i));
    put(derivative[4].im, i, get(slope.im, i));
  }
}

int main(int count, char **argument) {
  const char *name = count > 1 ? argument[1] : "";
  int kdv = !strcmp(name, "kdv"), nls = !strcmp(name, "nls"), ac = !strcmp(name, "allen-cahn");
  if (!kdv && !nls && !ac) return 64;
  isComplex = nls;
  int next = nls ? 2 : ac ? 4 : 3;
  double parameter = nls ? 0 : atof(argument[2]);
  period = nls ? 10 : 2;
  used = count > next ? atoi(argument[next]) : kdv ? 150 : nls ? 320 : 1300;
  double part = count > next + 1 ? atof(argument[next + 1]) : 1;
  for (N = 64, stages = 6; N < 5 * used / 2; N *= 2) stages++;
  for (int stage = 0; stage < stages; stage++) {
    turns[stage] = make(N / 2);
    for (int k = 0; k < N / 2; k++) {
      quad angle = 2 * M_PIq * ((k >> stage) << stage) / N;
      put(turns[stage].re, k, from(cosq(angle)));
      put(turns[stage].im, k, from(sinq(angle)));
    }
  }
  /* L and M of u_t = L u + M g, M without the transform's factor N. */
  field L = make(N), M = make(N);
  double fastest = 1;
  for (int j = -used; j <= used; j++) {
    quad k = wave(j), q = parameter, l = kdv ? q * k * k * k : nls ? -k * k / 2 : 5 - q * k * k;
    put(ac ? L.re : L.im, place(j), from(l));
    put(ac ? M.re : M.im, place(j), from((kdv ? -k / 2 : nls ? 1 : -5) / N));
    if (fabsq(l) > fastest) fastest = fabsq(l);
  }
  field c[ORDER + 1], u[ORDER + 1], s[ORDER + 1], derivative[DERIVATIVES];
  for (int n = 0; n <= ORDER; n++) { c[n] = make(N); u[n] = make(N); s[n] = make(N); }
  for (int m = 0; m < DERIVATIVES; m++) derivative[m] = make(N);
  double start = 0;
  if (kdv) { put(c[0].re, place(1), from(0.5Q)); put(c[0].re, place(-1), from(0.5Q)); }
  if (nls)
    for (int j = -used; j <= used; j++)
      put(c[0].re, place(j), from(2 * M_PIq / period / coshq(M_PIq * wave(j) / 2)));
  if (ac) {
    FILE *file = fopen(argument[3], "r");
    char text[128];
    if (!file || fscanf(file, "%127s", text) != 1) return 66;
    start = strtod(text, NULL);
    for (int j = 0; j <= used && fscanf(file, "%127s", text) == 1; j++) {
      dd half = from(strtoflt128(text, NULL) / (j ? 2 : 1));
      put(c[0].re, place(j), half);
      put(c[0].re, place(-j), half);
    }
  }
  int points = 0, room = 1 << 21;
  point *all = malloc(room * sizeof(point));
  while (points < room && scanf("%la %la", &all[points].x, &all[points].t) == 2) points++;
  qsort(all, points, sizeof(point), earlier);
  if (points && all[0].t < start) { fprintf(stderr, "t = %g before the start\n", all[0].t); return 65; }
  field g = make(N), spare = make(N), value = make(N), slope = make(N);
  double h = 8 / fastest * part;
  quad t = start;
  for (int at = 0; at < points;) {
    for (int n = 0; n <= ORDER; n++) {
      copy(u[n].re, c[n].re); copy(u[n].im, c[n].im);
      toPlaces(&u[n], &spare);
      if (n == ORDER) break;
      clear(s[n].re);
      addSquare(s[n].re, u, n, 0, spare.re);
      if (nls) addSquare(s[n].re, u, n, 1, spare.re);
      clear(g.re); clear(g.im);
      if (kdv) copy(g.re, s[n].re);
      else
        for (int m = 0; m <= n; m++) {
          addProduct(g.re, s[m].re, u[n - m].re);
          if (nls) addProduct(g.im, s[m].re, u[n - m].im);
        }
      toWaves(&g, &spare);
      dd factor = from((quad)1 / (n + 1));
      row lin = ac ? L.re : L.im, mul_ = ac ? M.re : M.im;
      field now = c[n], then = c[n + 1];
#pragma GCC ivdep
      for (int i = 0; i < N; i++) {
        dd l = get(lin, i), m = get(mul_, i);
        dd a = add(mul(l, get(now.re, i)), mul(m, get(g.re, i)));
        dd b = add(mul(l, get(now.im, i)), mul(m, get(g.im, i)));
        put(then.re, i, mul(ac ? a : neg(b), factor));
        put(then.im, i, mul(ac ? b : a, factor));
      }
      if (!isComplex) /* real: what rounding makes of it would grow */
        for (int j = 0; j <= used; j++) {
          int i = place(j), o = place(-j);
          dd re = times(add(get(then.re, i), get(then.re, o)), 0.5);
          dd im = ac ? (dd){0, 0} : times(sub(get(then.im, i), get(then.im, o)), 0.5);
          put(then.re, i, re); put(then.re, o, re);
          put(then.im, i, im); put(then.im, o, neg(im));
        }
    }
    while (at < points && all[at].t <= t + h) {
      int same = at;
      while (same < points && all[same].t == all[at].t) same++;
      evaluate(c, from((quad)all[at].t - t), value, slope);
      differentiate(value, slope, derivative);
      for (; at < same; at += LANES) print(all + at, same - at < LANES ? same - at : LANES, derivative);
      at = same;
    }
    evaluate(c, from(h), value, slope);
    copy(c[0].re, value.re); copy(c[0].im, value.im);
    t += h;
  }
  return 0;
}
