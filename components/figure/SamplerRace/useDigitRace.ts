/** The race on digits tied to its settings: a change of them runs it again, in the worker. */
import { signal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { sampleDigits } from '../../../src/engine/digit-client';
import type { FigureState } from '../index';
import { digitKey, lanesOfBuilt, memoryOfBuilt, type BuiltDigits } from './digit-built';
import {
  distanceTo,
  measuresOf,
  newDigitMemory,
  runDigitRace,
  runDigitRungs,
  type DigitLane,
  type DigitMeasure,
  type RealDigits,
} from './digit-race';
import type { RaceSettings } from './settings';

export interface DigitRaceState {
  readonly lanes: ReadonlySignal<readonly DigitLane[]>;
  /** All that was measured on this course, by evaluations. */
  readonly points: ReadonlySignal<readonly DigitMeasure[]>;
  readonly running: ReadonlySignal<boolean>;
  /** The share of the curves that is measured since the reader asked, and the seconds since; null while nobody asks. */
  readonly measuring: ReadonlySignal<{ readonly done: number; readonly seconds: number } | null>;
  readonly failure: Signal<string | null>;
  readonly stop: () => void;
  again(): void;
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
  useSignalEffect(() => {
    if (figure.visible.value) race.follow(figure.settings.value);
  });
  useEffect(() => () => race.stop(), [race]);
  return race;
}

function createDigitRace(figure: FigureState<RaceSettings>, { real, built }: DigitRaceOptions) {
  const distance = real && distanceTo(real);
  let memory = memoryOfBuilt(built);
  const lanes = signal(lanesOfBuilt(built));
  const points = signal(built ? measuresOf(figure.settings.peek(), memory) : []);
  const running = signal(false);
  const measuring = signal<{ readonly done: number; readonly seconds: number } | null>(null);
  const failure = signal<string | null>(null);
  let followed = built?.key ?? '';
  let stopper = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = () => {
    clearTimeout(timer);
    stopper.abort();
    running.value = false;
    measuring.value = null;
  };
  /** Does `work` with what the settings are now, unless something else is wanted meanwhile. */
  async function during(
    work: (run: Parameters<typeof runDigitRungs>[0]) => Promise<void>,
    told: (done: number) => void,
  ): Promise<void> {
    const { signal: stopped } = stopper;
    const settings = figure.settings.peek();
    const remember = () => {
      if (!stopped.aborted) points.value = measuresOf(settings, memory);
    };
    try {
      await work({
        settings,
        real: distance,
        sample: sampleDigits,
        signal: stopped,
        memory,
        report(done) {
          if (stopped.aborted) return;
          remember();
          told(done);
        },
      });
    } catch (error) {
      if (!stopped.aborted) failure.value = error instanceof Error ? error.message : String(error);
    }
    if (stopped.aborted) return;
    remember();
    running.value = false;
    measuring.value = null;
  }
  const begin = () => {
    stop();
    stopper = new AbortController();
    running.value = true;
    failure.value = null;
  };
  const race = (wait: number) => {
    begin();
    lanes.value = [];
    points.value = measuresOf(figure.settings.peek(), memory);
    timer = setTimeout(
      () =>
        void during(
          ({ report, ...run }) =>
            runDigitRace({
              ...run,
              report: (next) => {
                lanes.value = next;
                if (next.some(({ measure }) => measure)) report(0);
              },
            }),
          () => {},
        ),
      wait,
    );
  };

  return {
    lanes,
    points,
    running,
    measuring,
    failure,
    stop,
    again() {
      memory = newDigitMemory();
      race(0);
    },
    measure() {
      begin();
      const since = performance.now();
      measuring.value = { done: 0, seconds: 0 };
      void during(runDigitRungs, (done) => {
        measuring.value = { done, seconds: (performance.now() - since) / 1000 };
      });
    },
    follow(s: RaceSettings) {
      const key = digitKey(s);
      // What was run at build can be looked at; to leaf through it, it is run.
      if (key === followed && (s.at === 1 || running.peek() || lanes.peek().every(({ frames }) => frames.length > 0)))
        return;
      followed = key;
      race(settled);
    },
  };
}
