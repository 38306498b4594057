/** What the page shows of the figure before a touch. Computed when the book is built; imported by the `.astro` file only. */
import { cached } from '../../../src/engine/build/cached';
import type { Asked } from '../asked';
import { builtAnswer } from './built';
import type { Mode } from './settings';

/** Where each mode begins, unless the chapter says otherwise. */
const beginnings: Readonly<Record<Mode, Readonly<Record<string, unknown>>>> = {
  digit: {},
  cloud: { t: 0.22 },
  chain: { step: 16 },
};

/** The settings to begin with as well: those of the mode, under those of the chapter. */
export async function firstFrame({ mode, initial = {} }: Asked & { readonly mode?: Mode | undefined }) {
  const settings = mode === undefined ? initial : { ...beginnings[mode], ...initial, mode };
  return { settings, built: await cached('ForwardNoise', settings, () => builtAnswer(settings)) };
}
