/** The crowd that follows from the settings, computed in slices. */
import { computed, type ReadonlySignal } from '@preact/signals';
import { createDerived } from '../kit/derived';
import { makeChance, type Chance } from './measure';
import type { Noise } from './noise';
import { crowdCount, near, walkKey, type SdeSettings } from './settings';
import { crowdWalk, type Walk } from './walk';

export interface Crowd {
  readonly walk: Walk;
  readonly chance: Chance;
}

export interface Crowds {
  /** The newest crowd that has arrived; while another is on its way it stays, if no more than a drag lies between the two. */
  readonly crowd: ReadonlySignal<Crowd | null>;
  readonly working: ReadonlySignal<boolean>;
  readonly follow: () => () => void;
}

/** A crowd that is being dragged along may first arrive; for one of other settings it is given up. */
export function createCrowds(settings: ReadonlySignal<SdeSettings>, visible: ReadonlySignal<boolean>): Crowds {
  const kept: { noise: Noise | null } = { noise: null };
  const chances = new Map<number, Chance>();
  let going = settings.peek();
  const derived = createDerived<{ readonly crowd: Crowd | null }>({
    first: { crowd: null },
    known: null,
    key: () => walkKey(settings.value),
    policy: () => (near(going, settings.peek()) ? 'finish' : 'restart'),
    visible,
    *run({ change }) {
      going = settings.peek();
      const n = crowdCount(going);
      const walk = yield* crowdWalk(going, kept);
      const chance = chances.get(n) ?? (yield* makeChance(n));
      chances.set(n, chance);
      change({ crowd: { walk, chance } });
    },
  });
  return {
    crowd: computed(() => {
      const { crowd } = derived.shown.value;
      return crowd && near(crowd.walk.settings, settings.value) ? crowd : null;
    }),
    working: derived.running,
    follow: derived.follow,
  };
}
