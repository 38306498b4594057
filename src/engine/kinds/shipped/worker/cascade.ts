/** Pictures of a prompt in stages, from few pixels to many. */
import { standard, type Domain } from '../../../../core/domain';
import { cascadeDomains, cascadeSides } from '../../../../core/image-network/cascade';
import { thresholded } from '../../../../net/image/cascade/thresholding';
import { toldPictures } from '../../../../net/image/cascade/told';
import { toldEmbeddings } from '../../../../net/image/unclip/told';
import type { Backend } from '../../../backends';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import type { Cascaded, CascadeProgress, CascadeSpec, CascadeStage } from '../cascade';
import { pixelScales, type PixelUnits } from '../pixels';
import { embeddedTexts, repeated } from './embed';
import { judged } from './judge';
import type { DigitNetworks } from './networks';
import { rowsAtOnce } from './parts';
import { together } from './together';

export async function cascade(
  spec: CascadeSpec,
  networks: DigitNetworks,
  { tell, gone }: Listener<CascadeProgress>,
): Promise<Cascaded> {
  const { count, seed, from, guidance = 1, thresholding = 'static', augmentation = 0, path = false } = spec;
  const { evaluations = [10, 10, 10], pixels = 'standard' } = spec;
  const clip = await networks.clip();
  const sides = cascadeSides.filter((side) => !from || side > from.side);
  const trainers = await Promise.all(sides.map((side) => networks.cascade(side)));
  const judge = spec.judge ? await networks.judge() : null;
  const rest = yielding(gone);
  const text = await embeddedTexts(clip, [spec.text], rest);
  const all = sides.reduce((sum, side) => sum + evaluations[cascadeSides.indexOf(side)], 0);
  const stages: CascadeStage[] = [];
  /** What is handed up, in the standard units of its own size. */
  let low = from ? fromUnits(from.pictures, cascadeDomains[from.side], pixels) : new Float32Array(0);
  let done = 0;
  for (const [k, side] of sides.entries()) {
    const begun = performance.now();
    const domain = cascadeDomains[side];
    const steps = evaluations[cascadeSides.indexOf(side)];
    const given =
      side === 7
        ? { condition: toldEmbeddings(repeated(text, count)), pictures: null }
        : toldPictures(low, side, { augmentation, seed });
    const made = await together({
      trainer: trainers[k],
      name: `cascade ${side}`,
      seed,
      rows: Array.from({ length: count }, (_, i) => i),
      condition: given.condition,
      ...(side === 7 && { guidance, ...thresholded(thresholding, domain) }),
      evaluations: steps,
      atOnce: side === 7 ? count : rowsAtOnce,
      path,
      rest,
      told: (step, guess) =>
        tell({ side, step, steps, guess: toUnits(guess, domain, pixels), done: (done + step) / all }),
    });
    done += steps;
    low = made.x;
    stages.push({
      side,
      x: toUnits(made.x, domain, pixels),
      given: given.pictures && toUnits(given.pictures, cascadeDomains[side === 28 ? 14 : 7], pixels),
      times: made.times,
      states: made.states.map((state) => toUnits(state, domain, pixels)),
      guesses: made.guesses.map((guess) => toUnits(guess, domain, pixels)),
      milliseconds: performance.now() - begun,
    });
  }
  const { x } = stages[stages.length - 1];
  return {
    x,
    text,
    stages,
    judgement: judge && (await judged(judge, x, pixels, rest)),
    backend: trainers[0].backend as Backend,
  };
}

/** From a domain's standard units into those asked for, and back. */
function toUnits(x: Float32Array, { scale: own }: Domain, pixels: PixelUnits): Float32Array {
  const { ink, asked } = { ink: pixelScales.ink, asked: pixelScales[pixels] };
  return x.map((v) => asked.mean + (asked.deviation * (own.mean + own.deviation * v - ink.mean)) / ink.deviation);
}

function fromUnits(x: ArrayLike<number>, domain: Domain, pixels: PixelUnits): Float32Array {
  const { ink, asked } = { ink: pixelScales.ink, asked: pixelScales[pixels] };
  return Float32Array.from(x, (v) => standard(ink.mean + (ink.deviation * (v - asked.mean)) / asked.deviation, domain));
}
