/**
 * A training run as signals: what the figures that train share. The worker starts when `start` or `play`
 * is first called, so that a page that is only read loads none of it.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { BuiltRun } from '../../src/engine/prerender';
import { engine, type Failure, type Run } from '../../src/engine/client';
import type { Restart, Snapshot, Status } from '../../src/engine/protocol';
import type { BackendChoice, RunSettings } from '../../src/engine/settings';
import { backends } from '../../src/engine/settings';
import type { Likelihoods, LikelihoodSpec } from '../../src/engine/likelihood';
import type { Sampled, SampleSpec } from '../../src/engine/sampling';
import { nothingSpent } from '../../src/engine/race';
import type { Watch } from '../../src/engine/watch';

export interface TrainingSignals {
  /** The newest snapshot; null until the worker has answered. */
  readonly snapshot: ReadonlySignal<Snapshot | null>;
  /** The newest snapshot that has samples: a rest or a pause does not blank the picture. */
  readonly seen: ReadonlySignal<Snapshot | null>;
  /** Loss against step since the weights were new, thinned to at most 400 points. */
  readonly history: ReadonlySignal<readonly LossPoint[]>;
  readonly status: ReadonlySignal<Status | 'static'>;
  /** A sentence for the reader, or null. */
  readonly failure: ReadonlySignal<Failure | null>;
  readonly started: () => boolean;
  /** Opens the run without playing it. */
  start(): void;
  readonly play: () => void;
  readonly pause: () => void;
  step(steps?: number): void;
  readonly reset: () => void;
  configure(change: Partial<RunSettings>, how?: Restart): void;
  watch(change: Partial<Watch>): void;
  setVisible(visible: boolean): void;
  /** Samples from the network as it is. */
  sample(spec: SampleSpec): Promise<Sampled>;
  /** Likelihoods under the network as it is. */
  likelihood(spec: LikelihoodSpec): Promise<Likelihoods>;
  readonly save: () => Promise<Uint8Array>;
  readonly load: (bytes: Uint8Array) => Promise<void>;
  readonly dismissFailure: () => void;
  dispose(): void;
}

export interface LossPoint {
  readonly step: number;
  readonly loss: number;
  readonly energyDistance: number;
}

const mostPoints = 400;

/**
 * @param built what the same code learned when the page was built: shown until the reader trains
 */
export function createTraining(initial: RunSettings, watch: Partial<Watch>, built?: BuiltRun): TrainingSignals {
  const first = built ? snapshotOf(built) : null;
  const snapshot = signal<Snapshot | null>(first);
  const seen = signal<Snapshot | null>(first);
  const history = signal<readonly LossPoint[]>(
    built ? built.history.map((point) => ({ ...point, energyDistance: NaN })) : [],
  );
  const status = signal<Status | 'static'>('static');
  const failure = signal<Failure | null>(null);
  let settings = initial;
  let watching = watch;
  let run: Run | null = null;
  let stopListening = () => {};
  let preferred: BackendChoice = 'auto';

  function move(): void {
    const next = preferredBackend();
    if (settings.backend !== 'auto' || next === preferred) return;
    preferred = next;
    run?.configure({ backend: next }, 'reset');
  }

  async function follow(of: Run): Promise<void> {
    for await (const next of of.snapshots()) {
      const last = history.value.at(-1);
      snapshot.value = next;
      status.value = next.status;
      if (next.samples.length > 0) seen.value = next;
      if (last && next.step < last.step) history.value = [];
      if (Number.isFinite(next.loss)) {
        history.value = thinned([
          ...history.value,
          { step: next.step, loss: next.loss, energyDistance: next.energyDistance },
        ]);
      } else if (next.step === 0) {
        history.value = [];
      }
    }
  }

  function open(): Run {
    if (run) return run;
    status.value = 'loading';
    preferred = preferredBackend();
    run = engine().open({ ...settings, ...placed(settings) }, watching);
    stopListening = run.onFailure((f) => {
      failure.value = f;
      if (f.ended) status.value = 'error';
    });
    void follow(run);
    // The reader's standing choice of backend holds for runs under way too, unless the figure was given one of its own.
    document.addEventListener('settings:change', move);
    return run;
  }

  return {
    snapshot,
    seen,
    history,
    status,
    failure,
    started: () => run !== null,
    start: () => void open(),
    play() {
      failure.value = null;
      open().play();
    },
    pause: () => run?.pause(),
    step(steps = 1) {
      failure.value = null;
      open().step(steps);
    },
    reset() {
      failure.value = null;
      history.value = [];
      open().reset();
    },
    configure(change, how = 'continue') {
      settings = { ...settings, ...change };
      if (how !== 'continue' && isBuilt(seen.peek())) {
        // What was learned at build time is of other settings: nothing is shown until the reader trains.
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
    sample: (spec) => open().sample(spec),
    likelihood: (spec) => open().likelihood(spec),
    save: () => open().save(),
    load: (bytes) => open().load(bytes),
    dismissFailure() {
      failure.value = null;
    },
    dispose() {
      stopListening();
      document.removeEventListener('settings:change', move);
      run?.close();
      run = null;
    },
  };
}

/** A run of build time as the snapshot that a worker would have sent. */
export function snapshotOf(built: BuiltRun): Snapshot {
  return {
    ...built,
    run: 'built',
    number: 0,
    status: 'paused',
    backend: null,
    reason: 'trained when the page was built',
    stepsPerSecond: 0,
    flopsPerStep: 0,
    loss: built.history.at(-1)?.loss ?? NaN,
    lossByLevel: Float64Array.from(built.lossByLevel),
    samples: Float64Array.from(built.samples),
    path: new Float64Array(0),
    field: built.field && { ...built.field, values: Float64Array.from(built.field.values) },
    fields: (built.fields ?? []).map((field) => ({ ...field, values: Float64Array.from(field.values) })),
    checkpoint: null,
    spent: nothingSpent,
    precision: NaN,
    recall: NaN,
  };
}

/** Whether what is shown was learned at build time and not here. */
export function isBuilt(snapshot: Snapshot | null): boolean {
  return snapshot?.run === 'built';
}

/** The reader's standing choice in the settings bar (`data-backend` on the page); `auto` when there is none. */
export function preferredBackend(): BackendChoice {
  const chosen = globalThis.document?.documentElement.dataset.backend;
  return backends.find((backend) => backend === chosen) ?? 'auto';
}

/** Where a run that leaves it open is to compute: on what the reader has chosen. */
export function placed({ backend }: { readonly backend?: BackendChoice }): { readonly backend?: BackendChoice } {
  return backend === 'auto' ? { backend: preferredBackend() } : {};
}

/** Drops every second of the older half when there are too many. */
export function thinned<P>(points: readonly P[]): readonly P[] {
  if (points.length <= mostPoints) return points;
  const half = mostPoints / 2;
  return [...points.slice(0, half).filter((_, i) => i % 2 === 0), ...points.slice(half)];
}
