/**
 * A run of any kind as signals: what the figures that train share. The worker starts when `start`, `play`, a step or a question is
 * first asked for, so that a page that is only read loads none of it.
 */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { type Failure, type Run, engine } from '../../src/engine/client';
import type { Restart, Status } from '../../src/engine/protocol';
import type { Ask, PageHalf, PartOf, SettingsOf, SnapshotOf, TrainedKind, WatchOf } from '../../src/engine/kinds';
import { onPreferredBackend, placed } from './backend';
import { thinned } from './thinned';

/** @template Point what is kept of a snapshot for the figure's curves */
export interface RunSignals<K extends TrainedKind, Point> {
  /** The newest snapshot; null until the worker has answered. */
  readonly snapshot: ReadonlySignal<SnapshotOf<K> | null>;
  /** The newest snapshot that has samples: a rest or a pause does not blank the picture. */
  readonly seen: ReadonlySignal<SnapshotOf<K> | null>;
  /** Points since the weights were new, thinned to at most 400. */
  readonly history: ReadonlySignal<readonly Point[]>;
  readonly status: ReadonlySignal<Status | 'static'>;
  /** A sentence for the reader, or null. */
  readonly failure: Signal<Failure | null>;
  readonly started: () => boolean;
  /** Opens the run without playing it. */
  start(): void;
  readonly play: () => void;
  readonly pause: () => void;
  /** Exactly so many steps, of one part alone where one is named. */
  step(steps?: number, part?: PartOf<K>): void;
  /** New weights of the same seed. */
  readonly reset: () => void;
  /** Trains to exactly so many steps since the weights were new, then pauses. */
  trainTo(steps: number): void;
  /** The step that `trainTo` is on its way to; null when it is there, or when the reader has taken over. */
  readonly goal: ReadonlySignal<number | null>;
  /** Steps that the network here has learned for; 0 for what was learned when the page was built. */
  learned(): number;
  /** Brings back the network that a reset has put away; null where there was none, or where it learns anew. */
  readonly undo: ReadonlySignal<(() => void) | null>;
  configure(change: Partial<SettingsOf<K>>, how?: Restart): void;
  watch(change: Partial<WatchOf<K>>): void;
  setVisible(visible: boolean): void;
  /** Of the network as it is. */
  readonly ask: Ask<K>;
  readonly save: () => Promise<Uint8Array>;
  readonly load: (bytes: Uint8Array) => Promise<void>;
  readonly dismissFailure: () => void;
  /** Closes the run and puts its network away: nothing is shown until the next begins. */
  readonly stop: () => void;
}

/** How a curve is kept of a run. */
export interface Curve<N, Point> {
  /** What is kept of a snapshot; null where there is nothing to keep. */
  readonly point: (snapshot: N) => Point | null;
  /** How far training was at a point or a snapshot: a snapshot of less begins the curve anew. */
  readonly at: (of: Point | N) => number;
}

export interface RunOptions<K extends TrainedKind, Point> {
  /** What the same code learned when the page was built: shown until the reader trains. */
  readonly built?: { readonly snapshot: SnapshotOf<K>; readonly history: readonly Point[] } | undefined;
  readonly curve: Curve<SnapshotOf<K>, Point>;
}

