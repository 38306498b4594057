import type { Comparison } from './result';

const ROUNDS = 7;
/** Milliseconds that a round lasts at least. */
const ROUND = 150;

export const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];
const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Median over rounds of the milliseconds of one of `work`'s steps; `work(n)` does n steps and waits for them. */
export async function timed(work: (steps: number) => Promise<void> | void): Promise<number> {
  await work(3);
  let start = performance.now();
  await work(3);
  const steps = Math.max(1, Math.ceil(ROUND / ((performance.now() - start) / 3)));
  const rounds: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    await pause();
    start = performance.now();
    await work(steps);
    rounds.push((performance.now() - start) / steps);
  }
  return median(rounds);
}

/** Rounds of a comparison. */
const PAIRS = 15;

export type Work = (steps: number) => Promise<void> | void;

/**
 * Times two works in turn, round by round, the first to go changing each time: whatever else the machine does falls on both. The
 * ratio is the median over pairs, beside the least and the greatest.
 */
export async function paired(ours: Work, theirs: Work): Promise<Comparison> {
  const works = [ours, theirs];
  const steps: number[] = [];
  for (const work of works) {
    await work(3);
    const start = performance.now();
    await work(3);
    steps.push(Math.max(1, Math.ceil(ROUND / ((performance.now() - start) / 3))));
  }
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < PAIRS; round++) {
    for (const which of round % 2 ? [0, 1] : [1, 0]) {
      await pause();
      const start = performance.now();
      await works[which](steps[which]);
      times[which].push((performance.now() - start) / steps[which]);
    }
  }
  const ratios = times[1].map((ms, i) => ms / times[0][i]);
  return {
    ours: median(times[0]),
    theirs: median(times[1]),
    ratio: median(ratios),
    least: Math.min(...ratios),
    most: Math.max(...ratios),
  };
}
