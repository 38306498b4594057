/**
 * Two runs under one button: same seeds, one pause, one reset. Each seed is a trial, in which both begin anew and play until their
 * race is over; the engine keeps them in step. What they learn and what is kept of it is for the figure to say.
 */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { type Engine, type Failure, type Run, engine } from '../../src/engine/client';
import type { PageHalf, SettingsOf, SnapshotOf, TrainedKind, WatchOf } from '../../src/engine/kinds';
import { onPreferredBackend, placed } from './backend';

export type PairStatus = 'static' | 'loading' | 'ready' | 'running' | 'paused' | 'done' | 'error';

/** One side: what its run is set to for a seed, what is watched of it, and who hears of it. */
export interface PairSide<K extends TrainedKind> {
  readonly kind: PageHalf<K>;
  readonly watch: Partial<WatchOf<K>>;
  settings(seed: number): SettingsOf<K>;
  onSnapshot(seed: number, snapshot: SnapshotOf<K>, run: Run<K>): void;
}

export interface PairOptions<A extends TrainedKind, B extends TrainedKind> {
  readonly sides: readonly [PairSide<A>, PairSide<B>];
  /** One trial each, in this order. */
  readonly seeds: () => readonly number[];
  /** Before the first trial of a pair that begins anew. */
  readonly onBegin: () => void;
  /** Both are done with a seed: what is asked of their networks before the next begins. */
  readonly settle: (seed: number, runs: readonly [Run<A>, Run<B>], wanted: () => boolean) => Promise<void>;
  /** Opens the runs: the page's engine, unless told otherwise. */
  readonly by?: Pick<Engine, 'open'>;
}

export interface Pair {
  readonly status: ReadonlySignal<PairStatus>;
  /** The seed that is being played, null outside of trials. */
  readonly seed: ReadonlySignal<number | null>;
  readonly failure: Signal<Failure | null>;
  /** Begins, goes on after a pause, or begins anew where all is done. */
  readonly play: () => void;
  readonly pause: () => void;
  /** Forgets the trials; nothing plays. */
  readonly reset: () => void;
  setVisible(visible: boolean): void;
  readonly dispose: () => void;
}

/** One open run and its present trial. */
class OpenSide<K extends TrainedKind> {
  private seed = 0;
  private ended: (() => void) | null = null;
  private readonly stopListening: () => void;

  constructor(
    private readonly side: PairSide<K>,
    readonly run: Run<K>,
    onFailure: (failure: Failure) => void,
  ) {
    this.stopListening = run.onFailure(onFailure);
    void this.follow();
  }

  /** New weights, and off; resolves when its budget is spent or its numbers are lost. */
  begin(seed: number): Promise<void> {
    this.seed = seed;
    this.run.configure(placed(this.side.settings(seed)), 'reset');
    this.run.play();
    return new Promise((resolve) => {
      this.ended = resolve;
    });
  }

  goOn(): void {
    if (this.ended) this.run.play();
  }

  giveUp(): void {
    this.ended?.();
    this.ended = null;
  }

  close(): void {
    this.giveUp();
    this.stopListening();
    this.run.close();
  }

  private async follow(): Promise<void> {
    for await (const snapshot of this.run.snapshots()) {
      if (!this.ended) continue;
      this.side.onSnapshot(this.seed, snapshot, this.run);
      if (snapshot.step > 0 && (snapshot.status === 'done' || snapshot.status === 'error')) this.giveUp();
    }
  }
}

export function createPair<A extends TrainedKind, B extends TrainedKind>({
  sides,
  seeds,
  onBegin,
  settle,
  by = { open: (kind, settings, watch) => engine().open(kind, settings, watch) },
}: PairOptions<A, B>): Pair {
  const status = signal<PairStatus>('static');
  const seed = signal<number | null>(null);
  const failure = signal<Failure | null>(null);
  let opened: readonly [OpenSide<A>, OpenSide<B>] | null = null;
  let stopListening = (): void => {};
  let visible = true;
  /** Work of an older turn is nobody's any more. */
  let turn = 0;
  /** Called when a pause between two trials ends. */
  let onward: (() => void) | null = null;

  const failed = (f: Failure) => {
    failure.value = f;
    if (!f.ended) return;
    stop();
    status.value = 'error';
  };

  function stop(): void {
    turn += 1;
    seed.value = null;
    onward?.();
    onward = null;
    for (const side of opened ?? []) {
      side.run.pause();
      side.giveUp();
    }
  }

  function openSide<K extends TrainedKind>(side: PairSide<K>): OpenSide<K> {
    return new OpenSide(side, by.open(side.kind, placed(side.settings(seeds()[0])), side.watch), failed);
  }

  function open(): readonly [OpenSide<A>, OpenSide<B>] {
    if (!opened) {
      opened = [openSide(sides[0]), openSide(sides[1])];
      // The reader's standing choice of backend: the next play opens others, where the reader wants them now.
      stopListening = onPreferredBackend(() => {
        close();
        status.value = 'ready';
      });
    }
    for (const { run } of opened) run.setVisible(visible);
    return opened;
  }

  function close(): void {
    stop();
    stopListening();
    stopListening = () => {};
    opened?.forEach((side) => side.close());
    opened = null;
  }

  async function begin(): Promise<void> {
    stop();
    const own = turn;
    const wanted = () => own === turn;
    failure.value = null;
    status.value = 'loading';
    onBegin();
    const [a, b] = open();
    for (const next of seeds()) {
      if (status.peek() === 'paused')
        await new Promise<void>((resolve) => {
          onward = resolve;
        });
      if (!wanted()) return;
      seed.value = next;
      status.value = 'running';
      await Promise.all([a.begin(next), b.begin(next)]);
      if (!wanted()) return;
      try {
        await settle(next, [a.run, b.run], wanted);
      } catch (error) {
        if (!wanted()) return;
        failed({ kind: 'crashed', sentence: error instanceof Error ? error.message : String(error), ended: true });
        return;
      }
      if (!wanted()) return;
    }
    seed.value = null;
    status.value = 'done';
  }

  return {
    status,
    seed,
    failure,
    play() {
      if (status.peek() !== 'paused') return void begin();
      status.value = 'running';
      failure.value = null;
      onward?.();
      onward = null;
      opened?.forEach((side) => side.goOn());
    },
    pause() {
      if (status.peek() !== 'running') return;
      status.value = 'paused';
      opened?.forEach(({ run }) => run.pause());
    },
    reset() {
      stop();
      failure.value = null;
      status.value = 'ready';
    },
    setVisible(next) {
      visible = next;
      opened?.forEach(({ run }) => run.setVisible(next));
    },
    dispose: close,
  };
}
