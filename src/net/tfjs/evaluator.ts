import type { TimeInput } from '../../core/network';
import { gradientByX, inputsAlong, pointFeatures, timeAlong } from '../features';
import type { Evaluator } from '../objective/objective';
import type { Device } from './device';

/** The network on a device as it can be asked; `guarded` runs work on the device's own backend. */
export function deviceEvaluator(
  device: Device,
  guarded: <T>(work: () => T) => T,
  which: 'raw' | 'ema',
  { dim, told }: { readonly dim: number; readonly told: TimeInput | undefined },
): Evaluator {
  return {
    forward: (points) => guarded(() => device.predict(pointFeatures(points, dim, told), which)),
    tangent(points, along) {
      const inputs = pointFeatures(points, dim, told);
      return guarded(() =>
        device.tangent(inputs, inputsAlong(inputs, along.x, timeAlong(points, along, told), dim), which),
      );
    },
    inputGradient(points, cotangent) {
      const inputs = pointFeatures(points, dim, told);
      return gradientByX(
        inputs,
        guarded(() => device.inputGradient(inputs, cotangent, which)),
        dim,
      );
    },
  };
}
