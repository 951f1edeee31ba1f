// Statistical inference on histograms: confidence intervals and comparisons of two histograms.
// https://nodejs.org/api/perf_hooks.html#class-histogram
'use strict';

const {
  MathAbs, MathExp, MathFloor, MathLog, MathMax, MathMin, MathSqrt, Number,
} = primordials;

// --- distributions ------------------------------------------------------------------------------------------------
// Lanczos' approximation of ln Γ(x), x > 0.
const lanczos = [676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];
function lnGamma(x) {
  x -= 1;
  let sum = 0.99999999999980993;
  for (let i = 0; i < lanczos.length; i++) sum += lanczos[i] / (x + i + 1);
  const t = x + lanczos.length - 0.5;
  return 0.9189385332046727 + (x + 0.5) * MathLog(t) - t + MathLog(sum);
}

// Regularised incomplete beta function by Lentz' continued fraction. https://dlmf.nist.gov/8.17#v
function incompleteBeta(x, a, b) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / MathMax(MathAbs(1 - (a + b) * x / (a + 1)), tiny);
  let f = d;
  for (let m = 1; m < 500; m++) {
    let term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + term * d || tiny);
    c = 1 + term / c || tiny;
    f *= c * d;
    term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + term * d || tiny);
    c = 1 + term / c || tiny;
    const change = c * d;
    f *= change;
    if (MathAbs(change - 1) < 1e-15) break;
  }
  return f * MathExp(a * MathLog(x) + b * MathLog(1 - x) + lnGamma(a + b) - lnGamma(a) - lnGamma(b)) / a;
}

