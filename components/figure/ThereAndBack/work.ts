/** What the figure shows, mode by mode, and what travels of it in the page. */
import { toBytes, toText } from '../bytes';
import { goBack, type Back } from './back';
import { goBetween, type Between } from './between';
import { follow as followDirection, type Along } from './direction';
import { edited, type Edited } from './edit';
import { keyOf } from './state';
import type { Task } from './task';

export interface Shown {
  /** Of the settings that it is whole for; empty on the way. */
  readonly key: string;
  readonly label: number;
  readonly clean: Uint8Array;
  readonly back: Back | null;
  readonly edit: Edited | null;
  readonly between: Between | null;
  readonly direction: Along | null;
}

export const nothing: Shown = {
  key: '',
  label: 0,
  clean: new Uint8Array(0),
  back: null,
  edit: null,
  between: null,
  direction: null,
};

export async function follow(of: Omit<Task<never>, 'tell'>, change: (part: Partial<Shown>) => void): Promise<void> {
  const { s, digit } = of;
  change({ key: '', label: digit.label, clean: digit.pixels });
  if (s.mode === 'back') await goBack({ ...of, tell: (back) => change({ back }) });
  if (s.mode === 'edit') await edited({ ...of, tell: (edit) => change({ edit }) });
  if (s.mode === 'between') await goBetween({ ...of, tell: (between) => change({ between }) });
  if (s.mode === 'direction') await followDirection({ ...of, tell: (direction) => change({ direction }) });
  change({ key: keyOf(s) });
}

export async function shownAtOnce(of: Omit<Task<never>, 'tell'>): Promise<Shown> {
  let shown = nothing;
  await follow(of, (part) => {
    shown = { ...shown, ...part };
  });
  return shown;
}

/** Pictures as text, everything else as it is. */
export type Built = string;
const mark = 'bytes:';

export const built = (shown: Shown): Built =>
  JSON.stringify(shown, (_, value: unknown) => (value instanceof Uint8Array ? mark + toText(value) : value));

export const fromBuilt = (text: Built): Shown =>
  JSON.parse(text, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? toBytes(value.slice(mark.length)) : value,
  ) as Shown;
