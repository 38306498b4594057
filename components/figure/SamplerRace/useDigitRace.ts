/** The race on digits tied to its settings: a change of them runs it again, in the worker. */
import { computed, signal, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import type { FigureState } from '../index';
import { createDerived } from '../kit/derived';
import { digitKey, lanesOfBuilt, memoryOfBuilt, type BuiltDigits } from './digit-built';
import {
  measuresOf,
  newDigitMemory,
  runDigitRace,
  runDigitRungs,
  type DigitLane,
  type DigitMeasure,
} from './digit-race';
import { distanceTo, type RealDigits } from './real-moments';
import type { RaceSettings } from './settings';

export interface DigitRaceState {
  readonly lanes: ReadonlySignal<readonly DigitLane[]>;
  /** All that was measured on this course, by evaluations. */
  readonly points: ReadonlySignal<readonly DigitMeasure[]>;
  readonly running: ReadonlySignal<boolean>;
  /** The share of the curves that is measured since the reader asked, and the seconds since; null while nobody asks. */
  readonly measuring: ReadonlySignal<Measuring | null>;
  readonly failure: ReadonlySignal<string | null>;
  readonly dismiss: () => void;
  readonly stop: () => void;
  readonly again: () => void;
  /** Measures the curves. */
  readonly measure: () => void;
}

/** Milliseconds that the settings rest before a new race. */
const settled = 250;

export interface DigitRaceOptions {
  readonly real: RealDigits | null;
  readonly built: BuiltDigits | null;
}

export function useDigitRace(figure: FigureState<RaceSettings>, { real, built }: DigitRaceOptions): DigitRaceState {
  const race = useMemo(() => createDigitRace(figure, { real, built }), [figure]);
  useSignalEffect(() => race.leaf(figure.settings.value));
  useEffect(() => race.follow(), [race]);
  return race;
}

interface Lanes {
  /** What they run under: under anything else there are none. */
  readonly key: string;
  readonly lanes: readonly DigitLane[];
}

interface Measuring {
  readonly done: number;
  readonly seconds: number;
}

function createDigitRace(figure: FigureState<RaceSettings>, { real, built }: DigitRaceOptions) {
  const distance = real && distanceTo(real);
  let memory = memoryOfBuilt(built);
  const key = computed(() => digitKey(figure.settings.value));
  const { visible } = figure;
  /** Counts what was measured: the memory is no signal. */
  const measured = signal(0);
  const course = (gone: AbortSignal) => ({
    settings: figure.settings.peek(),
    real: distance,
    sample: liveAsks.sample,
    signal: gone,
    memory,
  });
  const remember = () => {
    measured.value += 1;
  };

  const race = createDerived<Lanes>({
    first: { key: built?.key ?? '', lanes: lanesOfBuilt(built) },
    known: built?.key ?? '',
    key: () => key.value,
    debounce: settled,
    visible,
    async run({ key: of, change, signal: gone }) {
      change({ key: of, lanes: [] });
      await runDigitRace({
        ...course(gone),
        report(lanes) {
          change({ lanes });
          if (lanes.some(({ measure }) => measure)) remember();
        },
      });
      remember();
    },
  });
  const rungs = createDerived<Measuring>({
    first: { done: 0, seconds: 0 },
    key: () => key.value,
    on: 'asked',
    async run({ change, signal: gone }) {
      const since = performance.now();
      change({ done: 0, seconds: 0 });
      await runDigitRungs({
        ...course(gone),
        report(done) {
          remember();
          change({ done, seconds: (performance.now() - since) / 1000 });
        },
      });
    },
  });
  const again = () => {
    rungs.stop();
    race.again();
  };

  return {
    lanes: computed(() => (race.shown.value.key === key.value ? race.shown.value.lanes : [])),
    points: computed(() => (measured.value >= 0 ? measuresOf(figure.settings.value, memory) : [])),
    running: computed(() => race.running.value || rungs.running.value),
    measuring: computed(() => (rungs.running.value ? rungs.shown.value : null)),
    failure: computed(() => race.error.value ?? rungs.error.value),
    dismiss() {
      race.error.value = null;
      rungs.error.value = null;
    },
    stop() {
      race.stop();
      rungs.stop();
    },
    again() {
      memory = newDigitMemory();
      again();
    },
    measure() {
      race.stop();
      rungs.again();
    },
    follow() {
      const ends = [race.follow(), rungs.follow()];
      return () => ends.forEach((end) => end());
    },
    /** What was run at build can be looked at; to leaf through it, it is run. */
    leaf({ at }: RaceSettings) {
      const { key: of, lanes } = race.shown.peek();
      if (at === 1 || !visible.value || race.running.peek() || of !== key.peek()) return;
      if (lanes.some(({ frames }) => frames.length === 0)) again();
    },
  };
}
