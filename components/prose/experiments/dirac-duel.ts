import { duel } from './shared/duel';

const steps = 2000;

/** The value of the game played by turns, without a penalty and with one: how far from the data is the fake in the end? */
export function run(): Promise<{ answer: number; finding: string }> {
  const plain = played(0);
  const mended = played(0.3);
  return Promise.resolve({
    answer: plain.reach < 0.1 ? 0 : plain.reach < 1.5 ? 1 : 2,
    finding:
      `The fake has crossed the data ${plain.crossings} times in ${steps.toLocaleString('en-GB')} steps, and in the last 100 of them it is up to ${plain.reach.toFixed(3)} away. ` +
      `With a penalty of 0.3 on the judge's slope it is within a millionth after ${mended.arrival} steps.`,
  });
}

function played(r1: number) {
  let [before, reach, crossings, arrival] = [1, 0, 0, 0];
  let k = 0;
  for (const { theta } of duel('saturating', r1)) {
    if (Math.sign(theta) !== Math.sign(before)) crossings++;
    before = theta;
    k++;
    if (Math.abs(theta) > 1e-6) arrival = k + 1;
    if (k > steps - 100) reach = Math.max(reach, Math.abs(theta));
    if (k === steps) break;
  }
  return { reach, crossings, arrival };
}
