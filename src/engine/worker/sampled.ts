/** Samples from a network in a way that the page asks for: the very code that the page runs on an exact score. */
import { makeSchedule } from '../../core/schedule/index';
import type { Trainer } from '../../net/trainer';
import { parseSampleSpec, retimed, sampling, type Sampled } from '../sampling';
import type { RunSettings } from '../settings';
import { breathe } from './breathe';

/** Milliseconds of sampling between two looks at the messages. */
const patience = 12;

/** `asked` is a `SampleSpec`, not yet trusted. Rejects with a sentence when there is no network, or when it is gone before the end. */
export async function sampled(
  trainer: Trainer | null,
  settings: RunSettings,
  asked: unknown,
  gone: () => boolean,
): Promise<Sampled> {
  if (!trainer) throw new Error('There is no network to sample from yet.');
  const spec = parseSampleSpec(asked);
  const own = makeSchedule(settings.schedule);
  const denoiser = retimed(trainer.denoiser('ema'), own, makeSchedule(spec.schedule));
  const work = sampling(spec, denoiser);
  let milliseconds = 0;
  function* timed(): Generator<void, Sampled, void> {
    for (;;) {
      const from = performance.now();
      const next = work.next();
      milliseconds += performance.now() - from;
      if (next.done) return next.value;
      yield;
    }
  }
  return { ...(await finished(timed(), gone)), milliseconds };
}

/** Runs long work to its end, with a look at the messages now and then. */
export async function finished<T>(work: Generator<void, T, void>, gone: () => boolean): Promise<T> {
  let since = performance.now();
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    if (performance.now() - since <= patience) continue;
    await breathe();
    if (gone()) throw new Error('The network was put away while it was at work.');
    since = performance.now();
  }
}
