/** Rows of one network of a system, drawn side by side, a few at a time, so that a click is answered at once. */
import { numbersOf } from '../../../../core/domain';
import { digitTimes } from '../../../../core/image-network/sampling';
import { take, type Condition } from '../../../../net/condition/index';
import { drawing, startingNoise, type Drawing } from '../../../../net/image/drawing';
import type { ImageTrainer } from '../../../../net/image/trainer';
import { parts } from './parts';

export interface Together extends Pick<Drawing, 'guidance' | 'clip' | 'change'> {
  readonly trainer: ImageTrainer;
  /** Of what the noise is drawn by, and which of its rows each row takes: those of `condition`, in order. */
  readonly name: string;
  readonly seed: number;
  readonly rows: readonly number[];
  readonly condition: Condition;
  readonly evaluations: number;
  /** Rows that take a step at once. */
  readonly atOnce: number;
  /** Whether states and guesses are kept. */
  readonly path: boolean;
  readonly rest: () => Promise<void>;
  /** After every step, with all rows' guesses. */
  readonly told: (step: number, guess: Float32Array) => void;
}

export interface DrawnTogether {
  /** [n, numbers] in standard units. */
  readonly x: Float32Array;
  readonly times: Float64Array;
  /** With `path` one entry a time, else none. */
  readonly states: readonly Float32Array[];
  readonly guesses: readonly Float32Array[];
}

export async function together(how: Together): Promise<DrawnTogether> {
  const { trainer, condition, rows, evaluations, path, rest, told } = how;
  const dim = numbersOf(trainer.domain);
  const times = digitTimes(evaluations);
  const groups = parts(rows.length, how.atOnce).map(({ first, count }) => ({
    first,
    steps: drawing({
      ...how,
      condition: take(
        condition,
        Array.from({ length: count }, (_, i) => first + i),
      ),
      x: startingNoise(trainer, how.name, how.seed, rows.slice(first, first + count)),
    }),
  }));
  const [states, guesses]: [Float32Array[], Float32Array[]] = [[], []];
  let x = new Float32Array(0);
  for (let i = 0; i < times.length; i++) {
    const state = new Float32Array(rows.length * dim),
      guess = new Float32Array(rows.length * dim);
    for (const { first, steps } of groups) {
      const { value } = steps.next();
      if (!value) continue;
      state.set(value.x.data, first * dim);
      guess.set(value.denoised.data, first * dim);
      await rest();
    }
    if (path) {
      states.push(state);
      guesses.push(guess);
    }
    x = state;
    if (i > 0) told(i, guess);
  }
  return { x: path ? x.slice() : x, times, states, guesses };
}
