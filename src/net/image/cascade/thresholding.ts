import type { Denoiser } from '../../../core/denoiser';
import type { Domain } from '../../../core/domain';
import type { Thresholding } from '../../../core/image-network/cascade';
import { thresholdRows } from '../../../core/thresholding';
import type { Drawing } from '../drawing';

/** How a stage is drawn so: `static` cuts to the range, `dynamic` draws a picture that leaves it back in whole (Saharia et al. 2022, section 2.3). */
export function thresholded(how: Thresholding, domain: Domain): Pick<Drawing, 'clip' | 'change'> {
  if (how === 'dynamic') return { clip: false, change: (denoiser) => drawnBack(denoiser, domain) };
  return { clip: how === 'static' };
}

/** Dynamic thresholding in a domain's standard units; its range is what [-1, 1] is there. Throws `RangeError` for a domain without a range. */
function drawnBack(denoiser: Denoiser, { name, scale, range }: Domain): Denoiser {
  if (!range) throw new RangeError(`dynamic thresholding of ${name} (expected a domain with a range)`);
  const middle = ((range[0] + range[1]) / 2 - scale.mean) / scale.deviation;
  const half = (range[1] - range[0]) / 2 / scale.deviation;
  return {
    denoise(x, t, out) {
      denoiser.denoise(x, t, out);
      for (let i = 0; i < out.data.length; i++) out.data[i] = (out.data[i] - middle) / half;
      thresholdRows(out, {}, out);
      for (let i = 0; i < out.data.length; i++) out.data[i] = middle + half * out.data[i];
      return out;
    },
  };
}
