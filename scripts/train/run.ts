import { existsSync, readFileSync, rmSync } from 'node:fs';
import { decodeCheckpoint, encodeCheckpoint } from '../../src/engine/checkpoint';
import type { ImageWeights } from '../../src/net/image/ops';
import { at, write } from './files';

/** What a run needs of a trainer. */
export interface Trainee {
  readonly steps: number;
  readonly images: number;
  train(steps: number): number;
  save(): ImageWeights & { readonly steps: number; readonly images: number };
  load(saved: ImageWeights & { readonly steps: number; readonly images: number }): void;
}

export interface RunOptions {
  readonly name: string;
  /** Steps in all. */
  readonly total: number;
  /** Everything that decides the run, as text: a state of another run is not taken up. */
  readonly identity: string;
  readonly fresh: boolean;
  readonly minutes: number;
}

/** Every so often the state is kept, and a line printed. */
const KEEP_MS = 60_000;
const TELL_MS = 10_000;

/** Trains to the end, or until stopped; returns the seconds of all its sittings, or nothing when it was stopped. */
export async function run(
  trainee: Trainee,
  { name, total, identity, fresh, minutes }: RunOptions,
): Promise<number | undefined> {
  const path = at(`.cache/train/${name}.state`);
  let before = 0;
  if (fresh) rmSync(path, { force: true });
  if (existsSync(path)) {
    const { about, arrays } = decodeCheckpoint(readFileSync(path));
    if (about.identity === identity) {
      const { weights, ema, first, second } = arrays;
      trainee.load({ weights, ema, first, second, steps: Number(about.steps), images: Number(about.images) });
      before = Number(about.seconds);
      process.stdout.write(`${name}: going on from step ${trainee.steps}\n`);
    } else {
      process.stdout.write(`${name}: the kept state is of another run; beginning anew\n`);
    }
  }
  let stopped = false;
  const stop = () => (stopped = true);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const start = performance.now();
  const seconds = () => before + (performance.now() - start) / 1000;
  const keep = () => {
    const { steps, images, weights, ema, first, second } = trainee.save();
    write(
      path,
      encodeCheckpoint({
        about: { identity, steps, images, seconds: seconds() },
        arrays: { weights, ema, first, second },
      }),
    );
  };
  const begun = trainee.steps;
  let kept = start,
    told = start,
    mean = NaN;
  while (trainee.steps < total && !stopped) {
    const loss = trainee.train(Math.min(5, total - trainee.steps));
    if (!Number.isFinite(loss)) throw new Error(`the loss became ${loss} at step ${trainee.steps}`);
    mean = Number.isNaN(mean) ? loss : 0.95 * mean + 0.05 * loss;
    const now = performance.now();
    if (now - told > TELL_MS || trainee.steps === total) {
      told = now;
      const left = (((now - start) / (trainee.steps - begun)) * (total - trainee.steps)) / 1000;
      process.stdout.write(
        `${name}: step ${trainee.steps} of ${total}, ${trainee.images} pictures, loss ${mean.toFixed(4)}, ${seconds().toFixed(0)} s gone, about ${left.toFixed(0)} s to go\n`,
      );
    }
    if (now - kept > KEEP_MS) {
      kept = now;
      keep();
    }
    if (now - start > minutes * 60_000) stopped = true;
    await new Promise((resolve) => setImmediate(resolve));
  }
  keep();
  process.removeListener('SIGINT', stop);
  process.removeListener('SIGTERM', stop);
  if (trainee.steps < total) {
    process.stdout.write(`${name}: stopped at step ${trainee.steps}; the same command goes on from here\n`);
    return undefined;
  }
  return seconds();
}
