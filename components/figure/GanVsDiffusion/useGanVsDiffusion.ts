/** The comparison alive: settings, the pair of runs they set up, and what it has come to. */
import { useSignal, useSignalEffect, type Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { TargetSpec } from '../../../src/core/data/target';
import { planeGan } from '../../../src/engine/kinds/plane-gan/index';
import type { Backend } from '../../../src/engine/backends';
import { plane } from '../../../src/engine/kinds/plane/index';
import { nextSeed } from '../../control/index';
import { createPair, type Pair } from '../pair';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { targetOf } from '../kit/plane-target';
import type { Built } from './packed';
import { probed, yardstickOf } from './probe';
import { diffusionSettings, ganSettings, ganVsDiffusion, marks, seedsOf, type DuelSettings } from './settings';
import { followed, newTrial, type Course, type Trial } from './trial';

export interface CompareProps extends IslandProps {
  readonly built: Built;
}

/** What has been measured, and under which settings. */
export interface Results {
  readonly trials: readonly Trial[];
  /** What true samples get; NaN until it is known. */
  readonly floor: number;
  readonly settings: DuelSettings;
  readonly spec: TargetSpec;
  /** Run when the page was built, and not here. */
  readonly built: boolean;
}

export interface CompareState {
  readonly figure: FigureState<DuelSettings>;
  readonly pair: Pair;
  readonly results: Signal<Results>;
  readonly backend: Signal<Backend | null>;
  /** Steps a second of each, as they are. */
  readonly rates: Signal<readonly [number, number]>;
}

const rest = () => new Promise<void>((resolve) => setTimeout(resolve));
/** Milliseconds without a change after which a trial that was under way begins anew with the new settings. */
const quiet = 400;

export function useGanVsDiffusion({ id, initial, built }: CompareProps): CompareState {
  const figure = useFigure({ id, schema: ganVsDiffusion, initial });
  const results = useSignal<Results>({ ...built, spec: targetOf(built.settings).spec, built: true });
  const backend = useSignal<Backend | null>(null);
  const rates = useSignal<readonly [number, number]>([0, 0]);
  const pair = useMemo(() => compare(id, figure, results, backend, rates), []);
  const before = useRef(figure.settings.peek());
  const waiting = useRef(0);

  useSignalEffect(() => {
    const next = figure.settings.value;
    const same = JSON.stringify(next) === JSON.stringify(before.current);
    before.current = next;
    if (same) return;
    const under = pair.status.peek() === 'running' || pair.status.peek() === 'loading' || waiting.current !== 0;
    clearTimeout(waiting.current);
    waiting.current = 0;
    pair.reset();
    const { spec, wanting } = targetOf(next, results.peek().spec);
    results.value = { trials: [], floor: NaN, settings: next, spec, built: false };
    if (under && !wanting)
      waiting.current = window.setTimeout(() => {
        waiting.current = 0;
        pair.play();
      }, quiet);
  });
  useSignalEffect(() => pair.setVisible(figure.visible.value));
  useEffect(
    () => () => {
      clearTimeout(waiting.current);
      pair.dispose();
    },
    [],
  );
  /** What stands in the page was trained when it was built; the same seeds would come out the same, so here the next are taken. */
  const play = () => {
    const { seed, seeds } = figure.settings.peek();
    if (results.peek().built) figure.set({ seed: nextSeed(seed, seeds) });
    pair.play();
  };
  return { figure, pair: { ...pair, play }, results, backend, rates };
}

/** How many steps the time is worth shows at the first mark; before and after, nothing is to be changed. */
function stepsOfTime(
  { by }: DuelSettings,
  { mark, step }: { readonly mark?: number | undefined; readonly step: number },
  course: Course | undefined,
): number | null {
  if (by !== 'time' || !mark || course?.marks.length !== 1) return null;
  return Math.min(1_000_000, Math.round((step * marks) / mark));
}

function compare(
  group: string,
  figure: FigureState<DuelSettings>,
  results: Signal<Results>,
  backend: Signal<Backend | null>,
  rates: Signal<readonly [number, number]>,
): Pair {
  const s = () => figure.settings.peek();
  const spec = () => results.peek().spec;
  const update = (seed: number, change: (trial: Trial) => Trial) => {
    const { trials } = results.peek();
    const known = trials.find((trial) => trial.seed === seed) ?? newTrial(seed);
    results.value = { ...results.peek(), trials: [...trials.filter((trial) => trial.seed !== seed), change(known)] };
  };
  // Between marks a picture now and then: where steps are slow, marks are far apart.
  const interval = 700;
  return createPair<'plane', 'plane-gan'>({
    seeds: () => seedsOf(s()),
    onBegin() {
      results.value = { trials: [], floor: NaN, settings: s(), spec: targetOf(s(), spec()).spec, built: false };
      backend.value = null;
    },
    sides: [
      {
        kind: plane,
        watch: { samples: true, measures: true, interval },
        settings: (seed) => diffusionSettings(s(), seed, group, spec()),
        onSnapshot(seed, snapshot, run) {
          update(seed, (trial) => ({ ...trial, diffusion: followed(trial.diffusion, snapshot) }));
          backend.value = snapshot.backend;
          rates.value = [snapshot.stepsPerSecond, rates.peek()[1]];
          const steps = stepsOfTime(s(), snapshot, results.peek().trials.at(-1)?.diffusion);
          if (steps) run.configure({ decaySteps: steps });
        },
      },
      {
        kind: planeGan,
        watch: { samples: true, measures: true, interval },
        settings: (seed) => ganSettings(s(), seed, group, spec()),
        onSnapshot(seed, snapshot, run) {
          update(seed, (trial) => ({ ...trial, gan: followed(trial.gan, snapshot) }));
          rates.value = [rates.peek()[0], snapshot.stepsPerSecond];
          const steps = stepsOfTime(s(), snapshot, results.peek().trials.at(-1)?.gan);
          if (steps) run.configure({ decaySteps: steps });
        },
      },
    ],
    async settle(seed, [diffusion, gan], wanted) {
      const { distance, floor } = await yardstickOf(spec(), rest);
      if (!wanted()) return;
      results.value = { ...results.peek(), floor };
      const answers = await probed(seed, distance, {
        sample: (asked) => diffusion.ask('sample', asked),
        draw: (asked) => gan.ask('sample', asked),
        rest,
      });
      if (wanted()) update(seed, (trial) => ({ ...trial, ...answers }));
    },
  });
}
