/** DDIM towards noise and back through the shipped diffusion network. */
import type { Batch } from '../../../core/batch';
import { DIGIT_SIGMA_MAX, digitSchedule, digitTimes } from '../../../core/image-network/sampling';
import { ddim } from '../../../core/sampler/ddim';
import { ddimInversion } from '../../../core/sampler/ddim-inversion';
import {
  checkDdimDecodeSpec,
  checkDdimInversionSpec,
  type DdimDecoded,
  type DdimDecodeSpec,
  type DdimInversion,
  type DdimInversionSpec,
  type DdimRun,
} from '../../digit-gan';
import { pictureSize } from '../../digit-samples';
import type { Backend } from '../../settings';
import { breathing, rowsAtOnce, type Listener } from './answer';
import { inkError, inUnits } from './gan';
import type { DigitNetworks } from './shipped';

export async function invertDdim(
  spec: DdimInversionSpec,
  networks: DigitNetworks,
  { tell, gone }: Listener,
): Promise<DdimInversion> {
  checkDdimInversionSpec(spec);
  const { label, pixels = 'standard', evaluations } = spec;
  const trainer = await networks.trainer();
  const begun = performance.now();
  const picture = inUnits(spec.picture, pixels, 'standard');
  const schedule = digitSchedule();
  const denoiser = trainer.denoiser({ schedule, labels: [label] });
  const breath = breathing(gone);
  const runs: DdimRun[] = [];
  for (const n of evaluations) {
    const times = digitTimes(n);
    let x: Batch = { data: Float64Array.from(picture), dim: pictureSize };
    for (const step of ddimInversion({ denoiser, schedule, times: times.slice().reverse(), x })) {
      x = { data: step.x.data, dim: pictureSize };
      await breath();
    }
    const latent = Float32Array.from(x.data, (v) => v / DIGIT_SIGMA_MAX);
    for (const step of ddim({ denoiser, schedule, times, x })) {
      x = { data: step.x.data, dim: pictureSize };
      await breath();
    }
    const run = {
      evaluations: n,
      latent,
      reconstruction: inUnits(x.data, 'standard', pixels),
      error: inkError(x.data, picture),
    };
    runs.push(run);
    tell({
      kind: 'invert',
      step: runs.length,
      code: latent.slice(),
      reconstruction: run.reconstruction.slice(),
      error: run.error,
      errors: Float64Array.from(runs, ({ error }) => error),
      done: runs.length / evaluations.length,
    });
  }
  return { runs, backend: trainer.backend as Backend, milliseconds: performance.now() - begun };
}

export async function decodeDdim(
  spec: DdimDecodeSpec,
  networks: DigitNetworks,
  { gone }: Listener,
): Promise<DdimDecoded> {
  checkDdimDecodeSpec(spec);
  const { latents, labels, evaluations, pixels = 'standard' } = spec;
  const trainer = await networks.trainer();
  const begun = performance.now();
  const schedule = digitSchedule();
  const out = new Float32Array(latents.length);
  const breath = breathing(gone);
  for (let from = 0; from < labels.length; from += rowsAtOnce) {
    const of = labels.slice(from, from + rowsAtOnce);
    const denoiser = trainer.denoiser({ schedule, labels: of });
    let x: Batch = {
      data: Float64Array.from(
        latents.subarray(from * pictureSize, (from + of.length) * pictureSize),
        (v) => DIGIT_SIGMA_MAX * v,
      ),
      dim: pictureSize,
    };
    for (const step of ddim({ denoiser, schedule, times: digitTimes(evaluations), x })) {
      x = { data: step.x.data, dim: pictureSize };
      await breath();
    }
    out.set(inUnits(x.data, 'standard', pixels), from * pictureSize);
  }
  return { x: out, backend: trainer.backend as Backend, milliseconds: performance.now() - begun };
}
