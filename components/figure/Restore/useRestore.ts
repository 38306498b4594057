/** The figure tied to its settings: a quick look at every change, and the full answer when nothing changes for a while. */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import { toBytes } from '../bytes';
import { useFigure, type FigureState, type IslandProps } from '../index';
import type { Clean } from '../kit/held-out';
import { readFiles } from '../kit/own-files';
import { encodePicture } from '../kit/picture-code';
import { useDerived, type FigureDerived } from '../kit/useDerived';
import { useHand, type DealtDigit, type Hand } from '../kit/useHand';
import { measuredKey, methodFor, problemOf, restoreFigure, restoreKey, type RestoreSettings } from './state';
import {
  answer,
  answerWithout,
  fromBuilt,
  noAnswers,
  nobody,
  type Answers,
  type BuiltAnswers,
  type Without,
} from './work';

export interface RestoreProps extends IslandProps {
  /** As computed when the page was built. */
  readonly built: BuiltAnswers;
  /** Ten held-out digits to begin with. */
  readonly hand: readonly DealtDigit[];
}

export interface RestoreState {
  readonly figure: FigureState<RestoreSettings>;
  readonly hand: Hand;
  /** The digit itself. */
  readonly clean: Clean;
  readonly look: FigureDerived<RestoreSettings, Answers>;
  readonly full: FigureDerived<RestoreSettings, Answers>;
  /** What those answer who have no network: when they are asked. */
  readonly without: FigureDerived<RestoreSettings, Without>;
  /** A sentence about a file or about digits that did not come. */
  readonly said: Signal<string | null>;
  readonly take: (files: readonly File[]) => Promise<void>;
  readonly deal: () => void;
  readonly arrived: ReadonlySignal<number>;
}

/** Milliseconds without a change after which the full answer is asked for. */
const idle = 350;

const sentence = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));

export function useRestore({ id, initial, built, hand: dealt }: RestoreProps): RestoreState {
  const figure = useFigure({ id, schema: restoreFigure, initial });
  const hand = useHand(dealt);
  const { said, arrived, first } = useMemo(
    () => ({
      said: signal<string | null>(null),
      /** Counts digits that came later than they were wanted. */
      arrived: signal(0),
      first: { grey: toBytes(built.clean), label: built.label } satisfies Clean,
    }),
    [],
  );
  const look: FigureDerived<RestoreSettings, Answers> = useDerived({
    figure,
    first: () => noAnswers,
    key: restoreKey,
    policy: 'finish',
    run: async (s, { change, signal: gone }) =>
      answer(s, (await hand.clean(s)).grey, true, liveAsks, change, { signal: gone }),
  });
  const full: FigureDerived<RestoreSettings, Answers> = useDerived({
    figure,
    first: (s) => fromBuilt(s, built),
    key: restoreKey,
    debounce: idle,
    run: async (s, { change, signal: gone }) =>
      answer(s, (await hand.clean(s)).grey, false, liveAsks, change, { signal: gone }),
  });
  const without: FigureDerived<RestoreSettings, Without> = useDerived({
    figure,
    first: () => nobody,
    key: (s) => (problemOf({ ...s, method: methodFor(s) }) === null ? measuredKey(s) : null),
    on: 'asked',
    run: async (s, { change, signal: gone }) =>
      change(await answerWithout(s, (await hand.clean(s)).grey, liveAsks, { signal: gone })),
  });
  const s = figure.settings.value;
  void arrived.value;
  const now = hand.now(s);
  useEffect(() => {
    if (now) return;
    hand.clean(figure.settings.peek()).then(
      () => (arrived.value += 1),
      (reason: unknown) => (said.value = sentence(reason)),
    );
  }, [s.digit, s.picture]);
  return {
    figure,
    hand,
    clean: now ?? first,
    look,
    full,
    without,
    said,
    arrived,
    async take(files) {
      said.value = null;
      try {
        const got = await readFiles(files);
        if (got.kind === 'digits')
          throw new Error('These are files of many digits (expected one picture, to be damaged here).');
        figure.set({ picture: encodePicture(got.x) });
        said.value = got.warning;
      } catch (reason) {
        said.value = sentence(reason);
      }
    },
    deal() {
      hand.deal().catch((reason: unknown) => {
        said.value = sentence(reason);
      });
    },
  };
}

/** Of what is shown: the answer to the question of now, a first look (at it, or at one just before), or answers to another question. */
export type Standing = 'answer' | 'look' | 'stale';

export function shownOf(
  key: string | null,
  full: Answers,
  look: Answers,
): { readonly answers: Answers; readonly standing: Standing } {
  if (full.key === key) return { answers: full, standing: 'answer' };
  return look.key === '' ? { answers: full, standing: 'stale' } : { answers: look, standing: 'look' };
}
