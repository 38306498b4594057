/** The figure's settings tied to its run, and to the pairings that no flow makes. */
import { useEffect, useMemo } from 'preact/hooks';
import { batch } from '../../../src/core/batch';
import type { BuiltPupil, PupilPoint } from '../../../src/engine/kinds/pupil/built';
import { pupilPoint } from '../../../src/engine/kinds/pupil/unpack';
import { useFigure, type FigureState, type IslandProps } from '../index';
import type { Derived } from '../kit/derived';
import { derivedOf } from '../kit/useDerived';
import { builtRun, createLessons, useLessons, type Lessons } from '../pupil-run';
import { couplingsOf, type Couplings } from './couplings';
import { reflowFigure, runSettings, type ReflowSettings } from './state';

export interface BuiltReflow {
  readonly run: BuiltPupil;
  readonly couplings: Omit<Couplings, 'from' | 'to'> & {
    readonly from: readonly number[];
    readonly to: readonly number[];
  };
}

export interface ReflowProps extends IslandProps {
  /** What this code learned when the page was built. */
  readonly built?: BuiltReflow;
}

/** Of which shape and seed; null until they are computed. */
interface Known {
  readonly key: string;
  readonly of: Couplings | null;
}

export interface ReflowState extends Lessons<PupilPoint> {
  readonly figure: FigureState<ReflowSettings>;
  readonly couplings: Derived<Known>;
}

const keyOf = ({ target, seed }: ReflowSettings): string => `${target} ${seed}`;

/** Those of the present shape and seed. */
export function couplingsNow({ key, of }: Known, s: ReflowSettings): Couplings | null {
  return key === keyOf(s) ? of : null;
}

export function useReflow({ id, initial, built }: ReflowProps): ReflowState {
  const figure = useFigure({ id, schema: reflowFigure, initial });
  const state = useMemo(() => createState(figure, built), [figure]);
  useLessons(figure, state);
  useEffect(() => state.couplings.follow(), [state]);
  return state;
}

function createState(figure: FigureState<ReflowSettings>, built: BuiltReflow | undefined): ReflowState {
  const couplings = derivedOf<ReflowSettings, Known>({
    figure,
    first: (s) => {
      if (!built) return { key: '', of: null };
      const { from, to, ...numbers } = built.couplings;
      return { key: keyOf(s), of: { ...numbers, from: batch([...from], 2), to: batch([...to], 2) } };
    },
    key: keyOf,
    known: built !== undefined,
    *run(s, { change }) {
      const work = couplingsOf(s);
      for (;;) {
        const next = work.next();
        if (next.done) {
          change({ key: keyOf(s), of: next.value });
          return;
        }
        yield;
      }
    },
  });
  const lessons = createLessons<ReflowSettings, PupilPoint>({
    figure,
    runOf: runSettings,
    watch: { samples: false, flows: true },
    curve: { point: pupilPoint, at: ({ step }) => step },
    built: built && builtRun(built.run),
  });
  return { figure, couplings, ...lessons };
}
