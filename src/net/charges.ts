import type { Summing } from '../core/electrostatics/charges';
import { ChargesKernel } from '../kernel/charges';
import { chargesKernelBytes } from '../kernel/charges-bytes';
import { supportsSimd } from './simd/support';

/**
 * The sums over a cloud of charges on the kernel, for `charges` of `core/electrostatics` in one and two dimensions; nothing where the browser lacks SIMD. One
 * instance serves all clouds in turn. `bytes` stands in for the built-in module, in a place that can't import it.
 */
export async function summingOnKernel(bytes?: BufferSource): Promise<Summing | undefined> {
  if (!supportsSimd()) return undefined;
  const kernel = await ChargesKernel.instantiate(bytes ?? chargesKernelBytes());
  let held = 0;
  return (cloud) => {
    // One memory serves all clouds: whoever asks after another brings its own back.
    let mine = 0;
    return (rows) => {
      if (mine === 0 || mine !== held) {
        kernel.load(cloud);
        mine = ++held;
      }
      kernel.respond(rows);
    };
  };
}
