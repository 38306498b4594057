import { ticks as niceTicks } from 'd3-array';
import type { Domain } from './frame';
import { minus } from './numbers';

/** A mark on an axis: where (data units) and what it says. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** About `count` round values inside a linear domain, labelled with just the digits they need. */
export function ticks(domain: Domain, count = 5): Tick[] {
  const values = niceTicks(Math.min(...domain), Math.max(...domain), count);
  const step = values.length > 1 ? values[1] - values[0] : 1;
  const decimals = Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
  // 0.25 has step exponent -1 but needs two decimals: take the longest short form among the values, then trim zeros.
  return values.map((value) => ({ value, label: trimmed(value, decimals + 1) }));
}

/** Powers of ten inside a logarithmic domain, every `n`th when there would be more than `count`. */
export function logTicks(domain: Domain, count = 6): Tick[] {
  const low = Math.ceil(Math.log10(Math.min(...domain)) - 1e-9);
  const high = Math.floor(Math.log10(Math.max(...domain)) + 1e-9);
  const every = Math.max(1, Math.ceil((high - low + 1) / count));
  const result: Tick[] = [];
  for (let power = low; power <= high; power += every) {
    const value = 10 ** power;
    result.push({ value, label: Math.abs(power) <= 3 ? trimmed(value, 3) : `1e${minus(power)}` });
  }
  return result;
}

function trimmed(value: number, decimals: number): string {
  return minus(Number(value.toFixed(decimals)));
}
