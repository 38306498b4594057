/** Pictures to noise and back through the shipped diffusion network, guided, with what mends that. */
import type { Batch } from '../../../../core/batch';
import type { Denoiser } from '../../../../core/denoiser';
import { asShown, standardInk, standardPaper } from '../../../../core/image-network/pixels';
import { DIGIT_SIGMA_MAX, digitSchedule, digitTimes } from '../../../../core/image-network/sampling';
import { exactInversion } from '../../../../core/inversion/exact';
import { heldReturn } from '../../../../core/inversion/held';
import { nullReturn } from '../../../../core/inversion/null';
import { ddim } from '../../../../core/sampler/ddim';
import { ddimInversion } from '../../../../core/sampler/ddim-inversion';
import { ofClass } from '../../../../net/condition/class';
import { nullModel } from '../../../../net/image/null-model';
import type { ImageTrainer } from '../../../../net/image/trainer';
import type { Backend } from '../../../backends';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import { inkError, inUnits, pictureSize } from '../pixels';
import type { Mend } from '../../../../core/inversion/mends';
import type { RoundTrip, RoundTripProgress, RoundTripSpec } from '../round-trip';
import type { DigitNetworks } from './networks';
import { parts, rowsAtOnce } from './parts';

const schedule = digitSchedule();
/** Adam's steps of null-text inversion at each step of the sampler. */
export const nullIterations = 10;

/** Some rows on their way. */
interface Trip {
  readonly trainer: ImageTrainer;
  readonly x: Float64Array;
  readonly there: readonly number[];
  readonly back: readonly number[] | null;
  readonly rising: Float64Array;
  readonly guidance: number;
  readonly mend: Mend;
  /** After every step. */
  readonly stepped: () => Promise<void>;
}

/** A denoiser that counts its own calls. */
function counted(denoiser: Denoiser, each: number, asked: { calls: number }): Denoiser {
  return {
    denoise(x, t, out) {
      asked.calls += each;
      return denoiser.denoise(x, t, out);
    },
  };
}

async function tripped(trip: Trip): Promise<{ path: Float64Array[]; x: Float64Array; calls: number }> {
  const { trainer, there, back, rising, guidance, mend, stepped } = trip;
  const asked = { calls: 0 };
  const told = (labels: readonly number[], w: number, awayFrom?: readonly number[]) =>
    counted(
      trainer.denoiser({
        schedule,
        condition: ofClass(labels),
        guidance: w,
        ...(awayFrom && { awayFrom: ofClass(awayFrom) }),
      }),
      w === 0 ? 1 : 2,
      asked,
    );
  const start: Batch = { data: trip.x, dim: pictureSize };
  const path: Float64Array[] = [];
  const guidedThere = mend === 'alike' || mend === 'exact';
  const denoiser = told(there, guidedThere ? guidance : 0);
  const input = { denoiser, schedule, times: rising, x: start };
  for (const step of mend === 'exact' ? exactInversion(input) : ddimInversion(input)) {
    path.push(Float64Array.from(step.x.data));
    await stepped();
  }
  const code = path[path.length - 1];
  if (!back) return { path, x: new Float64Array(0), calls: asked.calls };
  const falling = Float64Array.from(rising).reverse();
  if (mend === 'null' && guidance > 0) {
    const x = await byNull(trip, path, (n) => (asked.calls += n));
    return { path, x, calls: asked.calls };
  }
  let x = code;
  if (mend === 'direct') {
    const source = told(there, guidance);
    const same = back.every((label, i) => label === there[i]);
    const drawn = same ? source : told(back, guidance);
    for (const at of heldReturn({ denoiser: drawn, source, schedule, times: rising, path, dim: pictureSize })) {
      x = at.data;
      await stepped();
    }
  } else {
    const drawn = told(back, guidance, mend === 'negative' ? there : undefined);
    for (const step of ddim({ denoiser: drawn, schedule, times: falling, x: { data: code, dim: pictureSize } })) {
      x = step.x.data;
      await stepped();
    }
  }
  return { path, x, calls: asked.calls };
}

/** Moved to fit what the pictures were told; what they are told now is then guided away from that. */
async function byNull(trip: Trip, path: Float64Array[], count: (calls: number) => void): Promise<Float64Array> {
  const { trainer, there, back, rising, guidance, stepped } = trip;
  const range = [standardPaper, standardInk] as const;
  const model = nullModel(trainer, schedule, there);
  const target = back && back.some((label, i) => label !== there[i]) ? nullModel(trainer, schedule, back) : null;
  const last = rising.length - 1;
  const like = (): Batch => ({ data: new Float64Array(trip.x.length), dim: pictureSize });
  const [told, untold, edited] = [like(), like(), like()];
  edited.data.set(path[last]);
  let x: Float64Array = path[last];
  const options = { model, schedule, times: rising, path, dim: pictureSize, guidance, range };
  for (const { i, x: at, shift } of nullReturn({ ...options, iterations: nullIterations })) {
    count(2 + 3 * nullIterations);
    x = at.data;
    if (target) {
      const [t, s] = [rising[last - i + 1], rising[last - i]];
      target.conditional(edited, t, told);
      target.nothing(edited, t, shift, untold);
      count(2);
      const along = schedule.sigma(s) / schedule.sigma(t);
      for (let j = 0; j < edited.data.length; j++) {
        const guess = told.data[j] + guidance * (told.data[j] - untold.data[j]);
        edited.data[j] = along * edited.data[j] + (1 - along) * Math.min(range[1], Math.max(range[0], guess));
      }
    }
    await stepped();
  }
  return target ? edited.data : x;
}

export async function roundTrip(
  spec: RoundTripSpec,
  networks: DigitNetworks,
  { tell, gone }: Listener<RoundTripProgress>,
): Promise<RoundTrip> {
  const { labels, back = labels, evaluations, guidance = 0, mend = 'none', pixels = 'standard' } = spec;
  const trainer = await networks.trainer();
  const begun = performance.now();
  const pictures = inUnits(spec.pictures, pixels, 'standard');
  const rising = digitTimes(evaluations).reverse();
  const n = labels.length;
  const latents = new Float32Array(n * pictureSize);
  const x = new Float32Array(back ? n * pictureSize : 0);
  const errors = new Float64Array(back ? n : 0);
  const rest = yielding(gone);
  const groups = parts(n, rowsAtOnce);
  const all = groups.length * (back ? 2 : 1) * rising.length;
  let [calls, steps] = [0, 0];
  for (const { first, count } of groups) {
    const rows = (of: readonly number[]) => of.slice(first, first + count);
    const begin = pictures.subarray(first * pictureSize, (first + count) * pictureSize);
    const found = await tripped({
      trainer,
      x: Float64Array.from(begin),
      there: rows(labels),
      back: back && rows(back),
      rising,
      guidance,
      mend,
      stepped: async () => {
        steps++;
        if (steps % 5 === 0) tell({ done: Math.min(1, steps / all) });
        await rest();
      },
    });
    calls = Math.max(calls, found.calls);
    latents.set(
      found.path[found.path.length - 1].map((v) => v / DIGIT_SIGMA_MAX),
      first * pictureSize,
    );
    if (!back) continue;
    x.set(inUnits(found.x, 'standard', pixels), first * pictureSize);
    const shown = asShown(found.x);
    for (let i = 0; i < count; i++) {
      const of = (data: Float32Array) => data.subarray(i * pictureSize, (i + 1) * pictureSize);
      errors[first + i] = Math.sqrt(inkError(of(shown), of(begin)));
    }
  }
  return { latents, x, errors, calls, backend: trainer.backend as Backend, milliseconds: performance.now() - begun };
}
