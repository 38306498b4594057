import { count, type Batch } from '../../src/core/batch';
import type { Denoiser } from '../../src/core/denoiser';
import { numbersOf, standardRange } from '../../src/core/domain';
import { digitDomain, fromGrey } from '../../src/core/image-network/pixels';
import { multistep } from '../../src/core/few-steps/multistep';
import { turnJumps } from '../../src/core/few-steps/turns';
import { pupilTimes, type PupilEvaluations } from '../../src/core/image-network/pupil';
import { digitSchedule, digitTimes, DIGIT_SIGMA_MAX } from '../../src/core/image-network/sampling';
import { kernelStretch } from '../../src/core/electrostatics/kernel';
import { frechet } from '../../src/core/metric/frechet';
import { fillNormal, random } from '../../src/core/random';
import { dpmpp2m } from '../../src/core/sampler/dpmpp-2m';
import type { SamplerStep } from '../../src/core/sampler/sampler';
import { ofClass } from '../../src/net/condition/class';
import { ANGLE_FROM, ANGLE_TO } from '../../src/net/image/batches';
import type { ImageClassifier } from '../../src/net/image/classifier';
import type { Missing } from '../../src/net/image/pass';
import { shortcutTurner } from '../../src/net/image/objective/shortcut';
import type { ImageTrainer } from '../../src/net/image/trainer';
import type { DigitSplit } from './files';

type Part = DigitSplit['train'];

/** Pictures in standard units, as networks take them. */
export const standard = ({ images }: Part): Float32Array => Float32Array.from(fromGrey(images));

export function accuracy(judge: ImageClassifier, part: Part): number {
  return agreement(judge.judge(standard(part)).classes, part.labels);
}

export function agreement(found: ArrayLike<number>, labels: ArrayLike<number>): number {
  return Array.from(found).filter((c, i) => c === labels[i]).length / found.length;
}

/** Accuracy on noised held-out digits at given noise levels sigma / alpha. */
export function accuracyByNoise(judge: ImageClassifier, part: Part): Record<string, number> {
  const clean = standard(part);
  return Object.fromEntries(
    [0.05, 0.25, 0.5, 1, 2, 4].map((level) => {
      const draw = random(7).split(String(level));
      const r = Math.hypot(1, level);
      const noised = clean.map((v) => (v + level * draw.normal()) / r);
      return [`heldOutAccuracyAtNoise${level}`, agreement(judge.judge(noised, Math.log(level)).classes, part.labels)];
    }),
  );
}

/** Mean squared error of F on held-out digits with their classes, at angles spread evenly, noise from a fixed seed. */
export function heldOutLoss(trainer: ImageTrainer, { heldOut }: DigitSplit): number {
  const clean = fromGrey(heldOut.images);
  const schedule = digitSchedule();
  const n = heldOut.labels.length,
    pixels = 784,
    groups = 20;
  let sum = 0;
  for (let g = 0; g < groups; g++) {
    const angle = (Math.PI / 2) * (ANGLE_FROM + ((ANGLE_TO - ANGLE_FROM) * (g + 0.5)) / groups);
    const sigma = Math.tan(angle);
    const rows = Array.from({ length: n }, (_, i) => i).filter((i) => i % groups === g);
    const draw = random(11).split(g);
    const x = Float64Array.from(
      { length: rows.length * pixels },
      (_, k) => clean[rows[Math.floor(k / pixels)] * pixels + (k % pixels)] + sigma * draw.normal(),
    );
    const out = new Float64Array(x.length);
    const denoiser = trainer.denoiser({
      schedule: atNoise(schedule, sigma),
      condition: ofClass(rows.map((i) => heldOut.labels[i])),
      clip: false,
    });
    denoiser.denoise({ data: x, dim: pixels }, 0.5, { data: out, dim: pixels });
    // The error of F is that of the denoiser over c_out = sin(angle).
    out.forEach(
      (v, k) => (sum += ((v - clean[rows[Math.floor(k / pixels)] * pixels + (k % pixels)]) / Math.sin(angle)) ** 2),
    );
  }
  return sum / (n * pixels);
}

/** The schedule with one noise level at all times. */
function atNoise(schedule: ReturnType<typeof digitSchedule>, sigma: number): ReturnType<typeof digitSchedule> {
  return { ...schedule, alpha: () => 1, sigma: () => sigma };
}

export interface SampleOptions {
  readonly labels: ArrayLike<number>;
  readonly evaluations: number;
  readonly guidance: number;
  readonly seed: number;
  /** The average of weights (default) or the last ones. */
  readonly which?: 'ema' | 'raw';
  readonly missing?: Missing;
  /** D of the prior (default Infinity): of another, each row's noise is stretched as its kernel is. */
  readonly extra?: number;
  /** What is done to the denoiser before it is sampled; `levelOf` gives sigma / alpha at a time. */
  readonly change?: (denoiser: Denoiser, levelOf: (t: number) => number) => Denoiser;
}

/** Samples in standard units by DPM-Solver++(2M), of whatever the network's domain is. Row i depends on the seed and i alone. */
export function sampleDigits(
  trainer: ImageTrainer,
  { labels, evaluations, guidance, seed, which, missing, extra = Infinity, change }: SampleOptions,
): Batch {
  const schedule = digitSchedule();
  return fromNoise(labels, { seed, extra, dim: numbersOf(trainer.domain) }, (x, from) => {
    const own = trainer.denoiser({
      schedule,
      guidance,
      ...(which && { which }),
      ...(missing && { missing }),
      condition: ofClass(Array.from(labels).slice(from, from + count(x))),
    });
    const denoiser = change ? change(own, (t) => schedule.sigma(t) / schedule.alpha(t)) : own;
    return dpmpp2m({ denoiser, schedule, times: digitTimes(evaluations), x });
  });
}

