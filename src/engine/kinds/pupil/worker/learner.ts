/** A teacher and then its pupil as one network in training: its steps are those of the one, then of the other. */
import { copy } from '../../../../core/batch';
import { flowPairs, type FlowPairs } from '../../../../core/few-steps/rectified-flow';
import { normalBatch, random } from '../../../../core/random';
import { ddim } from '../../../../core/sampler/ddim';
import { uniformTimes } from '../../../../core/sampler/times';
import { makeSchedule } from '../../../../core/schedule/index';
import type { ScheduleSpec } from '../../../../core/schedule/schedule';
import { fresh } from '../../../../net/frozen';
import type { Backend, SavedWeights, Trainer } from '../../../../net/trainer';
import type { Learner } from '../../../worker/half';
import { examplesOfStep, flopsOfStep } from '../cost';
import { pairPlan, type PupilMethod } from '../methods';
import {
  lengthsOf,
  pupilNumber,
  scheduleOf,
  stages,
  stretchAt,
  stretchesOf,
  type PupilSettings,
  type PupilStage,
  type Stretch,
} from '../settings';
import type { StageCost } from '../types';

/** The networks of a run; those that its method has no use for are null. */
export interface PupilParts {
  readonly teacher: Trainer | null;
  /** What a pupil learns from, which stands still meanwhile. */
  readonly holder: Trainer | null;
  readonly fake: Trainer | null;
  readonly pupil: Trainer;
  /** Takes the weights of earlier pupils to be looked at. */
  readonly viewer: Trainer | null;
  /** Filled while pairs are drawn. */
  readonly pairs: FlowPairs | null;
}

/** A teacher that has learned all it is to learn, and what that took. */
export interface FinishedTeacher {
  readonly saved: SavedWeights;
  readonly cost: StageCost;
}

export type Costs = Readonly<Record<PupilStage, StageCost>>;

export interface SavedPupil {
  readonly step: number;
  readonly teacher: SavedWeights | null;
  readonly pupil: SavedWeights;
  readonly fake: SavedWeights | null;
  /** The pupils of finished phases, or flows, by number: averages of their weights. */
  readonly earlier: readonly { readonly number: number; readonly saved: SavedWeights }[];
  readonly cost: Costs;
}

const noCost = (): Record<PupilStage, StageCost> => {
  const none = { flops: 0, milliseconds: 0 };
  return { teacher: none, pairs: none, pupil: none };
};

export class PupilLearner implements Learner<SavedPupil> {
  readonly backend: Backend;
  /** Mean over the steps taken last, or over all where they came out of a file; before the first, of the first. */
  flopsPerStep = 0;
  examplesPerStep = 0;
  private step = 0;
  private spent = noCost();
  private earlier = new Map<number, SavedWeights>();
  /** Blocks of pairs that are drawn. */
  private drawn = 0;
  private readonly stretches: readonly Stretch[];

  /** @param taught a teacher that has learned all it is to learn: the first reset begins after it, later ones begin anew */
  constructor(
    private readonly settings: PupilSettings,
    readonly parts: PupilParts,
    private taught: FinishedTeacher | null,
  ) {
    this.backend = parts.pupil.backend;
    this.stretches = stretchesOf(settings);
    this.price();
  }

  get steps(): number {
    return this.step;
  }

  /** What the next step belongs to. */
  get stretch(): Stretch {
    return stretchAt(this.stretches, this.step);
  }

  get method(): PupilMethod {
    return this.settings.method;
  }

  get schedule(): ScheduleSpec {
    return scheduleOf(this.settings);
  }

  get cost(): Costs {
    return this.spent;
  }

  /** The teacher once it has learned all it is to learn. */
  get finishedTeacher(): FinishedTeacher | null {
    const { teacher } = this.parts;
    return teacher && this.step >= lengthsOf(this.settings).teacher
      ? { saved: fresh(teacher.save()), cost: this.spent.teacher }
      : null;
  }

  /** A pupil of this run that has learned all it is to learn, by its number: to be asked until the next is; null where there is none. */
  pupilOf(number: number): (() => Trainer) | null {
    const saved = this.earlier.get(number);
    const { viewer } = this.parts;
    if (!saved || !viewer) return null;
    return () => {
      viewer.load(saved);
      return viewer;
    };
  }

  /** Steps one by one until so many are taken or `enough` says that it is time; how many, and their mean loss. */
  advance(most: number, enough: () => boolean): { readonly steps: number; readonly loss: number } {
    let [steps, loss] = [0, 0];
    const before = this.totals();
    do {
      loss += this.upTo(1);
      steps += 1;
    } while (steps < most && Number.isFinite(loss) && !enough());
    this.price(before, steps);
    return { steps, loss: loss / steps };
  }

  train(steps: number): number {
    let [left, sum] = [steps, 0];
    const before = this.totals();
    while (left > 0 && Number.isFinite(sum)) {
      const { to } = this.stretch;
      const n = this.step < to ? Math.min(left, to - this.step) : left;
      sum += n * this.upTo(n);
      left -= n;
    }
    this.price(before, steps);
    return sum / steps;
  }

