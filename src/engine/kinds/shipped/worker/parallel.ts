/** A digit's steps of DDIM all at once, beside the same steps one after the other. */
import { copy, type Batch } from '../../../../core/batch';
import type { Denoiser } from '../../../../core/denoiser';
import { movesOf, picard } from '../../../../core/parallel/index';
import { ddim } from '../../../../core/sampler/ddim';
import { uniformTimes } from '../../../../core/sampler/times';
import { scheduleDefaults, makeSchedule } from '../../../../core/schedule/index';
import type { Backend } from '../../../backends';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import type { DigitParallel, DigitParallelProgress, DigitParallelSpec, DigitStand } from '../parallel';
import { pictureSize } from '../pixels';
import { digitStart } from '../sampling';
import { digitDenoiser } from './denoiser';
import type { DigitNetworks } from './networks';

/** Times that each of an evaluation and a batch of them is timed. */
const rounds = 5;
/** The share of the work that the steps one after the other are, as a guess. */
const alone = 0.15;

export async function parallel(
  spec: DigitParallelSpec,
  networks: DigitNetworks,
  { tell, gone }: Listener<DigitParallelProgress>,
): Promise<DigitParallel> {
  const { label, guidance, seed, steps, tolerance, columns } = spec;
  const window = Math.min(spec.window, steps);
  const trainer = await networks.trainer();
  const schedule = makeSchedule(scheduleDefaults.cosine);
  const of = (rows: number) =>
    digitDenoiser({ labels: [], guidance }, new Array<number>(rows).fill(label), schedule, trainer, null);
  const denoiser = of(1);
  const times = uniformTimes(steps);
  const x: Batch = { data: digitStart([0], seed, schedule, times[0]), dim: pictureSize };
  const rest = yielding(gone);
  const pictures = (path: readonly Batch[]) => {
    const out = new Float32Array(columns.length * pictureSize);
    columns.forEach((k, i) => out.set(path[k].data, i * pictureSize));
    return out;
  };

  const states: Batch[] = [];
  let sequentialMs = 0;
  const run = ddim({ denoiser, schedule, times, x });
  for (;;) {
    const from = performance.now();
    const { value } = run.next();
    sequentialMs += performance.now() - from;
    if (!value) break;
    states.push(copy(value.x));
    tell({ sweep: 0, done: (alone * value.i) / steps });
    await rest();
  }

  const stands: DigitStand[] = [];
  const moves = movesOf(ddim, { denoiser, schedule, times });
  for (const { path, change: _change, ...at } of picard({ moves, x, window, tolerance })) {
    stands.push({
      ...at,
      distance: Float64Array.from(path, (state, k) => apart(state, states[k])),
      pictures: pictures(path),
    });
    tell({ sweep: at.sweep, done: alone + (0.9 - alone) * (at.done / steps) });
    await rest();
  }

  const many = { data: new Float64Array(window * pictureSize), dim: pictureSize };
  for (let k = 0; k < window; k++) many.data.set(x.data, k * pictureSize);
  const both = [
    { denoiser, x, found: [] as number[] },
    { denoiser: of(window), x: many, found: [] as number[] },
  ];
  for (let i = 0; i < rounds; i++) {
    for (const { denoiser: asked, x: points, found } of both) {
      found.push(milliseconds(asked, points, times[steps >> 1]));
      await rest();
    }
  }
  const [one, batch] = both.map(({ found }) => found.sort((a, b) => a - b)[rounds >> 1]);
  return {
    columns,
    sequential: pictures(states),
    stands,
    milliseconds: { sequential: sequentialMs, one, batch },
    backend: trainer.backend as Backend,
  };
}

/** How long one call takes. */
function milliseconds(denoiser: Denoiser, x: Batch, t: number): number {
  const out = { data: new Float64Array(x.data.length), dim: x.dim };
  const from = performance.now();
  denoiser.denoise(x, t, out);
  return performance.now() - from;
}

function apart(a: Batch, b: Batch): number {
  let squared = 0;
  for (let i = 0; i < a.data.length; i++) squared += (a.data[i] - b.data[i]) ** 2;
  return Math.sqrt(squared / a.data.length);
}
