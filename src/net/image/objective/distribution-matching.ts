import { standardRange, type Domain } from '../../../core/domain';
import { random, type Random } from '../../../core/random';
import { beside, take, type Condition } from '../../condition/index';
import { ANGLE_FROM, ANGLE_TO } from '../batches';
import { Epochs, type DataPool } from '../data';
import { imageDenoising } from './denoising';
import type { Ask, ImageObjective, LossRows } from './objective';
import { clipped, guidedTeacher, noised, noiseAt, readData } from './teacher';

/** What stands beside the two scores: a judge of made pictures, with its loss of each row and the gradient of that by the row. */
export interface Rival {
  readonly pull: (
    rows: { readonly pictures: Float32Array; readonly condition: Condition },
    at: { readonly step: number; readonly from: number },
  ) => { readonly terms: Float32Array; readonly gradient: Float32Array };
}

/** The pictures of a batch [size, numbers] in standard units as they were made, and what was asked: what the fake learns from next. */
export type MadePictures = { -readonly [K in keyof DataPool]: DataPool[K] };

export interface ImageDistributionMatchingOptions {
  /** The teacher, and w of its guidance (as in `DenoiserOptions`), which the pupil learns to need no more. */
  readonly teacher: Ask;
  readonly guidance: number;
  /** The denoiser of what the pupil makes, which learns along (`imitation`). Without it all samples of a class become one. */
  readonly fake?: Ask;
  /** Filled anew in every step. */
  readonly made: MadePictures;
  readonly domain: Domain;
  /** The noise level sigma / alpha that the pupil starts from: there its input is noise. */
  readonly start: number;
  /**
   * A share of the rows begins at this lower noise level, from what the pupil has just made of noise: its second evaluation. Sampling is
   * simulated so by Yin et al. 2024 ("Improved distribution matching distillation"). Absent: one evaluation only.
   */
  readonly again?: { readonly level: number; readonly share: number };
  /** Noise levels at which the scores are compared, in quarter turns; default 0.02 and 0.98. */
  readonly levels?: readonly [from: number, to: number];
  /** Added to what a row's gradient is divided by, in standard units; default 0.02. */
  readonly floor?: number;
  /** A judge that pulls too, and with which weight. */
  readonly rival?: { readonly judge: Rival; readonly weight: number };
}

/**
 * Distribution matching distillation on data of a domain (Yin et al. 2024, eq. 7 and 8; the plane's is `net/objective/distribution-matching.ts`): what the
 * pupil makes in one evaluation is noised, and moves by the difference of what the two denoisers say of it,
 *
 *   grad = (D_fake(x_t) - D_teacher(x_t)) / (mean |x_0 - D_teacher(x_t)| + floor).
 *
 * A row's loss is half the mean square of that, which is no divergence. Of the data it takes the classes alone, unless there is a rival.
 */
