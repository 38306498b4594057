/** DDIM towards noise and back through the shipped diffusion network. */
import type { Batch } from '../../../../core/batch';
import { DIGIT_SIGMA_MAX, digitSchedule, digitTimes } from '../../../../core/image-network/sampling';
import { ddim } from '../../../../core/sampler/ddim';
import { ddimInversion } from '../../../../core/sampler/ddim-inversion';
import { ofClass } from '../../../../net/condition/class';
import type { Backend } from '../../../backends';
import type { Listener } from '../../../worker/half';
import { yielding } from '../../../worker/yield';
import type { DdimDecoded, DdimDecodeSpec, DdimInversion, DdimInversionSpec, DdimRun } from '../ddim';
import { inkError, inUnits, pictureSize } from '../pixels';
import type { InversionProgress } from '../types';
import type { DigitNetworks } from './networks';
import { rowsAtOnce } from './parts';

export async function invertDdim(
  spec: DdimInversionSpec,
  networks: DigitNetworks,
  { tell, gone }: Listener<InversionProgress>,
): Promise<DdimInversion> {
  const { label, pixels = 'standard', evaluations } = spec;
  const trainer = await networks.trainer();
  const begun = performance.now();
  const picture = inUnits(spec.picture, pixels, 'standard');
  const schedule = digitSchedule();
  const denoiser = trainer.denoiser({ schedule, condition: ofClass([label]) });
  const rest = yielding(gone);
  const runs: DdimRun[] = [];
  for (const n of evaluations) {
    const times = digitTimes(n);
    let x: Batch = { data: Float64Array.from(picture), dim: pictureSize };
    for (const step of ddimInversion({ denoiser, schedule, times: times.slice().reverse(), x })) {
      x = { data: step.x.data, dim: pictureSize };
      await rest();
    }
    const latent = Float32Array.from(x.data, (v) => v / DIGIT_SIGMA_MAX);
    for (const step of ddim({ denoiser, schedule, times, x })) {
      x = { data: step.x.data, dim: pictureSize };
      await rest();
    }
    const run = {
      evaluations: n,
      latent,
      reconstruction: inUnits(x.data, 'standard', pixels),
      error: inkError(x.data, picture),
    };
    runs.push(run);
    tell({
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
  const { latents, labels, evaluations, pixels = 'standard' } = spec;
  const trainer = await networks.trainer();
  const begun = performance.now();
  const schedule = digitSchedule();
  const out = new Float32Array(latents.length);
  const rest = yielding(gone);
  for (let from = 0; from < labels.length; from += rowsAtOnce) {
    const of = labels.slice(from, from + rowsAtOnce);
    const denoiser = trainer.denoiser({ schedule, condition: ofClass(of) });
    let x: Batch = {
      data: Float64Array.from(
        latents.subarray(from * pictureSize, (from + of.length) * pictureSize),
        (v) => DIGIT_SIGMA_MAX * v,
      ),
      dim: pictureSize,
    };
    for (const step of ddim({ denoiser, schedule, times: digitTimes(evaluations), x })) {
      x = { data: step.x.data, dim: pictureSize };
      await rest();
    }
    out.set(inUnits(x.data, 'standard', pixels), from * pictureSize);
  }
  return { x: out, backend: trainer.backend as Backend, milliseconds: performance.now() - begun };
}
