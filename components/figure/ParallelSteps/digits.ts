/** The steps of a digit in parallel, tied to the figure's settings; what is said of them. */
import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { liveAsks } from '../../../src/engine/kinds/shipped/asks';
import type { DigitParallel, DigitParallelSpec } from '../../../src/engine/kinds/shipped/parallel';
import { standardInk, standardPaper } from '../../../src/core/image-network/pixels';
import { mosaic, type Mosaic } from '../../../src/picture/mosaic';
import { fixed, significant } from '../../../src/picture/numbers';
import type { FigureState } from '../index';
import { createDerived, type Derived } from '../kit/derived';
import { distanceText, levelText } from './labels';
import { windowOf, type ParallelSettings } from './state';

/** Pixels of a picture's edge, and between two. */
export const side = 28;
export const gap = 4;
/** States that are shown, evenly spread. */
const columnCount = 11;

export interface DigitRun {
  readonly of: ParallelSettings;
  readonly answer: DigitParallel;
}

export interface DigitShown {
  readonly run: DigitRun | null;
  /** The sweep that the worker has reached, and the share of the states that is done. */
  readonly sweep: number;
  readonly done: number;
  readonly seconds: number;
}

export function digitSpec(s: ParallelSettings): DigitParallelSpec {
  const columns = Array.from({ length: columnCount }, (_, i) => Math.round((i * s.steps) / (columnCount - 1)));
  return {
    label: s.digit,
    guidance: s.guidance,
    seed: s.seed,
    steps: s.steps,
    window: windowOf(s),
    tolerance: s.tolerance,
    columns,
  };
}

export type DigitSteps = Derived<DigitShown>;

export function useDigitSteps(figure: FigureState<ParallelSettings>, asks = liveAsks): DigitSteps {
  const steps = useMemo(() => createDigitSteps(figure, asks), [figure]);
  useEffect(() => steps.follow(), [steps]);
  return steps;
}

function createDigitSteps(
  { settings, visible }: { settings: ReadonlySignal<ParallelSettings>; visible: ReadonlySignal<boolean> },
  asks: typeof liveAsks,
) {
  return createDerived<DigitShown>({
    first: { run: null, sweep: 0, done: 0, seconds: 0 },
    known: null,
    key: () => JSON.stringify(digitSpec(settings.value)),
    debounce: 300,
    visible,
    async run({ change, signal }) {
      const [of, begun] = [settings.peek(), performance.now()];
      const seconds = () => (performance.now() - begun) / 1000;
      change({ sweep: 0, done: 0, seconds: 0 });
      const answer = await asks.parallel(digitSpec(of), {
        signal,
        onProgress: ({ sweep, done }) => change({ sweep, done, seconds: seconds() }),
      });
      change({ run: { of, answer }, done: 1, seconds: seconds() });
    },
  });
}

/** Rows of pictures that are shown at the most, beside the sequential run's. */
const mostRows = 14;

/** Sweeps that are shown: all, or evenly spread ones with the first and the last. */
export function shownStands(stands: DigitParallel['stands']): DigitParallel['stands'] {
  if (stands.length <= mostRows) return stands;
  return Array.from({ length: mostRows }, (_, i) => stands[Math.round((i * (stands.length - 1)) / (mostRows - 1))]);
}

/** A row of its states as one picture. */
export function rowPicture(pictures: Float32Array): Mosaic {
  const across = pictures.length / (side * side);
  return mosaic(pictures, { side, across, gap, paper: standardPaper, ink: standardInk });
}

/** What was computed, in a sentence or two. */
export function digitsText({ of, answer: { stands } }: DigitRun): string {
  const { sweep, evaluations, inARow, distance } = stands[stands.length - 1];
  return `A ${of.digit} in ${of.steps} steps of DDIM, a window of ${windowOf(of)}, tolerance ${levelText(of.tolerance)}: done after ${sweep} sweeps, ${inARow} evaluations in a row in place of ${of.steps}, and ${evaluations} in all, ${significant(evaluations / of.steps, 2)} times as many. The last picture is ${distanceText(distance[of.steps])} from the sequential one, root mean square over the pixels.`;
}

/** When it pays, by what was measured here: the batch is the parallel machine. */
export function digitsPay({ of, answer: { stands, milliseconds } }: DigitRun): string {
  const sweeps = stands[stands.length - 1].sweep;
  const [even, cost] = [of.steps / sweeps, milliseconds.batch / milliseconds.one];
  return `${of.steps} steps ÷ ${sweeps} sweeps = ${fixed(even, 1)}: it pays where a batch of ${windowOf(of)} pictures costs less than ${fixed(even, 1)} evaluations of one. Measured here it costs ${fixed(cost, 1)} (${fixed(milliseconds.one, 1)} ms against ${fixed(milliseconds.batch, 0)} ms, medians), so here it ${cost < even ? 'pays' : 'does not'}.`;
}
