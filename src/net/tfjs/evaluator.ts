import { gradientByX, inputsAlong, pointFeatures } from '../features';
import type { Evaluator } from '../objective/objective';
import type { Device } from './device';

/** The network on a device as it can be asked; `guarded` runs work on the device's own backend. */
export function deviceEvaluator(
  device: Device,
  guarded: <T>(work: () => T) => T,
  which: 'raw' | 'ema',
  dim: number,
): Evaluator {
  return {
    forward: (points) => guarded(() => device.predict(pointFeatures(points, dim), which)),
    tangent(points, along) {
      const inputs = pointFeatures(points, dim);
      return guarded(() => device.tangent(inputs, inputsAlong(inputs, along.x, along.time, dim), which));
    },
    inputGradient(points, cotangent) {
      const inputs = pointFeatures(points, dim);
      return gradientByX(
        inputs,
        guarded(() => device.inputGradient(inputs, cotangent, which)),
        dim,
      );
    },
  };
}
