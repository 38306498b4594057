import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { type Digits, digitPixelsOf } from '../../../src/core/data/digits';
import { type Belief, believe, recall, type Recall } from '../../../src/core/data/recall';
import { createDerived } from '../kit/derived';
import { digitsIfLoaded, loadDigits } from '../../../src/engine/digits';

/** What is looked for: a picture and a noise, named so that an answer can be told from a stale one. */
export interface Question {
  readonly key: string;
  readonly x0: Float64Array;
  readonly epsilon: Float64Array;
}

interface Answered {
  readonly key: string;
  readonly recall: Recall;
  readonly digits: Digits;
}

/** What the search says at one noise level. */
export interface Finding extends Belief {
  /** Class and grey levels of `best`. */
  readonly label: number;
  readonly pixels: Uint8Array;
  /** The best row is the one that fits without noise. */
  readonly right: boolean;
  /** Rows searched. */
  readonly rows: number;
}

export interface Search {
  /** The digits searched, once there. */
  readonly digits: ReadonlySignal<Digits | null>;
  /** The book's own ten thousand, once there: what `digit` settings count in. */
  readonly packed: ReadonlySignal<Digits | null>;
  /** Share of the digits' file that has come, while it is coming. */
  readonly progress: ReadonlySignal<number | null>;
  /** A sentence when it did not come. */
  readonly failure: ReadonlySignal<string | null>;
  /** The last answered question's measurements. */
  readonly answered: ReadonlySignal<Answered | null>;
  /** The digits come from the reader's own files. */
  readonly own: ReadonlySignal<boolean>;
  /** Asks for the digits (once; again after a failure). */
  load(): void;
  /** Asks; the newest question wins. Answered when the digits are there, a slice of rows at a time. */
  ask(question: Question): void;
  /** Searches these digits from now on. */
  use(digits: Digits): void;
  dismiss(): void;
  readonly dispose: () => void;
}

/**
 * The search for the nearest training digit, off the critical path: the digits are loaded when first asked for, and rows are
 * measured in slices between which the page is free.
 */
export function createSearch(): Search {
  const digits = signal<Digits | null>(null);
  const packed = signal<Digits | null>(null);
  const progress = signal<number | null>(null);
  const failure = signal<string | null>(null);
  const own = signal(false);
  const question = signal<Question | null>(null);
  /** Counts the sets of digits: each answers anew. */
  let sets = 0;
  const search = createDerived<{ readonly answered: Answered | null }>({
    first: { answered: null },
    key: () => (question.value && digits.value ? `${sets} ${question.value.key}` : null),
    *run({ change }) {
      const [now, set] = [question.peek(), digits.peek()];
      if (!now || !set) return;
      change({ answered: { key: now.key, recall: yield* recall(set, now.x0, now.epsilon), digits: set } });
    },
  });

  function take(loaded: Digits): void {
    packed.value = loaded;
    // The reader's own files, dropped meanwhile, stay.
    digits.value ??= loaded;
  }

  function load(): void {
    if (packed.peek() || progress.peek() !== null) return;
    const there = digitsIfLoaded();
    if (there) {
      take(there);
      return;
    }
    failure.value = null;
    progress.value = 0;
    loadDigits((share) => {
      progress.value = share;
    })
      .then(take, (error: unknown) => {
        failure.value = error instanceof Error ? error.message : String(error);
      })
      .finally(() => {
        progress.value = null;
      });
  }

  return {
    digits: computed(() => digits.value),
    packed: computed(() => packed.value),
    progress: computed(() => progress.value),
    failure: computed(() => failure.value),
    answered: computed(() => search.shown.value.answered),
    own: computed(() => own.value),
    load,
    ask(next) {
      if (question.peek()?.key !== next.key) question.value = next;
    },
    use(set) {
      sets += 1;
      own.value = true;
      digits.value = set;
    },
    dismiss: () => {
      failure.value = null;
    },
    dispose: search.follow(),
  };
}

/** The exact posterior at sigma/alpha = `ratio`, with its best row's picture. */
export function findingAt({ recall: measured, digits }: Omit<Answered, 'key'>, ratio: number): Finding {
  const belief = believe(measured, digits.labels, ratio);
  return {
    ...belief,
    label: digits.labels[belief.best],
    pixels: digitPixelsOf(digits, belief.best),
    right: belief.best === measured.answer,
    rows: digits.trainCount,
  };
}
