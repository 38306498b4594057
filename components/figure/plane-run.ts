/** A run on points in the plane as signals, with its loss against the step. */
import type { BuiltPlane } from '../../src/engine/kinds/plane/built';
import { plane } from '../../src/engine/kinds/plane/index';
import type { PlaneSettings } from '../../src/engine/kinds/plane/settings';
import type { PlaneSnapshot } from '../../src/engine/kinds/plane/types';
import { unpackPlane } from '../../src/engine/kinds/plane/unpack';
import type { PlaneWatch } from '../../src/engine/kinds/plane/watch';
import { createRun, type Curve, type RunSignals } from './run';

export interface LossPoint {
  readonly step: number;
  readonly loss: number;
  readonly energyDistance: number;
}

export type PlaneRun = RunSignals<'plane', LossPoint>;

export const lossCurve: Curve<PlaneSnapshot, LossPoint> = {
  point: ({ step, loss, energyDistance }) => (Number.isFinite(loss) ? { step, loss, energyDistance } : null),
  at: ({ step }) => step,
};

/** @param built what the same code learned when the page was built: shown until the reader trains */
export function createPlaneRun(settings: PlaneSettings, watch: Partial<PlaneWatch>, built?: BuiltPlane): PlaneRun {
  return createRun(plane, settings, watch, {
    curve: lossCurve,
    built: built && {
      snapshot: unpackPlane(built),
      history: built.history.map((point) => ({ ...point, energyDistance: NaN })),
    },
  });
}
