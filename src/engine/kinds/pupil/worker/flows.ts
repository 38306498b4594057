/** What a snapshot shows of rectified flows: paths, the pairs that they make, how straight they are, samples by few steps. */
import { batch, type Batch } from '../../../../core/batch';
import { movingCost, spareOf } from '../../../../core/coupling/spare';
import { straightness } from '../../../../core/flow/straightness';
import { denoiserField } from '../../../../core/process/flow-field';
import { normalBatch, random } from '../../../../core/random';
import { ddim } from '../../../../core/sampler/ddim';
import { uniformTimes } from '../../../../core/sampler/times';
import { makeSchedule } from '../../../../core/schedule/index';
import type { Trainer } from '../../../../net/trainer';
import type { View } from '../../../worker/half';
import { GivenUpError, yielding } from '../../../worker/yield';
import { scheduleOf, type PupilSettings } from '../settings';
import { flowEvaluations, flowPaths, flowPoints, repaired, type FlowLook, type PupilLook } from '../types';
import type { PupilLearner } from './learner';
import { measuredSamples, patience, type Held } from './look';

/** Steps of Runge-Kutta's method for the integral of a straightness, and where it ends: a network's velocity at t = 0 would be divided by 0. */
const integral = { to: 1e-3, solver: { method: 'rk4', steps: 16 } } as const;
/** Paths that it is the mean of: at most so many. */
const measuredPaths = 256;

/** Looks at every flow of a run, and remembers what it saw of those that learn no more. */
export class FlowWatcher {
  private edition = NaN;
  private readonly kept = new Map<number, FlowLook>();

  constructor(private readonly held: () => Held) {}

  /** Null when it was given up because a message waits. */
  async look(learner: PupilLearner, view: View<'pupil'>): Promise<readonly FlowLook[] | null> {
    const { settings, watch, givenUp, edition } = view;
    if (!watch.flows || settings.method !== 'reflow' || settings.sampleCount === 0) return [];
    if (edition !== this.edition) this.kept.clear();
    this.edition = edition;
    const rest = yielding(givenUp, patience);
    const looks: FlowLook[] = [];
    try {
      for (const { flow, finished, network } of networksOf(learner)) {
        const known = finished ? this.kept.get(flow) : undefined;
        const found = known ?? (await this.one(network(), { flow, finished }, settings, rest));
        if (finished) this.kept.set(flow, found);
        // What is kept stays here: a snapshot's arrays are given away.
        looks.push({
          ...found,
          paths: found.paths.slice(),
          looks: found.looks.map((one) => ({ ...one, samples: one.samples.slice() })),
        });
      }
    } catch (error) {
      if (error instanceof GivenUpError) return null;
      throw error;
    }
    return looks;
  }

  private async one(
    network: Trainer,
    { flow, finished }: Pick<FlowLook, 'flow' | 'finished'>,
    settings: PupilSettings,
    rest: () => Promise<void>,
  ): Promise<FlowLook> {
    const { sampleCount, sampleSeed } = settings;
    const schedule = makeSchedule(scheduleOf(settings));
    const denoiser = network.denoiser('ema');
    const x = normalBatch(sampleCount, 2, random(sampleSeed));
    const looks: PupilLook[] = [];
    let [paths, last]: [Float64Array, Batch] = [new Float64Array(0), x];
    for (const evaluations of flowEvaluations) {
      const every = evaluations / (flowPoints - 1);
      const states: number[] = [];
      for (const step of ddim({ denoiser, schedule, times: uniformTimes(evaluations), x })) {
        if (step.i % every === 0) states.push(...step.x.data.subarray(0, 2 * flowPaths));
        last = step.x;
        await rest();
      }
      paths = Float64Array.from(states);
      const of = flow === 1 ? 'teacher' : 'pupil';
      looks.push({ of, evaluations, phase: 0, ...measuredSamples(last, this.held(), true) });
    }
    const few = batch(x.data.slice(0, 2 * measuredPaths), 2);
    const { deviation, relative, detour } = straightness(few, denoiserField(denoiser, schedule), integral);
    await rest();
    const transport = movingCost(x, last);
    const spare = spareOf(x, last, repaired);
    return { flow, finished, looks, paths, deviation, relative, detour, transport, spare };
  }
}

interface Due extends Pick<FlowLook, 'flow' | 'finished'> {
  readonly network: () => Trainer;
}

function networksOf(learner: PupilLearner): readonly Due[] {
  const { stretch, parts } = learner;
  const { stage, flow } = stretch;
  const trained = stage !== 'teacher';
  const due: Due[] = [{ flow: 1, finished: trained, network: () => parts.teacher! }];
  for (let earlier = 2; earlier < flow; earlier++) {
    const network = learner.pupilOf(earlier);
    if (network) due.push({ flow: earlier, finished: true, network });
  }
  if (stage === 'pupil') due.push({ flow, finished: false, network: () => parts.pupil });
  return due;
}
