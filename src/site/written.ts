/** Which chapters there are, and which the book still lacks: sentences that would grow stale are made here. */

/** A chapter that is planned, with the title it has until it is written. */
export interface Planned {
  readonly number: number;
  readonly title: string;
}

/** All chapters that the plan has beyond those that were written first. A chapter that exists is left out by `unwritten`. */
export const plan: readonly Planned[] = [
  { number: 8, title: 'Fewer steps' },
  { number: 9, title: 'Flows and electrostatics' },
  { number: 12, title: 'Latent diffusion' },
  { number: 17, title: 'Memory and generalisation' },
  { number: 18, title: 'Beyond pictures' },
  { number: 19, title: 'Where it goes' },
];

/** What of the plan is not there, from the number `above` (exclusive) to `below` (exclusive). */
export function unwritten(written: readonly number[], above = 0, below = Infinity): readonly Planned[] {
  return plan.filter(({ number }) => number > above && number < below && !written.includes(number));
}

/** `Chapters 8, 9, 12 and 17 to 19 are not written yet.`; empty where nothing is missing. */
export function missing(written: readonly number[], above = 0, below = Infinity): string {
  const parts = runs(unwritten(written, above, below).map(({ number }) => number)).flatMap(([first, last]) =>
    last - first > 1 ? [`${first} to ${last}`] : first === last ? [`${first}`] : [`${first}`, `${last}`],
  );
  if (parts.length === 0) return '';
  const one = parts.length === 1 && !parts[0].includes(' ');
  return `${one ? 'Chapter' : 'Chapters'} ${listed(parts)} ${one ? 'is' : 'are'} not written yet.`;
}

/**
 * What stands at the end of chapter `number` about what comes next. `ahead` is the chapter's own sentence, which speaks of the number after
 * its own; where that is missing, the gap is named, and the question that the next chapter there is asks.
 */
export function wayOn(
  written: readonly number[],
  number: number,
  ahead: string,
  next?: { readonly number: number; readonly question: string },
): string {
  if (next?.number === number + 1) return ahead;
  const gap = missing(written, number, next?.number);
  return [gap, next === undefined ? '' : `Chapter ${next.number} asks: ${next.question}`].filter(Boolean).join(' ');
}

/** Runs of successive numbers, each as its first and last. */
function runs(numbers: readonly number[]): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found;
}

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
