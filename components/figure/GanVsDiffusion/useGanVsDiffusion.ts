/** The comparison alive: settings, the duel they set up, and what it has come to. */
import { useSignal, useSignalEffect, type Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { TargetSpec } from '../../../src/core/data/target';
import { engine, type GanRun, type Run } from '../../../src/engine/client';
import type { GanSnapshot } from '../../../src/engine/gan';
import type { GanRunSettings } from '../../../src/engine/gan-settings';
import type { Backend, RunSettings } from '../../../src/engine/settings';
import type { Snapshot } from '../../../src/engine/protocol';
import { createDuel, type Duel } from '../duel';
import { useFigure, type FigureState, type IslandProps } from '../index';
import { targetOf } from '../kit/plane-target';
import { preferredBackend } from '../training';
import type { Built } from './packed';
import { probed, yardstickOf } from './probe';
import { diffusionSettings, ganSettings, ganVsDiffusion, marks, seedsOf, type DuelSettings } from './settings';
import { followed, newTrial, type Trial } from './trial';

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
  readonly duel: Duel;
  readonly results: Signal<Results>;
  readonly backend: Signal<Backend | null>;
  /** Steps a second of each, as they are. */
  readonly rates: Signal<readonly [number, number]>;
}

const rest = () => new Promise<void>((resolve) => setTimeout(resolve));
/** Milliseconds without a change after which a duel that was under way begins anew with the new settings. */
const quiet = 400;

export function useGanVsDiffusion({ id, initial, built }: CompareProps): CompareState {
  const figure = useFigure({ id, schema: ganVsDiffusion, initial });
  const results = useSignal<Results>({ ...built, spec: targetOf(built.settings).spec, built: true });
  const backend = useSignal<Backend | null>(null);
  const rates = useSignal<readonly [number, number]>([0, 0]);
  const duel = useMemo(() => compare(id, figure, results, backend, rates), []);
  const before = useRef(figure.settings.peek());
  const waiting = useRef(0);

  useSignalEffect(() => {
    const next = figure.settings.value;
    const same = JSON.stringify(next) === JSON.stringify(before.current);
    before.current = next;
    if (same) return;
    const under = duel.status.peek() === 'running' || duel.status.peek() === 'loading' || waiting.current !== 0;
    clearTimeout(waiting.current);
    waiting.current = 0;
    duel.reset();
    const { spec, wanting } = targetOf(next, results.peek().spec);
    results.value = { trials: [], floor: NaN, settings: next, spec, built: false };
    if (under && !wanting)
      waiting.current = window.setTimeout(() => {
        waiting.current = 0;
        duel.play();
      }, quiet);
  });
  useSignalEffect(() => duel.setVisible(figure.visible.value));
  useEffect(() => {
    // The reader's standing choice of backend.
    let preferred = preferredBackend();
    const move = () => {
      if (preferredBackend() === preferred) return;
      preferred = preferredBackend();
      duel.reopen();
    };
    document.addEventListener('settings:change', move);
    return () => {
      document.removeEventListener('settings:change', move);
      clearTimeout(waiting.current);
      duel.dispose();
    };
  }, []);
  return { figure, duel, results, backend, rates };
}

function compare(
  group: string,
  figure: FigureState<DuelSettings>,
  results: Signal<Results>,
  backend: Signal<Backend | null>,
  rates: Signal<readonly [number, number]>,
): Duel {
  const s = () => figure.settings.peek();
  const spec = () => results.peek().spec;
  const settings = {
    diffusion: (seed: number): RunSettings => ({
      ...diffusionSettings(s(), seed, group, spec()),
      backend: preferredBackend(),
    }),
    gan: (seed: number): GanRunSettings => ({ ...ganSettings(s(), seed, group, spec()), backend: preferredBackend() }),
  };
  const update = (seed: number, change: (trial: Trial) => Trial) => {
    const { trials } = results.peek();
    const known = trials.find((trial) => trial.seed === seed) ?? newTrial(seed);
    results.value = { ...results.peek(), trials: [...trials.filter((trial) => trial.seed !== seed), change(known)] };
  };
  // Between marks a picture now and then: where steps are slow, marks are far apart.
  const interval = 700;
  return createDuel<Run, RunSettings, Snapshot, GanRun, GanRunSettings, GanSnapshot>({
    seeds: () => seedsOf(s()),
    onBegin() {
      results.value = { trials: [], floor: NaN, settings: s(), spec: targetOf(s(), spec()).spec, built: false };
      backend.value = null;
    },
    sides: [
      {
        open: () => engine().open(settings.diffusion(s().seed), { samples: true, measures: true, interval }),
        settings: settings.diffusion,
        onSnapshot(seed, snapshot, run) {
          update(seed, (trial) => ({ ...trial, diffusion: followed(trial.diffusion, snapshot) }));
          backend.value = snapshot.backend;
          rates.value = [snapshot.stepsPerSecond, rates.peek()[1]];
          // How many steps the time is worth shows at the first mark.
          const { mark, step } = snapshot;
          if (s().by === 'time' && mark && results.peek().trials.at(-1)?.diffusion.marks.length === 1) {
            run.configure({ decaySteps: Math.min(1_000_000, Math.round((step * marks) / mark)) });
          }
        },
      },
      {
        open: () => engine().openGan(settings.gan(s().seed), { samples: true, measures: true, interval }),
        settings: settings.gan,
        onSnapshot(seed, snapshot) {
          update(seed, (trial) => ({ ...trial, gan: followed(trial.gan, snapshot) }));
          rates.value = [rates.peek()[0], snapshot.stepsPerSecond];
        },
      },
    ],
    async settle(seed, [diffusion, gan], wanted) {
      const { distance, floor } = await yardstickOf(spec(), rest);
      if (!wanted()) return;
      results.value = { ...results.peek(), floor };
      const answers = await probed(seed, distance, {
        sample: (asked) => diffusion.sample(asked),
        draw: (asked) => gan.draw(asked),
        rest,
      });
      if (wanted()) update(seed, (trial) => ({ ...trial, ...answers }));
    },
  });
}
