import { LOG_SCALE } from "./constants.ts";

/**
 * floor and ceil of LOG_SCALE · ln(numerator/denominator), exactly.
 *
 * ln x = e·ln 2 + 2·atanh((m−1)/(m+1)) with x = m·2^e, m near 1, summed in fixed point with guard bits. Every division
 * and shift is off by less than 2 units in the last place and a sum has fewer than 200 of them, so the true value lies
 * within ERROR_UNITS of the sum. When both ends of that range have the same floor it is proven; else the precision
 * doubles. This ends, since the logarithm of a rational other than 1 is irrational; and ln 1 is 0 from the start.
 */
const ERROR_UNITS = 4096n;
const LOG_SCALE_BITS = BigInt(Math.log2(LOG_SCALE));
const FIRST_PRECISION = 80n;

/** floor(LOG_SCALE · ln(numerator/denominator)). @throws RangeError unless both are positive. */
export function floorScaledLog(numerator: bigint, denominator: bigint): number {
  if (numerator <= 0n || denominator <= 0n) throw new RangeError("A logarithm needs a positive ratio.");
  if (numerator === denominator) return 0;
  for (let precision = FIRST_PRECISION; ; precision *= 2n) {
    const value = fixedPointLog(numerator, denominator, precision);
    const shift = precision - LOG_SCALE_BITS;
    const low = (value - ERROR_UNITS) >> shift;
    if (low === (value + ERROR_UNITS) >> shift) return Number(low);
  }
}

/** ceil(LOG_SCALE · ln(numerator/denominator)). @throws RangeError unless both are positive. */
export function ceilScaledLog(numerator: bigint, denominator: bigint): number {
  return numerator === denominator ? 0 : floorScaledLog(numerator, denominator) + 1;
}

/** ln(numerator/denominator) in units of 2^-precision, off by less than ERROR_UNITS. */
function fixedPointLog(numerator: bigint, denominator: bigint, precision: bigint): bigint {
  let exponent = bitLength(numerator) - bitLength(denominator);
  let [a, b] =
    exponent >= 0 ? [numerator, denominator << BigInt(exponent)] : [numerator << BigInt(-exponent), denominator];
  // a/b lies between 1/2 and 2; bring it between 12/17 and 17/12, where the series gains 5 bits a term.
  if (a * 12n > b * 17n) {
    b <<= 1n;
    exponent += 1;
  } else if (a * 17n < b * 12n) {
    a <<= 1n;
    exponent -= 1;
  }
  return BigInt(exponent) * lnTwo(precision) + 2n * areaTangent(a - b, a + b, precision);
}

/** atanh(p/q) = Σ (p/q)^(2i+1)/(2i+1) in units of 2^-precision, for |p/q| < 1/5. */
function areaTangent(p: bigint, q: bigint, precision: bigint): bigint {
  let power = (p << precision) / q;
  const squared = (power * power) >> precision;
  let sum = power;
  for (let divisor = 3n; power !== 0n; divisor += 2n) {
    power = (power * squared) / (1n << precision);
    sum += power / divisor;
  }
  return sum;
}

const lnTwoCache = new Map<bigint, bigint>();

/** ln 2 = 18·atanh(1/26) − 2·atanh(1/4801) + 8·atanh(1/8749), to the last unit (16 bits more than asked, dropped). */
function lnTwo(precision: bigint): bigint {
  let value = lnTwoCache.get(precision);
  if (value === undefined) {
    const fine = precision + 16n;
    const sum =
      18n * areaTangent(1n, 26n, fine) - 2n * areaTangent(1n, 4801n, fine) + 8n * areaTangent(1n, 8749n, fine);
    value = sum >> 16n;
    lnTwoCache.set(precision, value);
  }
  return value;
}

function bitLength(n: bigint): number {
  return n.toString(16).length * 4 - Math.clz32(Number.parseInt(n.toString(16).charAt(0), 16)) + 28;
}
