/** A run on digits as signals. The worker starts when the reader first asks for it. */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { engine, type DigitRun, type Failure } from '../../../src/engine/client';
import type { DigitRunSettings, DigitWatch } from '../../../src/engine/digit-settings';
import type { DigitLook, DigitSnapshot, Restart, Status } from '../../../src/engine/protocol';
import { preferredBackend } from '../training';
import { pointOf, type AgreementPoint } from './state';

export interface DigitTrainingSignals {
  readonly snapshot: ReadonlySignal<DigitSnapshot | null>;
  /** The newest samples. */
  readonly look: ReadonlySignal<DigitLook | null>;
  /** Agreement at every look since the weights were new. */
  readonly points: ReadonlySignal<readonly AgreementPoint[]>;
  readonly status: ReadonlySignal<Status | 'static'>;
  readonly failure: Signal<Failure | null>;
  readonly play: () => void;
  readonly pause: () => void;
  readonly reset: () => void;
  /** Ends the run and puts its network away. */
  stop(): void;
  configure(change: Partial<DigitRunSettings>, how?: Restart): void;
  watch(change: Partial<DigitWatch>): void;
  setVisible(visible: boolean): void;
  readonly save: () => Promise<Uint8Array>;
  readonly load: (bytes: Uint8Array) => Promise<void>;
  /** Called with every kept copy of the weights, as a file's bytes. */
  onKept(listener: (bytes: Uint8Array, snapshot: DigitSnapshot) => void): void;
}

export function createDigitTraining(initial: DigitRunSettings, watching: DigitWatch): DigitTrainingSignals {
  const snapshot = signal<DigitSnapshot | null>(null);
  const look = signal<DigitLook | null>(null);
  const points = signal<readonly AgreementPoint[]>([]);
  const status = signal<Status | 'static'>('static');
  const failure = signal<Failure | null>(null);
  let settings = initial;
  let watched = watching;
  let visible = true;
  let run: DigitRun | null = null;
  let kept = (_bytes: Uint8Array, _snapshot: DigitSnapshot): void => {};
  const placed = (s: DigitRunSettings) => (s.backend === 'auto' ? { ...s, backend: preferredBackend() } : s);

  async function follow(of: DigitRun): Promise<void> {
    for await (const next of of.snapshots()) {
      if (run !== of) return;
      if (next.images < (points.value.at(-1)?.images ?? 0)) points.value = [];
      snapshot.value = next;
      status.value = next.status;
      if (next.look) {
        look.value = next.look;
        const point = pointOf(next.look);
        if (point) points.value = [...points.value.filter(({ images }) => images < point.images), point];
      }
      // A network that has learned nothing is not worth keeping: it would take the place of one that has.
      if (next.checkpoint && next.images > 0) kept(next.checkpoint, next);
    }
  }

  function open(): DigitRun {
    if (run) return run;
    status.value = 'loading';
    const opened = engine().openDigits(placed(settings), watched);
    run = opened;
    if (!visible) opened.setVisible(false);
    opened.onFailure((next) => {
      if (run !== opened) return;
      failure.value = next;
      // Nothing was built: the next press tries again from the start.
      if (next.ended || (next.kind === 'unreachable' && snapshot.value === null)) status.value = 'error';
    });
    void follow(opened);
    return opened;
  }

  const stop = (): void => {
    run?.close();
    run = null;
    snapshot.value = null;
    look.value = null;
    points.value = [];
    status.value = 'static';
  };

  return {
    snapshot,
    look,
    points,
    status,
    failure,
    stop,
    play() {
      failure.value = null;
      open().play();
    },
    pause: () => run?.pause(),
    reset() {
      failure.value = null;
      points.value = [];
      open().reset();
    },
    configure(change, how = 'continue') {
      settings = { ...settings, ...change };
      if (how === 'reset') points.value = [];
      run?.configure('backend' in change ? { ...change, backend: placed(settings).backend } : change, how);
    },
    watch(change) {
      watched = { ...watched, ...change };
      run?.watch(change);
    },
    setVisible(next) {
      visible = next;
      run?.setVisible(next);
    },
    save: () => open().save(),
    load: (bytes) => open().load(bytes),
    onKept(listener) {
      kept = listener;
    },
  };
}
