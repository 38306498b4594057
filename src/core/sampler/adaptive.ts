/** Of a solver that chooses its steps: at less than this part of the way there is no progress in the digits of a number. */
const LEAST_STEP = 1e-13;

/** A step that was tried. */
export interface Attempt {
  /** Where it ends, and its length, in what the solver's steps are measured in. */
  readonly next: number;
  readonly step: number;
  /** Whether that is where the way ends, however much longer a step might have been. */
  readonly lands: boolean;
  /** In units of what is tolerated: the step is kept if it is at most 1. NaN is more than that. */
  readonly error: number;
}

export interface AdaptiveWalk {
  /** The solver's name, and the most steps that it may try, refused ones included. */
  readonly name: string;
  readonly most: number;
  /** The first step to try. */
  readonly first: number;
  /** How many times as long as a step of this error the next one is to be. */
  readonly change: (error: number) => number;
  /** What it walks along, as an error says where it stopped: `t =`. */
  readonly along: string;
  /** Whether steps are told from nothing by what is walked along, and not by 1. */
  readonly relative?: boolean;
}

/**
 * The loop of a solver that chooses its steps. Each call goes from a place down to `end` by as many steps as it takes, the length of the next one being
 * kept from call to call, and returns where it has come; `attempt` is handed the place and the length to try, and moves the state if its error is at
 * most 1. Throws an `Error` after too many steps, and where no step keeps the tolerance.
 */
export function adaptiveWalk({ name, most, first, change, along, relative = false }: AdaptiveWalk) {
  let h = first;
  let tried = 0;
  const gaveUp = (at: number, after: string) =>
    new Error(`${name} stopped at ${along} ${at} with ${after} (expected a denoiser smooth enough for its tolerance)`);
  return (from: number, end: number, attempt: (at: number, h: number) => Attempt): number => {
    let at = from;
    while (at > end) {
      if (++tried > most) throw gaveUp(at, `${most} steps`);
      const { next, step, lands, error } = attempt(at, h);
      if (error <= 1) at = next;
      const factor = error >= 0 ? change(error) : 0.2; // NaN: shorter
      // What was cut short to land says nothing against the length that was meant.
      if (!(lands && error <= 1 && factor * step < h)) h = step * factor;
      if (!(h > (relative ? LEAST_STEP * at : LEAST_STEP))) throw gaveUp(at, `a step of ${h}`);
    }
    return at;
  };
}
