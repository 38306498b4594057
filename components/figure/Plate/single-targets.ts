/** The exact arrow as an average of single ones: each clean point that may stand behind a noised one gives an arrow of its own. */
import { batch, zeros, type Batch } from '../../../src/core/batch';
import { eightGaussians } from '../../../src/core/data/eight-gaussians';
import { random } from '../../../src/core/random';
import { cosine } from '../../../src/core/schedule/index';
import { dots } from '../../../src/picture/dots';
import { squareFrame } from '../../../src/picture/frame';
import { arrows } from '../../../src/picture/arrows';
import { segments } from '../../../src/picture/line';
import { fixed } from '../../../src/picture/numbers';
import type { PlateOf } from './panel';

export const at = { x: 0.75, y: 0.3, t: 0.36 } as const;
const counts = [3, 30, 300] as const;

const target = eightGaussians();
const schedule = cosine();
const [alpha, sigma] = [schedule.alpha(at.t), schedule.sigma(at.t)];
const here = batch([at.x, at.y], 2);

/** `n` draws from p(x_0 | x_t): a component by its probability, then a point of it. For a component N(mu, s^2), precision 1 / s^2 + alpha^2 / sigma^2. */
export function posteriorDraws(n: number): Batch {
  const { means, scales } = target.components;
  const r = new Float64Array(scales.length);
  target.responsibilities(here, 0, alpha, sigma, r);
  const draw = random(4).split('posterior');
  const out = zeros(n, 2);
  for (let i = 0; i < n; i++) {
    let u = draw.uniform();
    let k = 0;
    while (k < r.length - 1 && (u -= r[k]) > 0) k++;
    const precision = 1 / scales[k] ** 2 + (alpha / sigma) ** 2;
    for (let d = 0; d < 2; d++) {
      const mean = (means.data[2 * k + d] / scales[k] ** 2 + (alpha * here.data[d]) / sigma ** 2) / precision;
      out.data[2 * i + d] = mean + draw.normal() / Math.sqrt(precision);
    }
  }
  return out;
}

/** The single target -eps / sigma of each draw, (alpha x_0 - x_t) / sigma^2, averaged; and the exact score. */
export function arrowsAt(n: number): { readonly averaged: readonly number[]; readonly exact: readonly number[] } {
  const drawn = posteriorDraws(n);
  const averaged = [0, 1].map((d) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (alpha * drawn.data[2 * i + d] - here.data[d]) / sigma ** 2;
    return sum / n;
  });
  return { averaged, exact: [...target.score(here, alpha, sigma).data] };
}

export function targetsPlate(): PlateOf {
  const panels = counts.map((n) => {
    const frame = squareFrame(2);
    const ends = posteriorDraws(n);
    for (let i = 0; i < ends.data.length; i++) ends.data[i] *= alpha;
    const from = batch(
      Array.from({ length: 2 * n }, (_, i) => here.data[i % 2]),
      2,
    );
    const { averaged, exact } = arrowsAt(n);
    const off = Math.hypot(averaged[0] - exact[0], averaged[1] - exact[1]);
    const shaft = (arrow: readonly number[], head: number) =>
      arrows(frame, here, batch(arrow, 2), { scale: sigma ** 2, longest: Infinity, head });
    return {
      title: n === 3 ? 'Three targets' : `${n} targets`,
      note: `average off by ${fixed(off, 2)}, score ${fixed(Math.hypot(...exact), 2)} long`,
      label: `From one noised point, arrows to ${n} clean points that it may have come from, with their average and the exact score.`,
      frame,
      marks: [
        { d: segments(frame, from, ends), as: 'fine', tone: 'soft' },
        { d: dots(frame, ends), as: 'dots', tone: 'data' },
        { d: shaft(exact, 9), as: 'line', tone: 'exact' },
        { d: shaft(averaged, 7), as: 'dashed', tone: 'model' },
        { d: dots(frame, here), as: 'rings', tone: 'noised' },
      ] as const,
    };
  });
  return {
    panels,
    key: [
      { tone: 'noised', as: 'rings', says: 'the noised point' },
      { tone: 'data', as: 'dots', says: 'clean points it may come from, shrunk by α' },
      { tone: 'model', as: 'dashed', says: 'average of the single arrows' },
      { tone: 'exact', as: 'line', says: 'exact score, times σ²' },
    ],
  };
}
