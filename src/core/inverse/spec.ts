import { random } from '../random';
import { blockCosines } from './cosines';
import { dense, randomProjections } from './dense';
import { identity } from './identity';
import { mask } from './mask';
import { fourierMagnitude, quantised, ring } from './nonlinear';
import type { Differentiable, LinearOperator, Operator } from './operator';
import { bicubicDown, boxDown, gaussianBlur } from './separable';

/** A linear measurement of a point in the plane, as plain data. */
export type PlaneLinear =
  /** One of the two coordinates. */
  | { readonly kind: 'coordinate'; readonly axis: 0 | 1 }
  /** Where the point lies along a line through the middle, turned by `angle` (radians) from the first axis. */
  | { readonly kind: 'line'; readonly angle: number }
  /** The point as a picture of two pixels, each with the share `amount` (0 to below 1/2) of the other: 1/2 would be their mean alone. */
  | { readonly kind: 'blur'; readonly amount: number };

/** What is measured of a point in the plane. */
export type PlaneSpec = PlaneLinear | { readonly kind: 'ring'; readonly x: number; readonly y: number };

/** A linear measurement of a square picture of `side` by `side` pixels. */
export type PictureLinear =
  /** A number for each pixel: not 0 where it is kept. */
  | { readonly kind: 'mask'; readonly keep: readonly number[] }
  | { readonly kind: 'box-down' | 'bicubic-down'; readonly side: number; readonly factor: number }
  /** `deviation` in pixels. */
  | { readonly kind: 'gaussian-blur'; readonly side: number; readonly deviation: number }
  /** All of it, as it is. */
  | { readonly kind: 'whole'; readonly side: number }
  /** What a quantised picture's file holds, before it is rounded. `step` in the pixels' units. */
  | { readonly kind: 'block-cosines'; readonly side: number; readonly block: number; readonly step: number }
  | { readonly kind: 'projections'; readonly side: number; readonly count: number; readonly seed: number };

/** What is measured of a picture. */
export type PictureSpec =
  | PictureLinear
  /** `step` in the pixels' units. */
  | { readonly kind: 'quantised'; readonly side: number; readonly block: number; readonly step: number }
  | { readonly kind: 'fourier-magnitude'; readonly side: number };

export function planeOperator(spec: PlaneLinear): LinearOperator;
export function planeOperator(spec: PlaneSpec): Differentiable;
/** The operator of a spec. Throws `RangeError` where it cannot be. */
export function planeOperator(spec: PlaneSpec): Differentiable {
  switch (spec.kind) {
    case 'coordinate':
      return mask(spec.axis === 0 ? [1, 0] : [0, 1], 'coordinate');
    case 'line':
      if (!Number.isFinite(spec.angle))
        throw new RangeError(`a line at angle ${spec.angle} (expected a finite number)`);
      return dense('line', Float64Array.of(Math.cos(spec.angle), Math.sin(spec.angle)), 1, 2);
    case 'blur': {
      const b = spec.amount;
      if (!(b >= 0 && b < 0.5)) throw new RangeError(`a blur of ${b} (expected 0 to below 0.5)`);
      return dense('blur', Float64Array.of(1 - b, b, b, 1 - b), 2, 2);
    }
    case 'ring':
      return ring([spec.x, spec.y]);
  }
}

export function pictureOperator(spec: PictureLinear): LinearOperator;
export function pictureOperator(spec: PictureSpec): Operator;
/** The operator of a spec. Throws `RangeError` where it cannot be. */
export function pictureOperator(spec: PictureSpec): Operator {
  switch (spec.kind) {
    case 'mask':
      return mask(spec.keep);
    case 'box-down':
      return boxDown(spec.side, spec.factor);
    case 'bicubic-down':
      return bicubicDown(spec.side, spec.factor);
    case 'gaussian-blur':
      return gaussianBlur(spec.side, spec.deviation);
    case 'whole':
      return identity(spec.side ** 2);
    case 'block-cosines':
      return blockCosines(spec.side, spec.block, spec.step);
    case 'projections':
      return randomProjections(spec.side ** 2, spec.count, random(spec.seed).split('projections'));
    case 'quantised':
      return quantised(spec.side, spec.block, spec.step);
    case 'fourier-magnitude':
      return fourierMagnitude(spec.side);
  }
}