export function createRun<K extends TrainedKind, Point>(
  kind: PageHalf<K>,
  initial: SettingsOf<K>,
  initialWatch: Partial<WatchOf<K>>,
  { built, curve }: RunOptions<K, Point>,
): RunSignals<K, Point> {
  const snapshot = signal<SnapshotOf<K> | null>(built?.snapshot ?? null);
  const seen = signal<SnapshotOf<K> | null>(built?.snapshot ?? null);
  const history = signal<readonly Point[]>(built?.history ?? []);
  const status = signal<Status | 'static'>('static');
  const failure = signal<Failure | null>(null);
  const undo = signal<(() => void) | null>(null);
  const goal = signal<number | null>(null);
  /** The newest snapshot when the weights were last made new: until another comes, nothing is known to be learned. */
  let old: SnapshotOf<K> | null = null;
  /** Counts what makes an older network nobody's: one that is still being saved is then not offered. */
  let turn = 0;
  let settings = initial;
  let watching = initialWatch;
  let visible = true;
  let run: Run<K> | null = null;
  let stopListening = (): void => {};

  function blank(): void {
    snapshot.value = null;
    seen.value = null;
    history.value = [];
  }

  async function follow(of: Run<K>): Promise<void> {
    for await (const next of of.snapshots()) {
      if (run !== of) return;
      snapshot.value = next;
      status.value = next.status;
      if (goal.peek() !== null && next.step >= goal.peek()! && next.status === 'done') reached(of);
      if (kind.hasSamples(next)) seen.value = next;
      const last = history.peek().at(-1);
      if (last !== undefined && curve.at(next) < curve.at(last)) history.value = [];
      const point = curve.point(next);
      if (point === null) continue;
      const before = history.peek().filter((known) => curve.at(known) < curve.at(point));
      history.value = thinned([...before, point]);
    }
  }

  function open(): Run<K> {
    if (run) return run;
    status.value = 'loading';
    const opened = engine().open(kind, placed(settings), watching);
    run = opened;
    // Whether the figure is seen may have been told before there was a run.
    if (!visible) opened.setVisible(false);
    const endFailures = opened.onFailure((next) => {
      if (run !== opened) return;
      failure.value = next;
      // Nothing was built: the next press tries again from the start.
      if (next.ended || (next.kind === 'unreachable' && snapshot.peek() === null)) status.value = 'error';
    });
    // The reader's standing choice of backend holds for runs under way too, unless the figure was given one of its own.
    const endMoves = onPreferredBackend((backend) => {
      if (settings.backend === 'auto') opened.configure({ backend } as Partial<SettingsOf<K>>, 'reset');
    });
    stopListening = () => {
      endFailures();
      endMoves();
    };
    void follow(opened);
    return opened;
  }

  function forgetUndo(): void {
    turn += 1;
    undo.value = null;
  }

  /** What was learned so far, with its curves; asked for before the reset is, so that it is of the weights before. */
  function keepForUndo(of: Run<K>): void {
    const now = snapshot.peek();
    // A second press: what the first has put away, or is about to, stays.
    if (now !== null && now === old) return;
    old = now;
    forgetUndo();
    if (now === null || isBuilt(now) || curve.at(now) === 0) return;
    const own = turn;
    const points = history.peek();
    of.save().then(
      (bytes) => {
        if (turn !== own) return;
        undo.value = () => {
          old = null;
          forgetUndo();
          takeOver();
          const back = turn;
          of.load(bytes).then(
            () => {
              if (turn === back) history.value = points;
            },
            (error: unknown) => {
              if (run !== of) return;
              failure.value = { kind: 'checkpoint', sentence: error instanceof Error ? error.message : String(error) };
            },
          );
        };
      },
      // A run that cannot be saved cannot be brought back; starting over goes on without.
      () => undefined,
    );
  }

  function learned(): number {
    const now = snapshot.peek();
    return now === null || now === old || isBuilt(now) ? 0 : now.step;
  }

  function reached(of: Run<K>): void {
    goal.value = null;
    of.configure({ stopAfter: settings.stopAfter } as Partial<SettingsOf<K>>, 'continue');
  }

  /** The reader goes another way than to the goal. */
  function takeOver(): void {
    if (run && goal.peek() !== null) reached(run);
  }

  function putAway(of: Run<K>): void {
    takeOver();
    keepForUndo(of);
    history.value = [];
  }

  function beginAnew(of: Run<K>): void {
    putAway(of);
    of.reset();
  }

  const act = (what: (of: Run<K>) => void): void => {
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
    play() {
      forgetUndo();
      act((of) => of.play());
    },
    pause() {
      takeOver();
      run?.pause();
    },
    trainTo(steps) {
      if (learned() === steps) return;
      // A run counts its steps from where it was last done or taken up, so that only new weights come to exactly as many.
      const anew = learned() > 0;
      act((of) => {
        if (anew) putAway(of);
        else forgetUndo();
        goal.value = steps;
        of.configure({ stopAfter: steps } as Partial<SettingsOf<K>>, anew ? 'reset' : 'continue');
        of.play();
      });
    },
    goal,
    learned,
    step(steps = 1, part) {
      forgetUndo();
      takeOver();
      act((of) => of.step(steps, part));
    },
    reset: () => act(beginAnew),
    undo,
    configure(change, how = 'continue') {
      const before = settings;
      settings = { ...settings, ...change };
      const anew = how === 'reset' || kind.needsNewNetwork(before, settings);
      if (anew || how !== 'continue') {
        forgetUndo();
        takeOver();
      }
      // What was learned at build time is of other settings: nothing is shown until the reader trains.
      if (how !== 'continue' && isBuilt(seen.peek())) blank();
      if (how === 'reset') history.value = [];
      if (anew) old = snapshot.peek();
      // The reader's own end holds again once the goal is reached.
      const { stopAfter: _end, ...rest } = change;
      const now = goal.peek() === null ? change : (rest as Partial<SettingsOf<K>>);
      run?.configure(placed(now), how);
    },
    watch(change) {
      watching = { ...watching, ...change };
      run?.watch(change);
    },
    setVisible(next) {
      visible = next;
      run?.setVisible(next);
    },
    ask: (question, spec, listening) => open().ask(question, spec, listening),
    save: () => open().save(),
    load(bytes) {
      forgetUndo();
      takeOver();
      return open().load(bytes);
    },
    dismissFailure() {
      failure.value = null;
    },
    stop() {
      stopListening();
      stopListening = () => {};
      forgetUndo();
      goal.value = null;
      run?.close();
      run = null;
      blank();
      status.value = 'static';
    },
  };
}

/** Whether what is shown was learned at build time and not here. */
export function isBuilt(snapshot: { readonly run: string } | null): boolean {
  return snapshot?.run === 'built';
}
