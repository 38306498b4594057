/** Pictures from noise, and denoised guesses, a few rows at a time, so that a click is answered at once. */
import { multistep } from '../../../../core/few-steps/multistep';
import { random } from '../../../../core/random';
import { samplers, type Sampler, type SamplerStep } from '../../../../core/sampler/index';
import type { Schedule } from '../../../../core/schedule/schedule';
import type { Backend } from '../../../backends';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import type { DigitGuessSpec, DigitProgress, DigitSampleSpec, DigitsSampled } from '../denoising';
import { pictureSize } from '../pixels';
import { askedOf, digitScheduleOf, digitStart, digitTimesOf } from '../sampling';
import { digitDenoiser } from './denoiser';
import { judged } from './judge';
import type { DigitNetworks } from './networks';
import { parts, rowsAtOnce } from './parts';
import { spaceOf } from './space';

export async function sample(
  spec: DigitSampleSpec,
  networks: DigitNetworks,
  { tell, gone }: Listener<DigitProgress>,
): Promise<DigitsSampled> {
  const { labels, seed, from, every = 2, rows = labels.map((_, i) => i) } = spec;
  const { trainer, size, shown } = await spaceOf(spec, networks);
  const asked = askedOf(spec);
  const noisy = spec.how === 'classifier' ? await networks.noisyJudge() : null;
  const judge = spec.judge ? await networks.judge() : null;
  const begun = performance.now();
  const schedule = digitScheduleOf(asked);
  const times = digitTimesOf(asked);
  const x = new Float32Array(labels.length * pictureSize);
  const path = spec.path ? Array.from(times, () => new Float32Array(x.length)) : [];
  const work = parts(labels.length, rowsAtOnce).map(({ first, count }) => {
    const of = labels.slice(first, first + count);
    const start = from
      ? Float64Array.from(from.x.subarray(first * pictureSize, (first + count) * pictureSize))
      : digitStart(rows.slice(first, first + count), seed, schedule, times[0], asked.pixels, size);
    const denoiser = digitDenoiser(asked, of, schedule, trainer, noisy);
    return {
      first,
      count,
      steps: stepsOf(spec, {
        denoiser,
        schedule,
        times,
        x: { data: start, dim: size },
        // The noise of a pupil's second evaluation goes with its row, as that of its first does.
        draw: spec.model === 'pupil' ? `pupil ${rows[first]}` : `sampler ${first}`,
      }),
    };
  });
  const rest = yielding(gone);
  let evaluations = 0;
  // All rows go forward together, a few at a time: the whole grid takes shape at once.
  for (let i = 0; i < times.length; i++) {
    for (const { first, count, steps } of work) {
      const { value: step } = steps.next();
      if (!step) continue;
      evaluations = step.evaluations;
      const last = i === times.length - 1;
      path[i]?.set(shown(step.x.data), first * pictureSize);
      if (last) x.set(shown(step.x.data), first * pictureSize);
      if (every > 0 && (last || (i > 0 && i % every === 0))) {
        const done = (i + (first + count) / labels.length - 1) / (times.length - 1);
        tell({
          first,
          count,
          t: step.t,
          evaluations,
          x: shown(step.x.data),
          denoised: shown(step.denoised.data),
          done,
        });
      }
      await rest();
    }
  }
  const judgement = judge && (await judged(judge, x, spec.pixels, rest));
  const backend = trainer.backend as Backend;
  return { x, times, evaluations, path, judgement, backend, milliseconds: performance.now() - begun };
}

interface Begin {
  readonly denoiser: ReturnType<typeof digitDenoiser>;
  readonly schedule: Schedule;
  readonly times: Float64Array;
  readonly x: { readonly data: Float64Array; readonly dim: number };
  readonly draw: string;
}

function stepsOf(
  { model, sampler = 'dpmpp2m', options = {}, seed }: DigitSampleSpec,
  { draw, ...input }: Begin,
): Generator<SamplerStep, void, void> {
  if (model === 'pupil') return multistep({ ...input, random: random(seed).split(draw) });
  const { sampler: run, defaults } = samplers[sampler] as {
    readonly sampler: Sampler<object>;
    readonly defaults: object;
  };
  return run({ ...defaults, ...options, ...input, random: random(seed).split(draw) });
}

export async function guess(spec: DigitGuessSpec, networks: DigitNetworks, { gone }: Listener): Promise<Float32Array> {
  const { labels, times, x } = spec;
  const trainer = await networks.trainer();
  const noisy = spec.how === 'classifier' ? await networks.noisyJudge() : null;
  const schedule = digitScheduleOf(spec);
  const out = new Float32Array(x.length);
  const rest = yielding(gone);
  // Neighbours at the same time go through together.
  for (let first = 0; first < labels.length;) {
    const t = times[first % times.length];
    let count = 1;
    while (count < rowsAtOnce && first + count < labels.length && times[(first + count) % times.length] === t) count++;
    const data = Float64Array.from(x.subarray(first * pictureSize, (first + count) * pictureSize));
    const found = { data: new Float64Array(data.length), dim: pictureSize };
    digitDenoiser(spec, labels.slice(first, first + count), schedule, trainer, noisy).denoise(
      { data, dim: pictureSize },
      t,
      found,
    );
    out.set(found.data, first * pictureSize);
    first += count;
    await rest();
  }
  return out;
}
