/** What may be asked of the averaged weights, answered by the very code that the page runs on an exact score and field. */
import type { Target } from '../../../../core/data/target';
import { denoiserField } from '../../../../core/process/flow-field';
import { random } from '../../../../core/random';
import { uniformTimes } from '../../../../core/sampler/times';
import { makeSchedule } from '../../../../core/schedule/index';
import type { Trainer } from '../../../../net/trainer';
import type { Answers, AskedRun } from '../../../worker/half';
import { finished } from '../../../worker/yield';
import { followed, probesOf } from '../likelihood';
import { parseLikelihoodSpec, parseSampleSpec } from '../questions';
import { retimed, sampling, type Sampled } from '../sampling';

/** Length of a central difference, in data units: a network computes in 32 bits. */
const difference = 3e-3;

/** @param source where samples begin, if not in noise: there times are even, from 1 to 0 */
export const planeAnswers = (source: () => Target | null): Answers<'plane', AskedRun<'plane', Trainer>> => ({
  sample: {
    check: parseSampleSpec,
    async answer(spec, { learner, settings }, { gone }) {
      const own = makeSchedule(settings.schedule);
      const from = source()?.sample(spec.count, random(spec.seed));
      const denoiser = retimed(learner.denoiser('ema'), own, makeSchedule(spec.schedule));
      const work = sampling(spec, denoiser, from && uniformTimes(spec.steps), from);
      let milliseconds = 0;
      function* timed(): Generator<void, Sampled, void> {
        for (;;) {
          const begun = performance.now();
          const next = work.next();
          milliseconds += performance.now() - begun;
          if (next.done) return next.value;
          yield;
        }
      }
      return { ...(await finished(timed(), gone)), milliseconds };
    },
  },
  likelihood: {
    check: parseLikelihoodSpec,
    async answer(spec, { learner, settings }, { gone }) {
      const schedule = makeSchedule(spec.schedule);
      const denoiser = retimed(learner.denoiser('ema'), makeSchedule(settings.schedule), schedule);
      const field = denoiserField(denoiser, schedule, { probes: probesOf(spec), step: difference });
      return finished(followed(spec, field), gone);
    },
  },
});
