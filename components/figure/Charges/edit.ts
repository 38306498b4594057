/** What hands do to the charges. */
import type { FigureState } from '../useFigure';
import { added, cloudName, howMany, moved, pointsOf, removed, shifted, type ChargesSettings } from './state';
import type { Lines } from './work';

export interface Edit {
  /** To a place in data units, or the nearest where it may be. */
  readonly move: (index: number, x: number, y: number) => void;
  /** In a cloud no charge is added: the nearest one is picked, or the next. */
  readonly add: (at: readonly [x: number, y: number] | null) => boolean;
  readonly remove: (index: number) => boolean;
  readonly pick: (index: number) => void;
}

export interface EditProps {
  readonly s: ChargesSettings;
  readonly lines: Lines & { readonly few: boolean };
  readonly edit: Edit;
}

/** The charge nearest to a place in data units. */
export function nearest(s: ChargesSettings, x: number, y: number): number {
  const { data, dim } = pointsOf(s);
  let [best, least] = [0, Infinity];
  for (let i = 0; i < data.length; i += dim) {
    const apart = Math.hypot(data[i] - x, dim === 1 ? 0 : data[i + 1] - y);
    if (apart < least) [best, least] = [i / dim, apart];
  }
  return best;
}

/** Events can come faster than renders: the newest settings are changed. */
export function editOf({ settings, set }: Pick<FigureState<ChargesSettings>, 'settings' | 'set'>): Edit {
  return {
    move(index, x, y) {
      const s = settings.peek();
      set(cloudName(s) === null ? { at: moved(s, index, x, y) } : { shifts: shifted(s, index, x, y) });
    },
    add(to) {
      const s = settings.peek();
      if (cloudName(s) !== null) set({ pick: to ? nearest(s, ...to) + 1 : (s.pick % howMany(s)) + 1 });
      const at = added(s, to);
      if (at) set({ at, pick: at.length / 2 });
      return at !== null;
    },
    remove(index) {
      const s = settings.peek();
      const at = removed(s, index);
      if (at) set({ at, pick: Math.min(Math.max(1, index), howMany(s) - 1) });
      return at !== null;
    },
    pick(index) {
      if (settings.peek().pick !== index + 1) set({ pick: index + 1 });
    },
  };
}
