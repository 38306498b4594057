/** Answers to what a damaged picture was, by the methods of `core/inverse` on the shipped diffusion network. */
import { inkPixels } from '../../../../core/image-network/pixels';
import { digitTimes } from '../../../../core/image-network/sampling';
import type { DenoiserWithBack } from '../../../../core/inverse/back';
import type { Operator } from '../../../../core/inverse/operator';
import { methods, type MethodEntry } from '../../../../core/inverse/registry';
import { pictureOperator } from '../../../../core/inverse/spec';
import { random, type Random } from '../../../../core/random';
import { ofClass } from '../../../../net/condition/class';
import { imageDenoiserWithBack } from '../../../../net/image/back';
import type { ImageTrainer } from '../../../../net/image/trainer';
import type { Backend } from '../../../backends';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import { pictureSize } from '../pixels';
import type { Answerable, DigitRestoreProgress, DigitRestoreSpec, DigitsRestored } from '../restoring';
import { digitScheduleOf, digitStart } from '../sampling';
import { judged } from './judge';
import type { DigitNetworks } from './networks';
import { parts } from './parts';

/** Rows that take a step at once. */
const rowsAtOnce = 8;
/** A progress report after so many steps. */
const every = 4;

export async function restore(
  spec: DigitRestoreSpec,
  networks: DigitNetworks,
  { tell, gone }: Listener<DigitRestoreProgress>,
): Promise<DigitsRestored> {
  const { method, steps, count, seed, noise, label = -1 } = spec;
  const entry: MethodEntry = methods[method];
  const trainer = await networks.trainer();
  const judge = spec.judge ? await networks.judge() : null;
  const begun = performance.now();
  const operator = operatorOf(spec.measured);
  const schedule = digitScheduleOf({ pixels: 'ink' });
  const times = digitTimes(steps);
  const y = { data: Float64Array.from(spec.y), dim: operator.rows };
  const particles = entry.particles ? (spec.particles ?? 8) : 1;
  const total = count * particles;
  // A sampler of particles weighs its own against each other: a group for each answer. Other rows go together, each with noise of its own.
  const work = parts(total, entry.particles ? particles : rowsAtOnce).map(({ first, count: n }) => {
    const rows = Array.from({ length: n }, (_, i) => first + i);
    const own = random(seed).split('restore');
    return {
      first,
      n,
      steps: entry.run(
        {
          denoiser: denoiserOf(trainer, n, label),
          schedule,
          times,
          x: { data: digitStart(rows, seed, schedule, times[0], 'ink'), dim: pictureSize },
          measurement: { operator, y, noise },
          random: entry.particles ? own.split(first / particles) : rowByRow(rows.map((row) => own.split(row))),
        },
        freeOf(entry, spec.free),
        particles,
      ),
    };
  });
  const rest = yielding(gone);
  const guesses = new Float32Array(count * pictureSize);
  const x = new Float32Array(count * pictureSize);
  let [evaluations, pulls] = [0, 0];
  /** Of a group of particles, which count alike at the end, the first. */
  const keep = (into: Float32Array, from: Float64Array, first: number, n: number) =>
    into.set(from.subarray(0, (n / particles) * pictureSize), (first / particles) * pictureSize);
  const expected = entry.cost(steps, entry.free ? (spec.free ?? entry.free.initial) : 0, particles) / particles;
  for (let step = 0, running = true; running; step++) {
    running = false;
    for (const { first, n, steps: going } of work) {
      const { value } = going.next();
      await rest();
      if (!value) continue;
      running = true;
      ({ evaluations, pulls } = value);
      keep(guesses, value.denoised.data, first, n);
      keep(x, value.x.data, first, n);
    }
    if (running && step > 0 && step % every === 0)
      tell({ x: guesses.slice(), done: Math.min(1, evaluations / Math.max(1, expected)) });
  }
  const judgement = judge && (await judged(judge, x, 'ink', rest));
  return {
    x,
    judgement,
    evaluations: evaluations * particles,
    pulls: pulls * particles,
    backend: trainer.backend as Backend,
    milliseconds: performance.now() - begun,
  };
}

/** The free number in ink: a step along a gradient of unit length, and a deviation of the data, are lengths. */
function freeOf({ free, pulls }: MethodEntry, asked: number | undefined): number {
  if (!free) return 0;
  const value = asked ?? free.initial;
  return pulls ? value * inkPixels.deviation : value;
}

/** Who follows the network back is not stopped at the edges of the range, where most pixels of a digit lie. */
function denoiserOf(trainer: ImageTrainer, n: number, label: number): DenoiserWithBack {
  const schedule = digitScheduleOf({ pixels: 'ink' });
  const asked = { schedule, pixels: inkPixels, condition: ofClass(Array.from({ length: n }, () => label)) };
  const plain = trainer.denoiser(asked);
  const free = imageDenoiserWithBack(trainer, { ...asked, clip: false });
  return {
    denoise: (x, t, out) => plain.denoise(x, t, out),
    withBack: (x, t, out) => free.withBack(x, t, out),
  };
}

/** Draws as many numbers for each row from a generator of the row's own, where a whole batch is drawn at once. */
function rowByRow(rows: readonly Random[]): Random {
  return {
    ...rows[0],
    normals(out) {
      const size = out.length / rows.length;
      rows.forEach((own, i) => own.normals(out.subarray(i * size, (i + 1) * size)));
      return out;
    },
  };
}

/** The last measurements that were asked about: their singular vectors are found once. */
const known = new Map<string, Operator>();
const mostKnown = 4;

function operatorOf(measured: Answerable): Operator {
  if (measured.kind === 'mask') return pictureOperator(measured);
  const key = JSON.stringify(measured);
  const found = known.get(key) ?? pictureOperator(measured);
  known.delete(key);
  known.set(key, found);
  for (const old of known.keys()) if (known.size > mostKnown) known.delete(old);
  return found;
}