// Probability that |T| > t for Student's distribution.
const studentTails = (t, freedom) => incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
// Probability that |Z| > z for the normal distribution: the limit, by the incomplete gamma function's series
// or fraction.
function normalTails(z) {
  const x = z * z / 2;
  const front = MathExp(-x - lnGamma(0.5)) * MathSqrt(x);
  if (x < 1.5) {
    let term = 2;
    let sum = 2;
    for (let n = 1; n < 500 && term > sum * 1e-17; n++) {
      term *= x / (0.5 + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  let b = x + 0.5;
  let c = 1e300;
  let d = 1 / b;
  let f = d;
  for (let n = 1; n < 500; n++) {
    const a = -n * (n - 0.5);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    f *= c * d;
    if (MathAbs(c * d - 1) < 1e-15) break;
  }
  return front * f;
}

// The t for which tails(t) is `probability`; tails falls from 1 to 0.
function quantile(tails, probability) {
  let low = 0;
  let high = 1;
  while (tails(high) > probability && high < 1e300) high *= 2;
  for (let i = 0; i < 200 && low < high; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (tails(middle) > probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

// --- of one histogram ---------------------------------------------------------------------------------------------
const sampleVariance = (hdr) => hdr.moment(2) * hdr.total / (hdr.total - 1);

/** Student's interval for the mean. */
function meanCI(hdr, confidence) {
  const mean = hdr.total === 0 ? NaN : hdr.mean();
  if (hdr.total < 2) return { __proto__: null, mean, lower: NaN, upper: NaN };
  const t = quantile((x) => studentTails(x, hdr.total - 1), 1 - confidence);
  const half = t * MathSqrt(sampleVariance(hdr) / hdr.total);
  return { __proto__: null, mean, lower: mean - half, upper: mean + half };
}

// The least k with P(X <= k) >= probability, for X binomially distributed.
function binomialQuantile(probability, count, share) {
  let low = 0;
  let high = count;
  while (low < high) {
    const k = MathFloor((low + high) / 2);
    if (incompleteBeta(1 - share, count - k, k + 1) >= probability) high = k;
    else low = k + 1;
  }
  return low;
}

/** The values at the two ranks between which the percentile lies with the given confidence. */
function percentileCI(hdr, percentile, confidence) {
  const { total } = hdr;
  if (total === 0) return { __proto__: null, value: 0, lower: 0, upper: 0 };
  const share = percentile / 100;
  const at = (rank) => {
    rank = MathMin(MathMax(rank, 1), total);
    let seen = 0;
    let found = -1;
    hdr.forEach((index, count) => {
      if (found < 0 && (seen += count) >= rank) found = index;
    });
    return Number(hdr.highestAtBigInt(found));
  };
  return {
    __proto__: null,
    value: Number(hdr.highestAtBigInt(hdr.indexAtPercentile(percentile))),
    lower: at(binomialQuantile((1 - confidence) / 2, total, share)),
    upper: at(binomialQuantile((1 + confidence) / 2, total, share) + 1),
  };
}

// --- of two -------------------------------------------------------------------------------------------------------
// Calls visit(count of one, count of other) for every value of either, in order; the values are compared as medians.
function merge(one, other, visit) {
  const lists = [];
  for (const hdr of [one, other]) {
    const list = [];
    hdr.forEach((index, count) => { list[list.length] = { value: hdr.medianAt(index), count }; });
    lists[lists.length] = list;
  }
  const { 0: a, 1: b } = lists;
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const x = i < a.length ? a[i].value : Infinity;
    const y = j < b.length ? b[j].value : Infinity;
    visit(x <= y ? a[i++].count : 0, y <= x ? b[j++].count : 0);
  }
}

/** Kolmogorov and Smirnov's distance between the distributions. */
function ksTest(one, other) {
  if (one === other || (one.total === 0 || other.total === 0)) return 0;
  let first = 0;
  let second = 0;
  let most = 0;
  merge(one, other, (x, y) => {
    first += x;
    second += y;
    most = MathMax(most, MathAbs(first / one.total - second / other.total));
  });
  return most;
}

/** Welch's t-test of equal means. */
function welchTest(one, other, confidence) {
  const nothing = {
    __proto__: null, tStatistic: 0, degreesOfFreedom: 0, pValue: 1,
    confidenceInterval: { __proto__: null, lower: 0, upper: 0 },
  };
  if (one === other || one.total < 2 || other.total < 2) return nothing;
  const x = sampleVariance(one) / one.total;
  const y = sampleVariance(other) / other.total;
  const error = MathSqrt(x + y);
  if (error === 0) return nothing;
  const difference = one.mean() - other.mean();
  const tStatistic = difference / error;
  const degreesOfFreedom = (x + y) * (x + y) / (x * x / (one.total - 1) + y * y / (other.total - 1));
  const tails = (t) => studentTails(t, degreesOfFreedom);
  const half = quantile(tails, 1 - confidence) * error;
  return {
    __proto__: null,
    tStatistic,
    degreesOfFreedom,
    pValue: tails(tStatistic),
    confidenceInterval: { __proto__: null, lower: difference - half, upper: difference + half },
  };
}

// How many pairs have the value of `one` greater, equal; and the sum of t³ - t over ties.
function pairs(one, other) {
  let greater = 0;
  let equal = 0;
  let ties = 0;
  let below = 0;
  merge(one, other, (x, y) => {
    greater += x * below;
    equal += x * y;
    below += y;
    ties += (x + y) ** 3 - (x + y);
  });
  return { greater, equal, ties };
}

/** Mann and Whitney's U test, by the normal approximation with correction for ties. */
function mannWhitneyTest(one, other) {
  if (one === other || one.total === 0 || other.total === 0) {
    return { __proto__: null, uStatistic: 0, zScore: 0, pValue: 1 };
  }
  const { greater, equal, ties } = pairs(one, other);
  const all = one.total + other.total;
  const product = one.total * other.total;
  const uStatistic = greater + equal / 2;
  const deviation = MathSqrt(product / 12 * (all + 1 - ties / (all * (all - 1))));
  if (!(deviation > 0)) return { __proto__: null, uStatistic, zScore: 0, pValue: 1 };
  const zScore = (uStatistic - product / 2) / deviation;
  return { __proto__: null, uStatistic, zScore, pValue: normalTails(MathAbs(zScore)) };
}

/** Cohen's d: difference of means in pooled standard deviations. */
function cohensD(one, other) {
  if (one === other || one.total < 2 || other.total < 2) return 0;
  const pooled = MathSqrt(((one.total - 1) * sampleVariance(one) + (other.total - 1) * sampleVariance(other)) /
    (one.total + other.total - 2));
  return pooled === 0 ? 0 : (one.mean() - other.mean()) / pooled;
}

/** Cliff's delta: how much more often a value of one is the greater of a pair than the smaller. */
function cliffsD(one, other) {
  if (one === other || one.total === 0 || other.total === 0) return 0;
  const { greater, equal } = pairs(one, other);
  const product = one.total * other.total;
  return (greater - (product - greater - equal)) / product;
}

module.exports = { meanCI, percentileCI, ksTest, welchTest, mannWhitneyTest, cohensD, cliffsD };
