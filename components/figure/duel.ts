/**
 * Two runs under one button: same seeds, one pause, one reset. Each seed is a trial, in which both begin anew and play until their
 * race is over; the engine keeps them in step. What they learn and what is kept of it is for the figure to say.
 */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Failure, Run } from '../../src/engine/client';
import type { AnySnapshot, Restart } from '../../src/engine/protocol';

export type DuelStatus = 'static' | 'loading' | 'ready' | 'running' | 'paused' | 'done' | 'error';

/** What a duel needs of a run, of whatever kind. */
export interface Duellist<S, N extends AnySnapshot> extends Pick<
  Run<S, never, N>,
  'play' | 'pause' | 'setVisible' | 'snapshots' | 'onFailure' | 'close'
> {
  configure(change: Partial<S>, how?: Restart): void;
}

/** One side: how its run is opened, what it is set to for a seed, and who hears of it. */
export interface DuelSide<R extends Duellist<S, N>, S, N extends AnySnapshot> {
  open(): R;
  settings(seed: number): Partial<S>;
  onSnapshot(seed: number, snapshot: N, run: R): void;
}

export interface DuelOptions<
  A extends Duellist<SA, NA>,
  SA,
  NA extends AnySnapshot,
  B extends Duellist<SB, NB>,
  SB,
  NB extends AnySnapshot,
> {
  readonly sides: readonly [DuelSide<A, SA, NA>, DuelSide<B, SB, NB>];
  /** One trial each, in this order. */
  readonly seeds: () => readonly number[];
  /** Before the first trial of a duel that begins anew. */
  readonly onBegin: () => void;
  /** Both are done with a seed: what is asked of their networks before the next begins. */
  readonly settle: (seed: number, runs: readonly [A, B], wanted: () => boolean) => Promise<void>;
}

export interface Duel {
  readonly status: ReadonlySignal<DuelStatus>;
  /** The seed that is being played, null outside of trials. */
  readonly seed: ReadonlySignal<number | null>;
  readonly failure: Signal<Failure | null>;
  /** Begins, goes on after a pause, or begins anew where all is done. */
  readonly play: () => void;
  readonly pause: () => void;
  /** Forgets the trials; nothing plays. */
  readonly reset: () => void;
  setVisible(visible: boolean): void;
  /** Closes both runs: the next play opens others, where the reader wants them now. */
  reopen(): void;
  dispose(): void;
}

/** One open run and its present trial. */
class Corner<R extends Duellist<S, N>, S, N extends AnySnapshot> {
  private seed = 0;
  private ended: (() => void) | null = null;
  private readonly stopListening: () => void;

  constructor(
    private readonly side: DuelSide<R, S, N>,
    readonly run: R,
    onFailure: (failure: Failure) => void,
  ) {
    this.stopListening = run.onFailure(onFailure);
    void this.follow();
  }

  /** New weights, and off; resolves when its budget is spent or its numbers are lost. */
  begin(seed: number): Promise<void> {
    this.seed = seed;
    this.run.configure(this.side.settings(seed), 'reset');
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

export function createDuel<
  A extends Duellist<SA, NA>,
  SA,
  NA extends AnySnapshot,
  B extends Duellist<SB, NB>,
  SB,
  NB extends AnySnapshot,
>({ sides, seeds, onBegin, settle }: DuelOptions<A, SA, NA, B, SB, NB>): Duel {
  const status = signal<DuelStatus>('static');
  const seed = signal<number | null>(null);
  const failure = signal<Failure | null>(null);
  let corners: readonly [Corner<A, SA, NA>, Corner<B, SB, NB>] | null = null;
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
    for (const corner of corners ?? []) {
      corner.run.pause();
      corner.giveUp();
    }
  }

  function open(): readonly [Corner<A, SA, NA>, Corner<B, SB, NB>] {
    corners ??= [new Corner(sides[0], sides[0].open(), failed), new Corner(sides[1], sides[1].open(), failed)];
    for (const { run } of corners) run.setVisible(visible);
    return corners;
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
      corners?.forEach((corner) => corner.goOn());
    },
    pause() {
      if (status.peek() !== 'running') return;
      status.value = 'paused';
      corners?.forEach(({ run }) => run.pause());
    },
    reset() {
      stop();
      failure.value = null;
      status.value = 'ready';
    },
    setVisible(next) {
      visible = next;
      corners?.forEach(({ run }) => run.setVisible(next));
    },
    reopen() {
      stop();
      corners?.forEach((corner) => corner.close());
      corners = null;
      status.value = 'ready';
    },
    dispose() {
      stop();
      corners?.forEach((corner) => corner.close());
      corners = null;
    },
  };
}
