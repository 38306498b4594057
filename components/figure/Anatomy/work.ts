/** What is asked for a system, and what came: the same when the page is built and live. No DOM here. */
import type { Anatomy } from '../../../src/engine/kinds/shipped/anatomy';
import type { DigitAsks } from '../../../src/engine/kinds/shipped/asks';
import type { Cascaded } from '../../../src/engine/kinds/shipped/cascade';
import type { Unclipped } from '../../../src/engine/kinds/shipped/unclip';
import { packAnswer, unpackAnswer } from './built';
import { anatomyFigure, imagenRequest, stableRequest, unclipRequest, type AnatomySettings } from './state';

export type Answer =
  | { readonly system: 'stable-diffusion'; readonly found: Anatomy }
  | { readonly system: 'unclip'; readonly found: Unclipped }
  | { readonly system: 'imagen'; readonly found: Cascaded };

/** An answer and the settings that it belongs to. */
export interface Shown {
  readonly of: AnatomySettings;
  readonly answer: Answer;
  /** Share of the work under way that is done. */
  readonly done: number;
}

type Asks = Pick<DigitAsks, 'anatomy' | 'unclip' | 'cascade'>;

export interface Asking {
  readonly signal?: AbortSignal;
  readonly onDone?: (done: number) => void;
}

export async function answerTo(s: AnatomySettings, asks: Asks, { signal, onDone }: Asking = {}): Promise<Answer> {
  const listening = {
    ...(signal && { signal }),
    ...(onDone && { onProgress: ({ done }: { readonly done: number }) => onDone(done) }),
  };
  switch (s.system) {
    case 'stable-diffusion':
      return { system: s.system, found: await asks.anatomy(stableRequest(s), listening) };
    case 'unclip':
      return { system: s.system, found: await asks.unclip(unclipRequest(s), listening) };
    case 'imagen':
      return { system: s.system, found: await asks.cascade(imagenRequest(s), listening) };
  }
}

/** What travels in the page. */
export interface BuiltAnatomy {
  readonly answer: unknown;
}

export const built = (answer: Answer): BuiltAnatomy => ({ answer: packAnswer(answer) });

export const fromBuilt = (of: AnatomySettings, { answer }: BuiltAnatomy): Shown => ({
  of,
  answer: unpackAnswer(answer) as Answer,
  done: 1,
});

export const settingsOf = (initial: Readonly<Record<string, unknown>>): AnatomySettings =>
  anatomyFigure.parse(initial).settings;
