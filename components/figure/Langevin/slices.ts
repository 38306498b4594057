/** The walks computed a few milliseconds at a time, so that the page stays at the reader's call. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { walkKey, type WalkSettings } from './state';
import { createWalk, methods, type Method, type Walking } from './walk';

export type Walks = Readonly<Record<Method, Walking>>;

export interface Sliced {
  /** The newest walks; `made` counts the moves that both have made, and changes with every slice. */
  readonly walks: ReadonlySignal<{
    readonly key: string;
    readonly of: Walks;
    readonly made: number;
    readonly done: boolean;
  } | null>;
  /** Begins other walks, unless they are those at hand. */
  ask(settings: WalkSettings): void;
  dispose(): void;
}

/** Milliseconds of one slice. */
const slice = 9;

export interface SlicedOptions {
  readonly now?: () => number;
  readonly later?: (work: () => void) => () => void;
}

export function createSliced({ now = () => performance.now(), later = timeout }: SlicedOptions = {}): Sliced {
  const walks = signal<Sliced['walks']['value']>(null);
  let cancel = () => {};

  const work = (key: string, of: Walks) => {
    const end = now() + slice;
    let more = true;
    while (more && now() < end) {
      // Side by side, so that the two can be looked at together from the first slice on.
      more = methods.map((method) => of[method].advance()).includes(true);
    }
    walks.value = { key, of, made: of.annealed.made, done: !more };
    if (more) cancel = later(() => work(key, of));
  };

  return {
    walks,
    ask(settings) {
      const key = walkKey(settings);
      if (walks.peek()?.key === key) return;
      cancel();
      const of = { plain: createWalk('plain', settings), annealed: createWalk('annealed', settings) };
      walks.value = { key, of, made: 0, done: false };
      cancel = later(() => work(key, of));
    },
    dispose: () => cancel(),
  };
}

function timeout(work: () => void): () => void {
  const handle = setTimeout(work, 0);
  return () => clearTimeout(handle);
}
