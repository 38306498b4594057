import type { Batch } from '../batch';
import type { Random } from '../random';
import { ROUNDING_NOISE } from './cosines';
import type { Differentiable } from './operator';
import { pictureOperator, type PictureLinear, type PictureSpec } from './spec';

const side = 28;

/** What chapter 13's record measures of a digit, in ink (0 is paper, 1 is ink), and with how much noise. */
export interface Damage {
  readonly label: string;
  readonly spec: PictureLinear | Extract<PictureSpec, { readonly kind: 'fourier-magnitude' }>;
  /** Standard deviation, in the measurement's units. Of a rounding, what it errs by. */
  readonly noise: number;
  /** Whether numbers are rounded, and that is their noise. */
  readonly rounded?: boolean;
}

const keeping = (kept: (row: number, column: number) => boolean): PictureLinear => ({
  kind: 'mask',
  keep: Array.from({ length: side * side }, (_, i) => (kept(Math.floor(i / side), i % side) ? 1 : 0)),
});
const within = (from: number, to: number) => (row: number, column: number) =>
  row >= from && row < to && column >= from && column < to;

export const damages = {
  half: { label: 'Right half missing', spec: keeping((_, column) => column < side / 2), noise: 0.02 },
  box: { label: 'Middle missing, 12 by 12', spec: keeping((row, column) => !within(8, 20)(row, column)), noise: 0.02 },
  outpaint: { label: 'All but the middle missing, 14 by 14', spec: keeping(within(7, 21)), noise: 0.02 },
  small: { label: '7 by 7 to 28 by 28', spec: { kind: 'box-down', side, factor: 4 }, noise: 0.02 },
  blur: { label: 'Blur of 2 pixels', spec: { kind: 'gaussian-blur', side, deviation: 2 }, noise: 0.02 },
  noise: { label: 'Noise of half the ink', spec: { kind: 'whole', side }, noise: 0.5 },
  jpeg: {
    label: 'Rounded cosines, as JPEG',
    spec: { kind: 'block-cosines', side, block: 4, step: 0.5 },
    noise: ROUNDING_NOISE,
    rounded: true,
  },
  projections: {
    label: '100 random projections',
    spec: { kind: 'projections', side, count: 100, seed: 1 },
    noise: 0.02,
  },
  fourier: { label: 'Fourier magnitudes', spec: { kind: 'fourier-magnitude', side }, noise: 0.02 },
} as const satisfies Readonly<Record<string, Damage>>;

export type DamageName = keyof typeof damages;
export const damageNames = Object.keys(damages) as readonly DamageName[];

/** H of a damage: its operator, which keeps what it has found of itself. */
export const operatorOf = (name: DamageName): Differentiable => {
  const made = operators.get(name) ?? (pictureOperator(damages[name].spec) as Differentiable);
  operators.set(name, made);
  return made;
};
const operators = new Map<DamageName, Differentiable>();

/** What was measured of one picture in ink [784]. */
export function damaged(name: DamageName, picture: Float64Array, random: Random): Batch {
  const { noise, rounded = false }: Damage = damages[name];
  const y = operatorOf(name).apply({ data: picture, dim: picture.length });
  for (let i = 0; i < y.data.length; i++)
    y.data[i] = rounded ? Math.round(y.data[i]) : y.data[i] + noise * random.normal();
  return y;
}

/** Whether a pixel was not looked at. Where the picture was measured as a whole, none was seen as it is: all count. */
export function unseen(name: DamageName): (pixel: number) => boolean {
  const { spec }: Damage = damages[name];
  return spec.kind === 'mask' ? (pixel) => !spec.keep[pixel] : () => true;
}
