/** Pictures from noise in the space of codes: the denoiser's steps, then the decoder once. */
import type { Condition } from '../../../../net/condition/index';
import { numbersOf } from '../../../../core/domain';
import { fillNormal, random } from '../../../../core/random';
import { digitSchedule, digitTimes } from '../../../../core/image-network/sampling';
import { dpmpp2m } from '../../../../core/sampler/index';
import { ofClass } from '../../../../net/condition/class';
import { nothing } from '../../../../net/condition/index';
import type { ImageTrainer } from '../../../../net/image/trainer';
import type { Backend } from '../../../backends';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import { checkLabels, checkPixels, whole, within } from '../../shipped/checks';
import { inUnits, pictureSize } from '../../shipped/pixels';
import { judged } from '../../shipped/worker/judge';
import type { DigitNetworks } from '../../shipped/worker/networks';
import { parts, rowsAtOnce } from '../../shipped/worker/parts';
import type { LatentDrawn, LatentDrawSpec } from '../types';
import type { Pipeline } from './pipeline';

export function checkDrawSpec({ labels, seed, rows, guidance = 0, evaluations = 10, pixels }: LatentDrawSpec): void {
  checkLabels(labels, -1);
  whole('seed', seed, 0, 4_294_967_295);
  if (rows && rows.length !== labels.length)
    throw new RangeError(`${rows.length} rows (expected ${labels.length}, one a label)`);
  rows?.forEach((row) => whole('row', row, 0, 4_294_967_295));
  within('guidance by', guidance, -20, 20);
  whole('evaluations', evaluations, 1, 1000);
  checkPixels(pixels);
}

/** Noise of deviation 1 for each row: row k of a seed is the same wherever it stands. */
export function latentNoise(seed: number, rows: readonly number[], numbers: number): Float64Array {
  const root = random(seed).split('latent');
  const x = new Float64Array(rows.length * numbers);
  rows.forEach((row, i) => fillNormal(x.subarray(i * numbers, (i + 1) * numbers), root.split(row)));
  return x;
}

/** Codes from their noise, by the book's sampler: DPM-Solver++(2M) over the digits' times. */
export function* codesFromNoise(
  denoiser: ImageTrainer,
  noise: Float64Array,
  {
    labels,
    guidance,
    evaluations,
  }: { readonly labels: readonly number[]; readonly guidance: number; readonly evaluations: number },
): Generator<void, Float32Array, void> {
  const schedule = digitSchedule();
  const times = digitTimes(evaluations);
  const dim = numbersOf(denoiser.domain);
  const none = labels.every((label) => label < 0);
  const condition: Condition = none ? nothing(denoiser.settings.network, labels.length) : ofClass(labels);
  let codes = new Float32Array(0);
  for (const step of dpmpp2m({
    denoiser: denoiser.denoiser({ schedule, condition, guidance: none ? 0 : guidance }),
    schedule,
    times,
    x: { data: noise.map((v) => schedule.sigma(times[0]) * v), dim },
    random: random(0),
  })) {
    codes = Float32Array.from(step.x.data);
    yield;
  }
  return codes;
}

export async function draw(
  spec: LatentDrawSpec,
  pipeline: Pipeline,
  networks: Pick<DigitNetworks, 'judge'>,
  { gone }: Listener,
): Promise<LatentDrawn> {
  const { labels, seed, rows = labels.map((_, i) => i), guidance = 0, evaluations = 10, pixels = 'standard' } = spec;
  const { denoiser } = pipeline.parts;
  const judge = spec.judge ? await networks.judge() : null;
  const rest = yielding(gone);
  const numbers = numbersOf(denoiser.domain);
  const codes = new Float32Array(labels.length * numbers);
  const standard = new Float32Array(labels.length * pictureSize);
  let milliseconds = 0;
  for (const { first, count } of parts(labels.length, rowsAtOnce)) {
    const noise = latentNoise(seed, rows.slice(first, first + count), numbers);
    const work = codesFromNoise(denoiser, noise, { labels: labels.slice(first, first + count), guidance, evaluations });
    for (;;) {
      const begun = performance.now();
      const next = work.next();
      milliseconds += performance.now() - begun;
      if (next.done) {
        codes.set(next.value, first * numbers);
        break;
      }
      await rest();
    }
    const begun = performance.now();
    standard.set(pipeline.decode(codes.subarray(first * numbers, (first + count) * numbers)), first * pictureSize);
    milliseconds += performance.now() - begun;
    await rest();
  }
  const judgement = judge && (await judged(judge, standard, 'standard', rest));
  const backend = denoiser.backend as Backend;
  return { x: inUnits(standard, 'standard', pixels), codes, judgement, backend, milliseconds };
}
