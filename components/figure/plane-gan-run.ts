/** A game of two networks in the plane as signals, with what its looks came to. */
import type { BuiltPlaneGan, GamePoint } from '../../src/engine/kinds/plane-gan/built';
import { planeGan } from '../../src/engine/kinds/plane-gan/index';
import type { PlaneGanSettings } from '../../src/engine/kinds/plane-gan/settings';
import type { PlaneGanSnapshot, PlaneGanWatch } from '../../src/engine/kinds/plane-gan/types';
import { unpackPlaneGan } from '../../src/engine/kinds/plane-gan/unpack';
import { createRun, type Curve, type RunSignals } from './run';

export type { GamePoint } from '../../src/engine/kinds/plane-gan/built';
export type PlaneGanRun = RunSignals<'plane-gan', GamePoint>;

export const gameCurve: Curve<PlaneGanSnapshot, GamePoint> = {
  point({ samples, step, losses: { discriminator, generator }, modesCovered, energyDistance }) {
    if (samples.length === 0 || step === 0) return null;
    return { step, discriminator, generator, modesCovered, energyDistance };
  },
  at: ({ step }) => step,
};

/** @param built what the same code learned when the page was built: shown until the reader plays */
export function createPlaneGanRun(
  settings: PlaneGanSettings,
  watch: Partial<PlaneGanWatch>,
  built?: BuiltPlaneGan,
): PlaneGanRun {
  return createRun(planeGan, settings, watch, {
    curve: gameCurve,
    built: built && { snapshot: unpackPlaneGan(built), history: built.history },
  });
}
