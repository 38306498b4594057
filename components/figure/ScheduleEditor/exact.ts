/** Samples with the exact score under a schedule: all at once for a first picture, in slices while the reader drags. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { batch, type Batch } from '../../../src/core/batch';
import { empirical } from '../../../src/core/data/empirical';
import { eightGaussians, makeTarget, type Target } from '../../../src/core/data/index';
import type { Mixture } from '../../../src/core/data/mixture';
import { energyDistanceTo, modeCoverage } from '../../../src/core/metric/index';
import { normalBatch, random } from '../../../src/core/random';
import { ddim } from '../../../src/core/sampler/ddim';
import { uniformTimes } from '../../../src/core/sampler/times';
import { makeSchedule, type ScheduleSpec } from '../../../src/core/schedule/index';
import type { targets } from './settings';

export type TargetName = (typeof targets)[number];

/** What the samples depend on, and nothing else. */
export interface ExactRequest {
  readonly spec: ScheduleSpec;
  readonly target: TargetName;
  readonly steps: number;
  readonly seed: number;
}

export interface ExactCloud {
  readonly request: ExactRequest;
  readonly samples: Batch;
  /** To the held-out points of the target. While the reader drags it may be that of a moment ago. */
  readonly energyDistance: number;
  /** Share of the samples further than three standard deviations from every mode; NaN where there are none to count. */
  readonly between: number;
}

export const sampleCount = 500;
/** The points that every energy distance of the book is measured to, drawn as the engine draws them. */
const heldOut = { count: 1000, seed: 20_201 };
const heldOutPoints = (shape: Target) =>
  shape.stratified?.(heldOut.count, random(heldOut.seed)) ?? shape.sample(heldOut.count, random(heldOut.seed));
/** Stand-in for a target without a closed form: this many of its points, each blurred this much. */
export const standIn = { points: 300, bandwidth: 0.08 } as const;

interface Task {
  readonly mixture: Mixture;
  readonly distance: (samples: Batch) => number;
}

const tasks = new Map<TargetName, Task>();

/** A target's exact mixture and the distance to it: made once, whoever asks. */
function taskOf(target: TargetName): Task {
  const known = tasks.get(target);
  if (known) return known;
  const shape = makeTarget({ kind: target });
  const task = {
    mixture:
      target === 'eight-gaussians'
        ? eightGaussians()
        : empirical(shape.sample(standIn.points, random(heldOut.seed).split('stand-in')), standIn.bandwidth),
    distance: energyDistanceTo(heldOutPoints(shape)),
  };
  tasks.set(target, task);
  return task;
}

/** Faint points of the target, for a panel that has nothing of its own to show yet. */
export function targetCloud(target: TargetName): Batch {
  return makeTarget({ kind: target }).sample(sampleCount, random(heldOut.seed));
}

/** DDIM from the noise of the seed, as the engine samples its networks. */
function sampling({ spec, target, steps, seed }: ExactRequest) {
  const schedule = makeSchedule(spec);
  return ddim({
    denoiser: taskOf(target).mixture.denoiser(schedule),
    schedule,
    times: uniformTimes(steps),
    x: normalBatch(sampleCount, 2, random(seed)),
  });
}

/** All of it, at once. */
export function exactCloud(request: ExactRequest): ExactCloud {
  let last: Batch | null = null;
  for (const { x } of sampling(request)) last = x;
  if (!last) throw new RangeError('sampling gave no state (expected at least the start)');
  return {
    request,
    samples: last,
    energyDistance: taskOf(request.target).distance(last),
    between: between(request.target, last),
  };
}

function between(target: TargetName, samples: Batch): number {
  if (target !== 'eight-gaussians') return NaN;
  const { modes, components } = taskOf(target).mixture;
  return modeCoverage(samples, modes, { radius: 3 * components.scales[0] }).outside / sampleCount;
}

export interface ExactSampler {
  readonly cloud: ReadonlySignal<ExactCloud>;
  /** Asks for samples of another request. The one under way is finished first, then the newest is taken up. */
  ask(request: ExactRequest): void;
  dispose(): void;
}

export interface Pace {
  /** Milliseconds of work between two breaths. */
  readonly slice: number;
  /** Least milliseconds between two energy distances. */
  readonly measure: number;
  /** Calls back after this many milliseconds or more; returns its cancel. */
  readonly defer: (next: () => void, milliseconds: number) => () => void;
  readonly now: () => number;
}

const livePace: Pace = {
  slice: 8,
  measure: 80,
  defer(next, milliseconds) {
    const handle = setTimeout(next, milliseconds);
    return () => clearTimeout(handle);
  },
  now: () => performance.now(),
};

export function createExact(first: ExactRequest, pace: Pace = livePace): ExactSampler {
  const cloud = signal(exactCloud(first));
  let wanted: ExactRequest | null = null;
  let under: { readonly request: ExactRequest; readonly states: ReturnType<typeof sampling> } | null = null;
  let measuredAt = -Infinity;
  let stale = false;
  let cancel = () => {};

  const later = (milliseconds = 0) => {
    cancel();
    cancel = pace.defer(work, milliseconds);
  };

  function work(): void {
    const until = pace.now() + pace.slice;
    if (!under && wanted) {
      under = { request: wanted, states: sampling(wanted) };
      wanted = null;
    }
    while (under) {
      const state = under.states.next();
      if (state.done || state.value.i === under.request.steps) {
        if (!state.done) show(under.request, batch(state.value.x.data.slice(), 2));
        under = null;
      } else if (pace.now() > until) {
        return later();
      }
    }
    if (wanted) later();
    else if (stale) settle();
  }

  function show(request: ExactRequest, samples: Batch): void {
    cloud.value = {
      request,
      samples,
      energyDistance: cloud.peek().energyDistance,
      between: between(request.target, samples),
    };
    stale = true;
    if (wanted) settle();
  }

  /** The distance of the samples on show, now or as soon as the pace allows: the last ones always get theirs. */
  function settle(): void {
    const wait = measuredAt + pace.measure - pace.now();
    if (wait > 0) return wanted ? undefined : later(wait);
    const { request, samples } = cloud.peek();
    cloud.value = { ...cloud.peek(), energyDistance: taskOf(request.target).distance(samples) };
    measuredAt = pace.now();
    stale = false;
  }

  return {
    cloud,
    ask(request) {
      wanted = request;
      // Work under way takes it up when it is done.
      if (!under) later();
    },
    dispose() {
      cancel();
      wanted = null;
      under = null;
    },
  };
}
