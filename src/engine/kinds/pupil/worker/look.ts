/** What a snapshot shows of both networks: samples by few evaluations, and how good they are. */
import { batch, type Batch } from '../../../../core/batch';
import type { Target } from '../../../../core/data/target';
import { jumps } from '../../../../core/few-steps/jumps';
import { multistep } from '../../../../core/few-steps/multistep';
import { normalBatch, random } from '../../../../core/random';
import { ddim } from '../../../../core/sampler/ddim';
import type { SamplerStep } from '../../../../core/sampler/sampler';
import { uniformTimes } from '../../../../core/sampler/times';
import { makeSchedule } from '../../../../core/schedule/index';
import { networkJumper } from '../../../../net/objective/mean-velocity';
import type { Trainer } from '../../../../net/trainer';
import type { View } from '../../../worker/half';
import { GivenUpError, yielding } from '../../../worker/yield';
import { measure, type HeldOut } from '../../plane/worker/look';
import { methodFacts } from '../methods';
import { scheduleOf, type PupilSettings } from '../settings';
import { pupilEvaluations, shownEvaluations, teacherEvaluations, type PupilLook } from '../types';
import type { PupilLearner } from './learner';

/** What samples are held against. */
export interface Held {
  readonly target: Target;
  readonly heldOut: HeldOut;
}

/** Milliseconds of sampling between two looks at the messages. */
export const patience = 12;

/** Looks at a run, and remembers what it saw of networks that stand still. */
export class Onlooker {
  private edition = NaN;
  private readonly kept = new Map<string, PupilLook>();

  constructor(private readonly held: () => Held) {}

  /** Null when it was given up because a message waits. */
  async look(learner: PupilLearner, view: View<'pupil'>): Promise<readonly PupilLook[] | null> {
    const { settings, watch, givenUp, edition } = view;
    if (!watch.samples || settings.sampleCount === 0) return [];
    if (edition !== this.edition) this.kept.clear();
    this.edition = edition;
    const rest = yielding(givenUp, patience);
    const looks: PupilLook[] = [];
    try {
      for (const one of dueLooks(learner)) {
        const known = one.key === null ? undefined : this.kept.get(one.key);
        const found = known ?? (await this.one(one, settings, rest));
        if (one.key !== null) this.kept.set(one.key, found);
        // What is kept stays here: a snapshot's arrays are given away.
        looks.push({ ...found, samples: found.samples.slice() });
      }
    } catch (error) {
      if (error instanceof GivenUpError) return null;
      throw error;
    }
    return looks;
  }

  private async one(due: Due, settings: PupilSettings, rest: () => Promise<void>): Promise<PupilLook> {
    const { of, evaluations, phase } = due;
    const x = normalBatch(settings.sampleCount, 2, random(settings.sampleSeed));
    let last = x;
    for (const step of due.walk(x, settings)) {
      last = step.x;
      await rest();
    }
    const shown = of === 'pupil' || shownEvaluations.includes(evaluations);
    return { of, evaluations, phase, ...measuredSamples(last, this.held(), shown) };
  }
}

/** How good samples are, and a copy of them where they are to be shown. */
export function measuredSamples(
  { data }: Batch,
  { target, heldOut }: Held,
  shown: boolean,
): Omit<PupilLook, 'of' | 'evaluations' | 'phase'> {
  const samples = batch(data.slice(), 2);
  const { counts: _counts, ...measured } = measure(samples, target, heldOut, false);
  return { ...measured, samples: shown ? samples.data : new Float64Array(0) };
}

/** A look to be taken. */
export interface Due extends Pick<PupilLook, 'of' | 'evaluations' | 'phase'> {
  /** What is seen under the same key is the same; null while it changes. */
  readonly key: string | null;
  readonly walk: (x: Batch, settings: PupilSettings) => Iterable<SamplerStep>;
}

/** The looks that a run as it stands gives cause for. */
export function dueLooks(learner: PupilLearner): readonly Due[] {
  const { stretch, parts } = learner;
  const trained = stretch.stage !== 'teacher';
  const { teacher } = parts;
  const looks: Due[] = [];
  for (const evaluations of teacher ? teacherEvaluations : []) {
    if (!trained && !shownEvaluations.includes(evaluations)) continue;
    looks.push({
      of: 'teacher',
      evaluations,
      phase: 0,
      key: trained ? `teacher ${evaluations}` : null,
      walk: (x, settings) => steps(teacher!, evaluations, x, settings),
    });
  }
  for (const evaluations of stretch.stage === 'pupil' ? pupilEvaluations : []) {
    const finished = learner.method === 'progressive' ? learner.pupilOf(evaluations) : null;
    looks.push({
      of: 'pupil',
      evaluations,
      phase: finished ? evaluations : stretch.phase,
      key: finished && `phase ${evaluations}`,
      walk: (x, settings) => pupilWalk(finished?.() ?? parts.pupil, evaluations, x, settings),
    });
  }
  return looks;
}

/** In equal steps of DDIM; on the flow schedule they are Euler's. */
function steps(network: Trainer, n: number, x: Batch, settings: PupilSettings): Iterable<SamplerStep> {
  const schedule = makeSchedule(scheduleOf(settings));
  return ddim({ denoiser: network.denoiser('ema'), schedule, times: uniformTimes(n), x });
}

function pupilWalk(network: Trainer, n: number, x: Batch, settings: PupilSettings): Iterable<SamplerStep> {
  const { walk } = methodFacts[settings.method];
  const times = uniformTimes(n);
  switch (walk) {
    case 'steps':
      return steps(network, n, x, settings);
    case 'renoise': {
      const draw = random(settings.sampleSeed).split('renoise');
      return multistep({
        denoiser: network.denoiser('ema'),
        schedule: makeSchedule(scheduleOf(settings)),
        times,
        x,
        random: draw,
      });
    }
    case 'jumps':
      return jumps({ jumper: networkJumper(network.evaluator('ema')), times, x });
  }
}
