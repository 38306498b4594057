/** What hands do to the charges. */
import type { FigureState } from '../useFigure';
import { added, howMany, moved, removed, type ChargesSettings } from './state';
import type { Lines } from './work';

export interface Edit {
  /** To a place in data units, or the nearest where it may be. */
  readonly move: (index: number, x: number, y: number) => void;
  readonly add: (at: readonly [x: number, y: number] | null) => boolean;
  readonly remove: (index: number) => boolean;
  readonly pick: (index: number) => void;
}

export interface EditProps {
  readonly s: ChargesSettings;
  readonly lines: Lines & { readonly few: boolean };
  readonly edit: Edit;
}

/** Events can come faster than renders: the newest settings are changed. */
export function editOf({ settings, set }: Pick<FigureState<ChargesSettings>, 'settings' | 'set'>): Edit {
  return {
    move: (index, x, y) => set({ at: moved(settings.peek(), index, x, y) }),
    add(to) {
      const at = added(settings.peek(), to);
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