export function imageDistributionMatching(options: ImageDistributionMatchingOptions): ImageObjective {
  const { domain, fake, made, start, again, levels: [low, high] = [0.02, 0.98], floor = 0.02, rival } = options;
  const check = (name: string, value: unknown, holds: boolean, expected: string) => {
    if (!holds) throw new RangeError(`${name} is ${String(value)} (expected ${expected})`);
  };
  check('guidance', options.guidance, options.guidance >= 0, '0 or more');
  check('start', start, start > 0 && start < Infinity, 'a noise level above 0');
  check('levels', [low, high], low >= ANGLE_FROM && low <= high && high <= ANGLE_TO, '0.01 <= from <= to <= 0.99');
  check('floor', floor, floor > 0, 'more than 0');
  check('second level', again?.level, !again || (again.level > 0 && again.level < start), 'above 0, below the start');
  check('share of the second', again?.share, !again || (again.share >= 0 && again.share <= 1), 'from 0 to 1');
  const range = standardRange(domain);
  const teacher = guidedTeacher(options.teacher, options.guidance, range);

  return {
    name: 'distribution matching',
    batches({ pool, size: numbers, seed, network }) {
      const epochs = new Epochs(seed, pool.count);
      const root = random(seed).split('distribution matching');
      const normals = (n: number, draw: Random) => Float32Array.from({ length: n * numbers }, () => draw.normal());
      const pupil = (values: Float32Array, logNoise: Float32Array, condition: Condition) =>
        readData(values, logNoise, network('raw')(values, logNoise, condition));
      let draw = root;
      let turned = 0;
      return ({ step, seen, from, n, size }): LossRows => {
        if (from === 0) {
          draw = root.split(step);
          turned = draw.uniform();
        }
        const chosen = Int32Array.from({ length: n }, (_, i) => epochs.at(seen + from + i));
        const condition = take(pool.condition, chosen);
        const logNoise = new Float32Array(n).fill(Math.log(start));
        const values = normals(n, draw);
        // The first rows of the batch: what comes of noise, noised anew.
        const rows = again ? Math.max(0, Math.min(n, Math.round(again.share * size) - from)) : 0;
        if (again && rows > 0) {
          const asked = take(
            condition,
            Int32Array.from({ length: rows }, (_, i) => i),
          );
          const x0 = clipped(pupil(values.slice(0, rows * numbers), logNoise.slice(0, rows), asked), range);
          logNoise.fill(Math.log(again.level), 0, rows);
          values.set(noised(x0, logNoise.subarray(0, rows), normals(rows, draw)));
        }
        // Spread evenly over the batch, turned so that a row's level says nothing of where it began.
        const place = Float32Array.from({ length: n }, (_, i) => ((from + i + draw.uniform()) / size + turned) % 1);
        const level = place.map((p) => Math.log(Math.tan((Math.PI / 2) * (low + (high - low) * p))));
        const epsilon = normals(n, draw);
        return {
          values,
          n,
          logNoise,
          condition,
          place,
          loss(output) {
            const x0 = readData(values, logNoise, output);
            made.values.set(x0, from * numbers);
            made.condition = from === 0 ? condition : beside(made.condition, condition);
            const x = noised(x0, level, epsilon);
            const real = teacher(x, level, condition);
            const other = fake ? readData(x, level, fake(x, level, condition)) : x0;
            const pull = pulled(x0, real, other, { n, floor });
            if (rival) {
              const more = rival.judge.pull({ pictures: x0, condition }, { step, from });
              for (let i = 0; i < n; i++) pull.terms[i] += rival.weight * more.terms[i];
              for (let j = 0; j < x0.length; j++) pull.gradient[j] += rival.weight * more.gradient[j];
            }
            // F says sin(angle) of x_0.
            for (let i = 0; i < n; i++) {
              const { sigma } = noiseAt(logNoise[i]);
              for (let j = i * numbers; j < (i + 1) * numbers; j++) pull.gradient[j] *= sigma;
            }
            return pull;
          },
        };
      };
    },
  };
}

/** Denoising, by the book's own objective, of what is made and not of the data: what the fake learns. A batch is all that was made in a step. */
export function imitation(made: MadePictures): ImageObjective {
  return { name: 'imitation', batches: (source) => imageDenoising.batches({ ...source, pool: made }) };
}

/** Room for what is made in a step of `size` rows, as yet nothing. */
export function madePictures(size: number, domainNumbers: number): MadePictures {
  return {
    values: new Float32Array(size * domainNumbers),
    condition: { kind: 'class', labels: new Int32Array(size).fill(-1) },
    count: size,
  };
}

/** Each row's loss, and its gradient by the row. */
function pulled(
  x0: Float32Array,
  real: Float32Array,
  other: Float32Array,
  { n, floor }: { readonly n: number; readonly floor: number },
): { readonly terms: Float32Array; readonly gradient: Float32Array } {
  const numbers = x0.length / n;
  const [terms, gradient] = [new Float32Array(n), new Float32Array(x0.length)];
  for (let i = 0; i < n; i++) {
    let size = floor;
    for (let j = i * numbers; j < (i + 1) * numbers; j++) size += Math.abs(x0[j] - real[j]) / numbers;
    for (let j = i * numbers; j < (i + 1) * numbers; j++) {
      const grad = (other[j] - real[j]) / size;
      terms[i] += grad ** 2 / (2 * numbers);
      gradient[j] = grad / numbers;
    }
  }
  return { terms, gradient };
}
