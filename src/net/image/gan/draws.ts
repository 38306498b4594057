/** What a step of the game draws. Everything depends on the seed and the step alone, not on how a batch is cut. */
import { standardRange, type Domain } from '../../../core/domain';
import { random, type Random } from '../../../core/random';
import { disturbance, type Discriminated } from './discriminate';
import type { ImageGanSettings } from './settings';

/** A stream for row `row` of a step's batch, and what it is for. */
function drawFor({ seed }: ImageGanSettings, step: number, what: string, row: number): Random {
  return random(seed)
    .split(what)
    .split(step * 1024 + row);
}

/** Latent codes [n, latent] of rows `from` to `from + n`. */
export function codesOf(settings: ImageGanSettings, step: number, from: number, n: number): Float32Array {
  const latent = settings.networks.generator.channels;
  const z = new Float32Array(n * latent);
  for (let i = 0; i < n; i++)
    for (let k = 0, draw = drawFor(settings, step, 'code', from + i); k < latent; k++)
      z[i * latent + k] = draw.normal();
  return z;
}

/** Pictures with their classes, from row `from` of the batch on, and how they are disturbed before they are judged as `what`. */
export function asked(
  settings: ImageGanSettings,
  domain: Domain,
  step: number,
  {
    what,
    from,
    pictures,
    labels,
  }: Pick<Discriminated, 'pictures' | 'labels'> & { readonly what: string; readonly from: number },
): Pick<Discriminated, 'pictures' | 'labels' | 'disturbance' | 'paper' | 'scale'> {
  const { batchSize, shift, instanceNoise } = settings;
  const draws = Array.from(labels, (_, i) => drawFor(settings, step, what, from + i));
  return {
    pictures,
    labels,
    disturbance: disturbance(draws, shift, instanceNoise, pictures.length / labels.length),
    paper: standardRange(domain)[0],
    scale: 1 / batchSize,
  };
}
