/** Both models trained here from nothing, in step and at equal cost: what they draw at every look, measured as the shipped ones are. */
import { signal, type Signal } from '@preact/signals';
import { fromGrey } from '../../../src/core/image-network/pixels';
import { type DigitGanSettings, digitGanDefaults } from '../../../src/engine/kinds/digits-gan/settings';
import {
  type DigitData,
  type DigitSettings,
  type DigitWatch,
  digitDefaults,
} from '../../../src/engine/kinds/digits/settings';
import type { DigitGanSnapshot } from '../../../src/engine/kinds/digits-gan/types';
import type { DigitSnapshot } from '../../../src/engine/kinds/digits/types';
import { spentBy, type Race, type Spent } from '../../../src/engine/race';
import { digitsGan } from '../../../src/engine/kinds/digits-gan/index';
import { digits } from '../../../src/engine/kinds/digits/index';
import type { DigitAsks } from '../../../src/engine/kinds/shipped/asks';
import { createPair, type Pair } from '../pair';
import { measured, type Measures, type Reference } from './reference';
import { classesOf, shownCount, type DigitsVsDigitsSettings } from './state';
import { budgets } from '../kit/digit-budgets';

/** One model in training. */
export interface Learned {
  /** Grey levels of all that are shown; empty before the first look. */
  readonly grey: Uint8Array;
  /** The class by the judge of each that is shown. */
  readonly classes: readonly number[];
  readonly spent: Spent;
  /** Measures at every look, and the share of the budget that was spent then. */
  readonly looks: readonly { readonly share: number; readonly measures: Measures }[];
}

export interface Lesson {
  readonly settings: DigitsVsDigitsSettings;
  readonly diffusion: Learned;
  readonly gan: Learned;
}

const nothing: Learned = {
  grey: new Uint8Array(0),
  classes: [],
  spent: { examples: 0, flops: 0, milliseconds: 0 },
  looks: [],
};
export const newLesson = (settings: DigitsVsDigitsSettings): Lesson => ({ settings, diffusion: nothing, gan: nothing });

const watch: DigitWatch = { interval: 400, samplesEvery: 6000, shown: shownCount, judged: 0 };
/** Looks at equal shares of the budget. */
const marks = 8;

const dataOf = ({ count, only }: DigitsVsDigitsSettings): DigitData => ({
  kind: 'mnist',
  count,
  ...(only !== null && { only }),
});
const raceOf = (group: string, { by, size }: DigitsVsDigitsSettings): Race => ({
  group,
  by,
  budget: budgets[by][size],
  marks,
});

export function diffusionRun(group: string, s: DigitsVsDigitsSettings): DigitSettings {
  return { ...digitDefaults, size: 'medium', data: dataOf(s), seed: s.seed, guidance: 1, race: raceOf(group, s) };
}

export function ganRun(group: string, s: DigitsVsDigitsSettings): DigitGanSettings {
  return { ...digitGanDefaults, data: dataOf(s), seed: s.seed, race: raceOf(group, s) };
}

/** Classes that the looks ask for. */
export const askedOf = ({ only }: Pick<DigitsVsDigitsSettings, 'only'>): readonly number[] =>
  only === null ? classesOf(0, shownCount) : Array.from({ length: shownCount }, () => only);

/** What training depends on. */
export const lessonKey = ({ count, only, by, size, seed }: DigitsVsDigitsSettings): string =>
  [count, only, by, size, seed].join(':');

export interface Lessons {
  readonly pair: Pair;
  readonly lesson: Signal<Lesson>;
}

/** @param group names the race: the figure's id */
export function createLessons(
  group: string,
  settings: () => DigitsVsDigitsSettings,
  reference: Reference,
  judge: DigitAsks['judge'],
): Lessons {
  const lesson = signal<Lesson>(newLesson(settings()));
  const change = (side: 'diffusion' | 'gan', part: (learned: Learned) => Partial<Learned>) => {
    lesson.value = { ...lesson.peek(), [side]: { ...lesson.peek()[side], ...part(lesson.peek()[side]) } };
  };
  const heard =
    (side: 'diffusion' | 'gan') =>
    (seed: number, { look, spent }: DigitSnapshot | DigitGanSnapshot) => {
      change(side, () => ({ spent }));
      if (!look || look.pictures.length === 0) return;
      const of = lesson.peek().settings;
      const share = spentBy(spent, of.by) / budgets[of.by][of.size];
      change(side, () => ({ grey: look.pictures }));
      void judge({ x: fromGrey(look.pictures) }).then(
        ({ classes, features }) => {
          // A later lesson has other pictures.
          if (lesson.peek().settings !== of || seed !== of.seed) return;
          const measures = measured(features, classes, askedOf(of), reference);
          change(side, ({ looks, grey }) => ({
            ...(grey === look.pictures && { classes: Array.from(classes) }),
            looks: [...looks.filter((one) => one.share < share), { share, measures }],
          }));
        },
        () => {},
      );
    };
  const pair = createPair<'digits', 'digits-gan'>({
    seeds: () => [settings().seed],
    onBegin() {
      lesson.value = newLesson(settings());
    },
    sides: [
      {
        kind: digits,
        watch,
        settings: () => diffusionRun(group, settings()),
        onSnapshot: heard('diffusion'),
      },
      {
        kind: digitsGan,
        watch,
        settings: () => ganRun(group, settings()),
        onSnapshot: heard('gan'),
      },
    ],
    settle: () => Promise.resolve(),
  });
  return { pair, lesson };
}
