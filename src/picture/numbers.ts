/** Numbers as the book prints them: a true minus sign, thin grouping, just the digits that mean something. */

const MINUS = '\u2212';

/** The shortest form of a number, with a minus sign instead of a hyphen. */
export function minus(value: number | string): string {
  const text = typeof value === 'number' ? String(Object.is(value, -0) ? 0 : value) : value;
  return text.replace(/-/g, MINUS);
}

/** `decimals` digits after the point, for numbers that change in place and must not jump: 0.50, −1.25. */
export function fixed(value: number, decimals = 2): string {
  if (!Number.isFinite(value)) return special(value);
  const text = value.toFixed(decimals);
  return minus(Number(text) === 0 ? text.replace('-', '') : text);
}

/** `digits` significant digits without an exponent where that is readable: 0.0045, 12.3, 980, 1.2e−7. */
export function significant(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return special(value);
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-5 || size >= 1e7) return minus(value.toExponential(digits - 1).replace('+', ''));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return minus(size >= 10 ** digits ? grouped(Math.round(value)) : value.toFixed(Math.min(decimals, 12)));
}

/** A whole number with thin spaces between thousands from 10 000 up. */
export function grouped(value: number): string {
  if (!Number.isFinite(value)) return special(value);
  const text = String(Math.round(value));
  return minus(Math.abs(value) < 10_000 ? text : text.replace(/\B(?=(\d{3})+$)/g, '\u2009'));
}

/** A share in [0, 1] as a whole percentage: 37 %. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${fixed(share * 100, 0)}\u00a0%` : special(share);
}

/** Seconds in words short enough for a progress line: 0.4 s, 12 s, 3 min 5 s. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'unknown time';
  if (seconds < 9.95) return `${Math.max(0, seconds).toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** The line under a cloud: `energy distance 0.0045`. The estimate may fall a little below zero: that is printed, not hidden. */
export function energyDistanceText(value: number): string {
  return `energy distance ${Math.abs(value) < 0.00005 ? '0.0000' : fixed(value, Math.abs(value) < 0.01 ? 4 : 3)}`;
}

function special(value: number): string {
  if (Number.isNaN(value)) return 'not a number';
  return value > 0 ? '\u221e' : `${MINUS}\u221e`;
}