  /** Steps within one stretch; their mean loss. */
  private upTo(n: number): number {
    const now = this.stretch;
    const { stage } = now;
    const from = performance.now();
    const loss = this.does(stage, n);
    this.step += n;
    if (this.step === now.to) this.turn(now);
    const { flops, milliseconds } = this.spent[stage];
    this.spent = {
      ...this.spent,
      [stage]: {
        flops: flops + n * flopsOfStep(stage, this.settings),
        milliseconds: milliseconds + performance.now() - from,
      },
    };
    return loss;
  }

  private does(stage: PupilStage, n: number): number {
    const { teacher, pupil } = this.parts;
    if (stage === 'teacher') return teacher!.train(n);
    if (stage === 'pairs') {
      this.drawPairs(this.drawn + n);
      return 0;
    }
    // A run that was loaded may have its pairs still to draw.
    this.drawPairs(pairPlan.count / pairPlan.rows);
    return pupil.train(n);
  }

  /** At the end of a stretch: who learns next takes over what it begins with. */
  private turn(last: Stretch): void {
    const { teacher, holder, fake, pupil } = this.parts;
    const { stage } = last;
    if (stage === 'teacher') {
      const saved = fresh(teacher!.save());
      for (const one of [holder, fake, pupil]) one?.load(saved);
    }
    if (stage !== 'pupil' || this.stretch === last) return;
    const saved = pupil.save();
    this.earlier.set(pupilNumber(last), fresh(saved));
    this.drawn = 0;
    holder!.load(fresh(saved));
    pupil.load({ ...fresh(saved), step: saved.step });
  }

  /** Draws noise and what the teacher makes of it until so many blocks are there. */
  private drawPairs(blocks: number): void {
    const { pairs, holder } = this.parts;
    if (!pairs) return;
    const schedule = makeSchedule(this.schedule);
    const { flow } = this.stretch;
    const stream = random(this.settings.seed).split(flow > 2 ? `pairs for flow ${flow}` : 'pairs');
    for (; this.drawn < Math.min(blocks, pairPlan.count / pairPlan.rows); this.drawn++) {
      const x = normalBatch(pairPlan.rows, 2, stream.split(this.drawn));
      const times = uniformTimes(this.settings.pairSteps);
      const { from, to } = flowPairs({ denoiser: holder!.denoiser('ema'), schedule, times, x: copy(x) }, ddim);
      pairs.from.data.set(from.data, this.drawn * pairPlan.rows * 2);
      pairs.to.data.set(to.data, this.drawn * pairPlan.rows * 2);
    }
  }

  reset(seed: number): void {
    const { teacher, holder, fake, pupil } = this.parts;
    for (const one of [teacher, holder, fake, pupil]) one?.reset(seed);
    this.step = 0;
    this.spent = noCost();
    this.earlier = new Map();
    this.drawn = 0;
    const { taught } = this;
    this.taught = null;
    if (taught && teacher) {
      teacher.load(taught.saved);
      this.spent = { ...this.spent, teacher: taught.cost };
      this.step = lengthsOf(this.settings).teacher;
      this.turn(stretchAt(this.stretches, this.step - 1));
    }
    this.price();
  }

  save(): SavedPupil {
    const { teacher, pupil, fake } = this.parts;
    return {
      step: this.step,
      teacher: teacher?.save() ?? null,
      pupil: pupil.save(),
      fake: fake?.save() ?? null,
      earlier: [...this.earlier].map(([number, saved]) => ({ number, saved })),
      cost: this.spent,
    };
  }

  load(saved: SavedPupil): void {
    const { teacher, holder, fake, pupil } = this.parts;
    this.taught = null;
    this.step = saved.step;
    this.spent = { ...saved.cost };
    this.earlier = new Map(saved.earlier.map(({ number, saved: of }) => [number, of]));
    this.drawn = 0;
    if (teacher && saved.teacher) teacher.load(saved.teacher);
    if (fake && saved.fake) fake.load(saved.fake);
    pupil.load(saved.pupil);
    const before = saved.earlier.at(-1)?.saved ?? (saved.teacher && fresh(saved.teacher));
    if (holder && before) holder.load(before);
    this.price({ flops: 0, examples: 0 }, saved.step);
  }

  dispose(): void {
    const { teacher, holder, fake, pupil, viewer } = this.parts;
    for (const one of [teacher, holder, fake, pupil, viewer]) one?.dispose();
  }

  private totals(): { readonly flops: number; readonly examples: number } {
    const { method } = this.settings;
    let [flops, examples] = [0, 0];
    for (const stage of stages) {
      flops += this.spent[stage].flops;
      const each = flopsOfStep(stage, this.settings);
      examples += (this.spent[stage].flops / each) * examplesOfStep(stage, method);
    }
    return { flops, examples };
  }

  /** What a step costs: on average over those since `before`, or what the next will. */
  private price(before: { readonly flops: number; readonly examples: number } | null = null, steps = 0): void {
    const now = this.totals();
    if (before && steps > 0) {
      this.flopsPerStep = (now.flops - before.flops) / steps;
      this.examplesPerStep = (now.examples - before.examples) / steps;
      return;
    }
    const { stage } = this.stretch;
    this.flopsPerStep = flopsOfStep(stage, this.settings);
    this.examplesPerStep = examplesOfStep(stage, this.settings.method);
  }
}
