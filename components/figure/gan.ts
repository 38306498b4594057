/**
 * A game of two networks as signals, like `training.ts` for one: what the figures with a GAN share. The worker starts when `start`,
 * `play` or a step is first asked for.
 */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Player } from '../../src/core/gan/networks';
import { engine, type Failure, type GanRun } from '../../src/engine/client';
import type { GanSampled, GanSampleSpec, GanSnapshot, GanWatch } from '../../src/engine/gan';
import type { GanRunSettings } from '../../src/engine/gan-settings';
import type { BuiltGan } from '../../src/engine/prerender-gan';
import type { Restart, Status } from '../../src/engine/protocol';
import { nothingSpent } from '../../src/engine/race';
import { placed, preferredBackend, thinned } from './training';

/** One look at the game, kept for its curves. */
export interface GamePoint {
  readonly step: number;
  readonly discriminator: number;
  readonly generator: number;
  /** -1 where there are none to count. */
  readonly modesCovered: number;
  readonly energyDistance: number;
}

export interface GanSignals {
  /** The newest snapshot; null until the worker has answered. */
  readonly snapshot: ReadonlySignal<GanSnapshot | null>;
  /** The newest snapshot that has samples. */
  readonly seen: ReadonlySignal<GanSnapshot | null>;
  /** Since the weights were new, thinned to at most 400 points. */
  readonly history: ReadonlySignal<readonly GamePoint[]>;
  readonly status: ReadonlySignal<Status | 'static'>;
  /** A sentence for the reader, or null. */
  readonly failure: Signal<Failure | null>;
  readonly started: () => boolean;
  start(): void;
  readonly play: () => void;
  readonly pause: () => void;
  step(steps?: number): void;
  /** One player alone. */
  stepPlayer(player: Player, steps?: number): void;
  readonly reset: () => void;
  configure(change: Partial<GanRunSettings>, how?: Restart): void;
  watch(change: Partial<GanWatch>): void;
  setVisible(visible: boolean): void;
  draw(spec: GanSampleSpec): Promise<GanSampled>;
  save(): Promise<Uint8Array>;
  load(bytes: Uint8Array): Promise<void>;
  dispose(): void;
}

/** @param built what the same code learned when the page was built: shown until the reader plays */
export function createGan(initial: GanRunSettings, watch: Partial<GanWatch>, built?: BuiltGan): GanSignals {
  const first = built ? ganSnapshotOf(built) : null;
  const snapshot = signal<GanSnapshot | null>(first);
  const seen = signal<GanSnapshot | null>(first);
  const history = signal<readonly GamePoint[]>(built?.history ?? []);
  const status = signal<Status | 'static'>('static');
  const failure = signal<Failure | null>(null);
  let settings = initial;
  let watching = watch;
  let run: GanRun | null = null;
  let stopListening = () => {};
  let preferred = preferredBackend();

  function move(): void {
    const next = preferredBackend();
    if (settings.backend !== 'auto' || next === preferred) return;
    preferred = next;
    run?.configure({ backend: next }, 'reset');
  }

  async function follow(of: GanRun): Promise<void> {
    for await (const next of of.snapshots()) {
      const last = history.value.at(-1);
      snapshot.value = next;
      status.value = next.status;
      if (next.samples.length > 0) seen.value = next;
      if (next.step === 0 || (last && next.step < last.step)) history.value = [];
      if (next.samples.length > 0 && next.step > 0 && next.step !== last?.step) {
        const {
          step,
          losses: { discriminator, generator },
          modesCovered,
          energyDistance,
        } = next;
        history.value = thinned([...history.value, { step, discriminator, generator, modesCovered, energyDistance }]);
      }
    }
  }

  function open(): GanRun {
    if (run) return run;
    status.value = 'loading';
    preferred = preferredBackend();
    run = engine().openGan({ ...settings, ...placed(settings) }, watching);
    stopListening = run.onFailure((f) => {
      failure.value = f;
      if (f.ended) status.value = 'error';
    });
    void follow(run);
    document.addEventListener('settings:change', move);
    return run;
  }

  const act = (what: (of: GanRun) => void): void => {
    failure.value = null;
    what(open());
  };

  return {
    snapshot,
    seen,
    history,
    status,
    failure,
    started: () => run !== null,
    start: () => void open(),
    play: () => act((of) => of.play()),
    pause: () => run?.pause(),
    step: (steps = 1) => act((of) => of.step(steps)),
    stepPlayer: (player, steps = 1) => act((of) => of.stepPlayer(player, steps)),
    reset: () =>
      act((of) => {
        history.value = [];
        of.reset();
      }),
    configure(change, how = 'continue') {
      settings = { ...settings, ...change };
      if (how !== 'continue' && seen.peek()?.run === 'built') {
        // What was learned at build time is of other settings: nothing is shown until the reader plays.
        snapshot.value = null;
        seen.value = null;
        history.value = [];
      }
      if (how === 'reset') history.value = [];
      run?.configure({ ...change, ...placed(change) }, how);
    },
    watch(change) {
      watching = { ...watching, ...change };
      run?.watch(change);
    },
    setVisible: (visible) => run?.setVisible(visible),
    draw: (spec) => open().draw(spec),
    save: () => open().save(),
    load: (bytes) => open().load(bytes),
    dispose() {
      stopListening();
      document.removeEventListener('settings:change', move);
      run?.close();
      run = null;
    },
  };
}

/** A game of build time as the snapshot that a worker would have sent. */
export function ganSnapshotOf(built: BuiltGan): GanSnapshot {
  const { history: _history, ...rest } = built;
  return {
    ...rest,
    run: 'built',
    number: 0,
    status: 'paused',
    backend: null,
    reason: 'trained when the page was built',
    stepsPerSecond: 0,
    loss: built.losses.generator,
    spent: { ...nothingSpent, ...built.spent },
    samples: Float64Array.from(built.samples),
    pull: Float64Array.from(built.pull),
    counts: Int32Array.from(built.counts),
    field: built.field && { ...built.field, values: Float64Array.from(built.field.values) },
    checkpoint: null,
  };
}
