/** Several pupils of one teacher that learn side by side, each at the same cost: the main run and its rivals'. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { PupilPoint } from '../../../src/engine/kinds/pupil/built';
import { pupil } from '../../../src/engine/kinds/pupil/index';
import type { PupilMethod } from '../../../src/engine/kinds/pupil/methods';
import type { PupilSettings } from '../../../src/engine/kinds/pupil/settings';
import { createRun, type Curve, type RunSignals } from '../run';
import type { PupilSnapshot } from '../../../src/engine/kinds/pupil/types';
import { nextSteps, raceSettings } from './state';

export type PupilTraining = RunSignals<'pupil', PupilPoint>;

/** One that takes part. */
export interface Racer {
  /** 1 is the figure's own run. */
  readonly place: number;
  readonly settings: PupilSettings;
  readonly training: PupilTraining;
}

export interface PupilRace {
  /** Those that take part, the main run first; empty where no race is on. */
  readonly racers: ReadonlySignal<readonly Racer[]>;
  readonly on: ReadonlySignal<boolean>;
  /** Whether a rival trains. */
  readonly running: ReadonlySignal<boolean>;
  /** A sentence of a rival that failed, or null. */
  readonly failure: ReadonlySignal<string | null>;
  readonly dismissFailure: () => void;
  /** New networks for all behind the teacher that has learned, and off. */
  readonly start: (run: PupilSettings, rivals: readonly PupilMethod[]) => void;
  readonly goOn: () => void;
  readonly pause: () => void;
  /** Ends it; what was learned is no longer shown. */
  readonly leave: () => void;
  setVisible(visible: boolean): void;
  readonly dispose: () => void;
}

/** Milliseconds between two looks at a run, alone and in a race: several that look often have little time to learn. */
const interval = { alone: 80, race: 400 } as const;

const goesOn = ({ training }: Racer): boolean =>
  training.status.value === 'running' || training.status.value === 'resting' || training.status.value === 'loading';

export function createRace(id: string, main: PupilTraining, curve: Curve<PupilSnapshot, PupilPoint>): PupilRace {
  const lanes: PupilTraining[] = [];
  const racers = signal<readonly Racer[]>([]);
  let races = 0;
  let visible = true;
  const laneOf = (i: number, settings: PupilSettings): PupilTraining =>
    (lanes[i] ??= createRun(pupil, settings, {}, { curve }));
  const rivals = () => racers.value.slice(1);

  return {
    racers,
    on: computed(() => racers.value.length > 0),
    running: computed(() => rivals().some(goesOn)),
    failure: computed(
      () => rivals().find((one) => one.training.failure.value)?.training.failure.value?.sentence ?? null,
    ),
    dismissFailure() {
      for (const lane of lanes) lane.dismissFailure();
    },
    start(run, others) {
      races += 1;
      const entered = raceSettings(run, others, `${id} ${races}`).map((settings, i) => {
        const training = i === 0 ? main : laneOf(i - 1, settings);
        return { place: i + 1, settings, training };
      });
      racers.value = entered;
      for (const { settings, training } of entered) {
        training.configure(settings, 'reset');
        training.watch({ interval: interval.race });
        training.setVisible(visible);
        training.play();
      }
    },
    goOn() {
      for (const { settings, training } of racers.peek()) {
        training.configure({ stopAfter: nextSteps(settings, training.learned()) }, 'adapt');
        training.play();
      }
    },
    pause() {
      for (const { training } of racers.peek()) training.pause();
    },
    leave() {
      for (const lane of lanes) lane.pause();
      if (racers.peek().length > 0) main.watch({ interval: interval.alone });
      racers.value = [];
    },
    setVisible(next) {
      visible = next;
      for (const lane of lanes) if (lane.started()) lane.setVisible(next);
    },
    dispose() {
      for (const lane of lanes) lane.stop();
    },
  };
}
