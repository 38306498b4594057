/** Long work in slices, so that the page stays at the reader’s call. */
import type { ReadonlySignal } from '@preact/signals';

export interface Pace {
  /** Null while the slice lasts, else a promise to go on after. Rejects when the work is not wanted any more. */
  rest(): Promise<void> | null;
}

/** Milliseconds of work between two turns of the page. */
const slice = 10;

export interface PaceOptions {
  readonly now?: () => number;
  /** Work rests while this is false. */
  readonly visible?: ReadonlySignal<boolean> | undefined;
  /** Aborted when nobody wants the rest of the work. */
  readonly signal?: AbortSignal | undefined;
}

/** Lets the page have its turn when a slice of work is done, and rests while nobody looks. */
export function livePace({ now = () => performance.now(), visible, signal }: PaceOptions = {}): Pace {
  let since = now();
  const turn = async (): Promise<void> => {
    await delay(0, signal);
    if (visible?.peek() === false) await seen(visible, signal);
    since = now();
  };
  return {
    rest: () => (now() - since < slice && visible?.peek() !== false ? null : turn()),
  };
}

/** No turns to give: when the page is built, and in tests. */
export const noPace: Pace = { rest: () => null };

/** Resolves after `milliseconds`; rejects with the signal's reason as soon as it is aborted. */
export function delay(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return settled(signal, (resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    return () => clearTimeout(timer);
  });
}

function seen(visible: ReadonlySignal<boolean>, signal: AbortSignal | undefined): Promise<void> {
  return settled(signal, (resolve) =>
    visible.subscribe((now) => {
      if (now) resolve();
    }),
  );
}

/** Waits for what `begin` promises to tell; `begin` gives back how to stop waiting. */
function settled(signal: AbortSignal | undefined, begin: (resolve: () => void) => () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(reasonOf(signal));
      return;
    }
    const abort = () => {
      stop();
      if (signal) reject(reasonOf(signal));
    };
    const stop = begin(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    signal?.addEventListener('abort', abort, { once: true });
  });
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new DOMException('The work is not wanted any more.', 'AbortError');
}
