import { checkRange } from '../sampler/options';

/** How a sampler goes up and down between its times. */
export interface TravelOptions {
  /** Steps of a jump back to more noise: j of RePaint, l of DDNM. */
  readonly length?: number;
  /** How often each stretch is gone down in all: r of both. 1 goes down once, and nowhere up. */
  readonly visits?: number;
}

/**
 * Indices into n + 1 falling times, from 0 to n: down one by one, and from every `length`-th, counted from the last but one, back up by as
 * many until the stretch was gone down `visits` times (Lugmayr et al. 2022, appendix; Wang et al. 2023, algorithm 2). No jump reaches the
 * start, and none begins at the last index. A move to a larger index is a reverse step, one to a smaller index adds noise.
 */
export function travel(n: number, { length = 1, visits = 1 }: TravelOptions = {}): Int32Array {
  checkRange('travel with length', length, { least: 1, whole: true });
  checkRange('travel with visits', visits, { least: 1, whole: true });
  const left = new Map<number, number>();
  for (let at = 0; at < n - length; at += length) left.set(at, visits - 1);
  const out: number[] = [];
  let at = n; // steps to go after the next
  while (at >= 1) {
    at -= 1;
    out.push(n - 1 - at);
    const more = left.get(at) ?? 0;
    if (more === 0) continue;
    left.set(at, more - 1);
    for (let k = 0; k < length; k++) out.push(n - 1 - ++at);
  }
  out.push(n);
  return Int32Array.from(out);
}

/** Reverse steps on the way: each asks the denoiser once. */
export function reverseSteps(course: Int32Array): number {
  let down = 0;
  for (let k = 1; k < course.length; k++) if (course[k] > course[k - 1]) down += 1;
  return down;
}
