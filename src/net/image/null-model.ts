import type { NullModel } from '../../core/inversion/null';
import type { Schedule } from '../../core/schedule/schedule';
import { ofClass } from '../condition/class';
import { given } from '../condition/index';
import { LOG_NOISE_LEAST, LOG_NOISE_MOST } from './denoiser';
import { withoutGradients } from './gan/frozen';
import { forward } from './pass';
import type { ImageTrainer } from './trainer';

/**
 * A network told classes, as null-text inversion sees it: what it is told of nothing, the row of no class in its table, is moved by a shift for each picture. In
 * standard units; guesses are not clipped. @param labels a class for each row
 */
export function nullModel<T>(trainer: ImageTrainer<T>, schedule: Schedule, labels: readonly number[]): NullModel {
  const {
    device,
    bound,
    settings: { network },
  } = trainer;
  const n = labels.length;
  const width = network.embedding?.width;
  if (width === undefined)
    throw new Error(`the ${network.name} is told nothing (expected a network with an embedding)`);
  const fixed = withoutGradients(device);
  const nobody = ofClass(labels.map(() => -1));
  const told = trainer.denoiser({ schedule, clip: false, condition: ofClass(labels) });
  return {
    width,
    conditional: (x, t, out) => void told.denoise(x, t, out),
    nothing(x, t, shift, out, slope) {
      // As `imageDenoiser` has it.
      const [alpha, S] = [schedule.alpha(t), schedule.sigma(t)];
      const r = Math.hypot(alpha, S);
      const level = Math.min(LOG_NOISE_MOST, Math.max(LOG_NOISE_LEAST, Math.log(S / alpha)));
      const values = Float32Array.from(x.data, (v) => v / r);
      const inputs = {
        n,
        logNoise: new Float32Array(n).fill(level),
        ...given(nobody, values, network),
        shift: Float32Array.from(shift),
      };
      device.use('ema');
      return device.within(() => {
        let found = new Float32Array(0);
        const pass = forward(fixed, bound, inputs, {
          embedded: (gradient) => {
            found = Float32Array.from(device.read(gradient));
          },
        });
        device.read(pass.output).forEach((F, i) => (out.data[i] = (alpha * values[i] + S * F) / r));
        if (!slope) return new Float64Array(0);
        // dD / dF = S / r; one channel a pixel.
        const atF = Float32Array.from(slope(out), (v) => (S / r) * v);
        pass.back(fixed.put(atF, atF.length, 1));
        return Float64Array.from(found);
      });
    },
  };
}
