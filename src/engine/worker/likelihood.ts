/** Likelihoods under a network, in a way that the page asks for: the very code that the page runs on an exact field. */
import { denoiserField } from '../../core/process/flow-field';
import { makeSchedule } from '../../core/schedule/index';
import type { Trainer } from '../../net/trainer';
import { followed, parseLikelihoodSpec, probesOf, type Likelihoods } from '../likelihood';
import { retimed } from '../sampling';
import type { RunSettings } from '../settings';
import { finished } from './sampled';

/** Length of a central difference, in data units: a network computes in 32 bits. */
const difference = 3e-3;

/** `asked` is a `LikelihoodSpec`, not yet trusted. Rejects with a sentence when there is no network, or when it is gone before the end. */
export async function likelihoods(
  trainer: Trainer | null,
  settings: RunSettings,
  asked: unknown,
  gone: () => boolean,
): Promise<Likelihoods> {
  if (!trainer) throw new Error('There is no network to ask for a likelihood yet.');
  const spec = parseLikelihoodSpec(asked);
  const schedule = makeSchedule(spec.schedule);
  const denoiser = retimed(trainer.denoiser('ema'), makeSchedule(settings.schedule), schedule);
  const field = denoiserField(denoiser, schedule, { probes: probesOf(spec), step: difference });
  return finished(followed(spec, field), gone);
}
