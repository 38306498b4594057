/** The crowd computed a few milliseconds at a time, so that the page stays at the reader's call. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { makeChance, type Chance } from './measure';
import type { Noise } from './noise';
import { crowdCount, near, walkKey, type SdeSettings } from './settings';
import { crowdWalk, type Walk } from './walk';

export interface Crowd {
  readonly walk: Walk;
  readonly chance: Chance;
}

export interface Sliced {
  /** The newest crowd that has arrived; while another is on its way it stays, if no more than a drag lies between the two. */
  readonly crowd: ReadonlySignal<Crowd | null>;
  readonly working: ReadonlySignal<boolean>;
  /** Sends out another crowd, unless it is the one at hand. A crowd that is being dragged along may first arrive. */
  ask(settings: SdeSettings): void;
  dispose(): void;
}

/** Milliseconds of one slice. */
const slice = 9;

export interface SlicedOptions {
  readonly now?: () => number;
  readonly later?: (work: () => void) => () => void;
}

export function createSliced({ now = () => performance.now(), later = timeout }: SlicedOptions = {}): Sliced {
  const crowd = signal<Crowd | null>(null);
  const working = signal(false);
  const kept: { noise: Noise | null } = { noise: null };
  const chances = new Map<number, Chance>();
  let cancel = () => {};
  let going: SdeSettings | null = null;
  let waiting: SdeSettings | null = null;

  function* send(s: SdeSettings): Generator<void, Crowd, void> {
    const walk = yield* crowdWalk(s, kept);
    const n = crowdCount(s);
    const chance = chances.get(n) ?? (yield* makeChance(n));
    chances.set(n, chance);
    return { walk, chance };
  }

  const start = (s: SdeSettings) => {
    cancel();
    going = s;
    waiting = null;
    working.value = true;
    const work = send(s);
    const go = () => {
      const end = now() + slice;
      while (now() < end) {
        const next = work.next();
        if (!next.done) continue;
        going = null;
        crowd.value = next.value;
        if (waiting) start(waiting);
        else working.value = false;
        return;
      }
      cancel = later(go);
    };
    cancel = later(go);
  };

  return {
    crowd,
    working,
    ask(settings) {
      const key = walkKey(settings);
      const shown = crowd.peek();
      if (shown && !near(shown.walk.settings, settings)) crowd.value = null;
      if (going) {
        if (walkKey(going) === key) waiting = null;
        else if (near(going, settings)) waiting = settings;
        else start(settings);
      } else if (!shown || walkKey(shown.walk.settings) !== key) {
        start(settings);
      }
    },
    dispose: () => cancel(),
  };
}

function timeout(work: () => void): () => void {
  const handle = setTimeout(work, 0);
  return () => clearTimeout(handle);
}
