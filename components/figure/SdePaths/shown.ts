/** What is to be seen of the crowd at one time: computed here, or when the page was built. */
import { packed, unpacked } from '../packed';
import { courseOf, shownIndex } from './course';
import { gapTo, makeChance, memory, type Chance } from './measure';
import { crowdCount, near, walkKey, type SdeSettings } from './settings';
import type { Crowd } from './crowd';
import { atOnce, crowdWalk } from './walk';

export interface Shown {
  /** Those that the crowd followed: of a moment ago while the reader drags. */
  readonly settings: SdeSettings;
  readonly t: number;
  /** x_t over its scale, one row a walker. */
  readonly values: ArrayLike<number>;
  readonly gap: number | null;
  readonly chance: Chance;
  readonly memory: number;
}

/** The crowd of build time at the time shown, as it travels in a page: 32-bit floats in base64. */
export interface BuiltCrowd {
  readonly key: string;
  readonly t: number;
  readonly values: string;
  readonly chance: Chance;
  readonly memory: number | null;
}

export function built(s: SdeSettings): BuiltCrowd {
  const walk = atOnce(crowdWalk(s, { noise: null }));
  const index = shownIndex(walk.times, s.t);
  const remembered = memory(walk, index);
  return {
    key: walkKey(s),
    t: walk.times[index],
    values: packed(walk.states[index]),
    chance: atOnce(makeChance(crowdCount(s))),
    memory: Number.isFinite(remembered) ? remembered : null,
  };
}

/** From the crowd at hand, else from that of build time, else null. */
export function shown(s: SdeSettings, crowd: Crowd | null, from: BuiltCrowd | undefined): Shown | null {
  const { kept } = courseOf(s);
  const index = shownIndex(kept, s.t);
  const t = kept[index];
  if (crowd && near(crowd.walk.settings, s)) {
    const { walk, chance } = crowd;
    const values = walk.states[index];
    return {
      settings: walk.settings,
      t,
      values,
      gap: gapTo(walk.settings, t, values),
      chance,
      memory: memory(walk, index),
    };
  }
  if (from && from.key === walkKey(s) && from.t === t) {
    const values = unpacked(from.values);
    return { settings: s, t, values, gap: gapTo(s, t, values), chance: from.chance, memory: from.memory ?? NaN };
  }
  return null;
}
