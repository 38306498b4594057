/**
 * How the network follows the curve. While the reader drags it adapts, at most thirty times a second; when the curve rests it starts again from
 * its first weights, so that every curve gets the same number of steps and the same link gives the same network.
 */
import { type PlaneSettings, planeDefaults } from '../../../src/engine/kinds/plane/settings';
import type { Restart } from '../../../src/engine/protocol';
import type { ScheduleSpec } from '../../../src/core/schedule/index';
import type { PlaneRun } from '../plane-run';
import { sampleCount } from './exact';
import type { ScheduleSettings } from './settings';

/** Steps after which the network rests. */
export const trainingSteps = 400;
const adaptEvery = 33;
const settled = 350;

export function runSettings(
  s: Pick<ScheduleSettings, 'target' | 'seed' | 'steps'>,
  schedule: ScheduleSpec,
): PlaneSettings {
  return {
    ...planeDefaults,
    target: { kind: s.target },
    schedule,
    seed: s.seed,
    sampleSeed: s.seed,
    sampleCount,
    sampleSteps: s.steps,
    decaySteps: trainingSteps,
    stopAfter: trainingSteps,
  };
}

export interface Retraining {
  /** Takes over new settings. */
  follow(next: PlaneSettings): void;
  /** New weights, from the seed, and training. */
  afresh(): void;
  dispose(): void;
}

export interface RetrainingOptions {
  readonly training: Pick<PlaneRun, 'configure' | 'play' | 'started' | 'status'>;
  readonly settings: PlaneSettings;
  /** Whether a change may start a network that was never started. */
  readonly mayStart: () => boolean;
  readonly after?: (next: () => void, milliseconds: number) => () => void;
}

export function createRetraining({ training, settings, mayStart, after = timeout }: RetrainingOptions): Retraining {
  let present = settings;
  let stopAdapting: (() => void) | null = null;
  let stopSettling = () => {};
  let adapted: ScheduleSpec = settings.schedule;

  const take = (change: Partial<PlaneSettings>, how: Restart) => {
    const started = training.started();
    // A network that the reader paused stays paused. One that rests is woken first: asked the other way round, it would
    // show itself unchanged before it moves.
    if (started && training.status.peek() !== 'paused') training.play();
    training.configure(change, how);
    if (!started && mayStart()) training.play();
  };
  const adapt = () => {
    if (adapted === present.schedule) return;
    adapted = present.schedule;
    take({ schedule: adapted }, 'adapt');
    stopAdapting = after(() => {
      stopAdapting = null;
      adapt();
    }, adaptEvery);
  };
  const afresh = () => {
    stopAdapting?.();
    stopAdapting = null;
    stopSettling();
    adapted = present.schedule;
    take(present, 'reset');
  };

  return {
    afresh,
    follow(next) {
      const last = present;
      present = next;
      if (next.seed !== last.seed || next.target.kind !== last.target.kind) afresh();
      else if (next.schedule !== last.schedule) {
        if (next.sampleSteps !== last.sampleSteps) training.configure({ sampleSteps: next.sampleSteps });
        if (!stopAdapting) adapt();
        stopSettling();
        stopSettling = after(afresh, settled);
      } else if (next.sampleSteps !== last.sampleSteps) training.configure({ sampleSteps: next.sampleSteps });
    },
    dispose() {
      stopAdapting?.();
      stopSettling();
    },
  };
}

function timeout(next: () => void, milliseconds: number): () => void {
  const handle = setTimeout(next, milliseconds);
  return () => clearTimeout(handle);
}
