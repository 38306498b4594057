/** Numbers as the prose writes them. */

export const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** The middle one; the lower of two. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[(values.length - 1) >> 1];

/** With a minus sign that is one. */
export const fixed = (v: number, digits: number): string => v.toFixed(digits).replace('-', '\u2212');

/** 349,628. */
export const whole = (v: number): string => v.toLocaleString('en-GB');

/** Groups of three from five digits on, by thin spaces. */
export const grouped = (v: number): string =>
  v < 10_000 ? String(v) : String(v).replace(/\B(?=(\d{3})+$)/g, '\u2009');

/** So many significant digits, without an exponent. */
export const significant = (v: number, digits: number): string => String(Number(v.toPrecision(digits)));

const ordinals = ['zeroth', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];
/** `eighth`; from ten on `12th`, with the ending that it takes. */
export function ordinal(n: number): string {
  const word = ordinals[n];
  if (word !== undefined) return word;
  const ending = [11, 12, 13].includes(n % 100) ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}`;
}

/** Mean, least and greatest over seeds, as tables have them. */
export function spread(
  values: readonly number[],
  show: (v: number) => string,
): { readonly mean: string; readonly range: string } {
  return { mean: show(mean(values)), range: `${show(Math.min(...values))} to ${show(Math.max(...values))}` };
}
