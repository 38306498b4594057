import type { Batch } from '../batch';
import type { Random } from '../random';
import type { Sampler, SamplerInput } from '../sampler/sampler';

/** One step of a solver from any state, with noise that is the same whenever it is asked: x at `times[i]` becomes x at `times[i + 1]`. */
export interface Moves {
  /** Steps there are. */
  readonly steps: number;
  /** Writes where step `i` takes `x` into `out` (no alias of it), noise and all, and returns how often the denoiser was called. */
  readonly move: (x: Batch, i: number, out: Batch) => number;
}

/**
 * The steps of a sampler, one by one. It must take each from the state alone: a one-step solver (DDIM, DDPM, Euler, Euler-Maruyama, Heun,
 * DPM-Solver), none that remembers earlier ones. What it does otherwise in its last step (Euler-Maruyama adds no noise) it does in the last of
 * `times` only.
 *
 * Noise is drawn when a step is first asked, and kept: asked in order, a step draws what the whole run would, so that both agree number for
 * number. `random` may only be asked for normals.
 */
export function movesOf<Options>(sampler: Sampler<Options>, input: Omit<SamplerInput, 'x'> & Options): Moves {
  const steps = input.times.length - 1;
  if (steps < 1) throw new RangeError(`${input.times.length} times (expected at least 2)`);
  const tapes: Float64Array[][] = Array.from({ length: steps }, () => []);
  return {
    steps,
    move(x, i, out) {
      const last = i === steps - 1;
      // A step more than is taken tells the sampler that this one is not its last.
      const times = Array.from(input.times).slice(i, last ? i + 2 : i + 3);
      const random = input.random ? { random: replayed(tapes[i], input.random) } : {};
      const run = sampler({ ...input, times, x, ...random });
      run.next();
      const { value } = run.next();
      if (!value) throw new Error(`a sampler took no step from t = ${times[0]} to ${times[1]} (expected one)`);
      out.data.set(value.x.data);
      run.return();
      return value.evaluations;
    },
  };
}

/** The normals on the tape, then new ones, which are put on it. */
function replayed(tape: Float64Array[], source: Random): Random {
  let at = 0;
  const refuse = (): never => {
    throw new Error('a step in parallel drew what is no batch of normals (expected `normals`)');
  };
  return {
    state: source.state,
    bits: refuse,
    uniform: refuse,
    normal: refuse,
    integer: refuse,
    split: refuse,
    normals(out) {
      if (at === tape.length) tape.push(source.normals(new Float64Array(out.length)));
      out.set(tape[at++]);
      return out;
    },
  };
}