export interface PupilOptions {
  readonly labels: ArrayLike<number>;
  readonly evaluations: PupilEvaluations;
  readonly seed: number;
}

/** A pupil's samples in standard units, from the same noise as its teacher's. Row i depends on the seed and i alone, but for the noise of a second evaluation. */
export function pupilDigits(pupil: ImageTrainer, { labels, evaluations, seed }: PupilOptions): Batch {
  const schedule = digitSchedule();
  return fromNoise(labels, { seed }, (x, from) => {
    const condition = ofClass(Array.from(labels).slice(from, from + count(x)));
    const draw = random(seed).split(`sampler ${from}`);
    const denoiser = pupil.denoiser({ schedule, condition });
    return multistep({ denoiser, schedule, times: pupilTimes(evaluations), x, random: draw });
  });
}

/** Samples of a shortcut model in standard units, by `evaluations` equal jumps from the same noise as the others'. Row i depends on the seed and i alone. */
export function shortcutDigits(
  trainer: ImageTrainer,
  {
    labels,
    evaluations,
    seed,
    grid,
  }: Omit<PupilOptions, 'evaluations'> & { readonly evaluations: number; readonly grid: number },
): Batch {
  const out = fromNoise(labels, { seed }, ({ data, dim }, from) => {
    const x = { data: data.map((v) => v / DIGIT_SIGMA_MAX), dim };
    const asked = Int32Array.from(labels).slice(from, from + count(x));
    const turner = shortcutTurner(trainer.asking('ema'), grid, {
      kind: 'attributes',
      fields: [asked, new Int32Array(asked.length)],
    });
    return turnJumps({ turner, n: evaluations, x });
  });
  // Held to what pixels can be, as a denoiser's answers are.
  const [least, most] = standardRange(digitDomain);
  return { ...out, data: out.data.map((v) => Math.min(most, Math.max(least, v))) };
}

/** The end of a sampler for each hundred rows of noise, stretched as `extra` dimensions more do it (default: Gaussian). */
function fromNoise(
  labels: ArrayLike<number>,
  { seed, extra = Infinity, dim = 784 }: { readonly seed: number; readonly extra?: number; readonly dim?: number },
  run: (x: Batch, from: number) => Iterable<SamplerStep>,
): Batch {
  const chunk = 100;
  const out: Batch = { data: new Float64Array(labels.length * dim), dim };
  const root = random(seed).split('start');
  for (let from = 0; from < labels.length; from += chunk) {
    const rows = Math.min(chunk, labels.length - from);
    const x = new Float64Array(rows * dim);
    for (let i = 0; i < rows; i++) {
      const own = x.subarray(i * dim, (i + 1) * dim);
      fillNormal(own, root.split(from + i));
      const size = DIGIT_SIGMA_MAX * kernelStretch(extra, root.split(from + i).split('stretch'));
      own.forEach((v, k) => (own[k] = size * v));
    }
    let last: Batch | undefined;
    for (const step of run({ data: x, dim }, from)) last = step.x;
    out.data.set(last!.data, from * dim);
  }
  return out;
}

/** The held-out digits' classes in their order, over and over. */
export const classesOf = ({ heldOut: { labels } }: DigitSplit, n: number): Uint8Array =>
  Uint8Array.from({ length: n }, (_, i) => labels[i % labels.length]);

/**
 * Features (or anything) of real digits, chosen as samples are asked for: of each class the first rows of `part`, as often as `labels` names it.
 * A Fréchet distance counts classes too, so an even hand must be held against an even one. Throws where a class has too few.
 */
export function asAsked(part: Part, { data, dim }: Batch, labels: ArrayLike<number>): Batch {
  const byClass = Array.from({ length: 10 }, (_, c) =>
    Array.from(part.labels.keys())
      .filter((i) => part.labels[i] === c)
      .values(),
  );
  const out: Batch = { data: new Float64Array(labels.length * dim), dim };
  for (let i = 0; i < labels.length; i++) {
    const { value: row, done } = byClass[labels[i]].next();
    if (done) throw new RangeError(`too few digits of class ${labels[i]} (expected at least as many as are asked for)`);
    out.data.set(data.subarray(row * dim, (row + 1) * dim), i * dim);
  }
  return out;
}

/** Labels 0 to 9 in turn. */
export const turns = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i % 10);

/**
 * What the manifest says of samples at guidance 1 and 10 evaluations: as many of each class as there are held-out digits, beside those. Equal
 * classes, because the Fréchet distance sees how often a class comes up, and that is not the network's doing.
 */
export function sampleMetrics(
  trainer: ImageTrainer,
  judge: ImageClassifier,
  split: DigitSplit,
): Record<string, number> {
  const { labels } = split.heldOut;
  const samples = sampleDigits(trainer, { labels, evaluations: 10, guidance: 1, seed: 1 });
  const found = judge.judge(Float32Array.from(samples.data));
  const reference = judge.judge(standard(split.train)).features;
  const held = judge.judge(standard(split.heldOut)).features;
  return {
    samples: labels.length,
    agreement: agreement(found.classes, labels),
    frechet: frechet(found.features, reference),
    frechetOfHeldOut: frechet(held, reference),
  };
}

export const first = ({ data, dim }: Batch, n: number): Batch => ({
  data: data.subarray(0, Math.min(n, count({ data, dim })) * dim),
  dim,
});
