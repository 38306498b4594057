import { REACH } from '../../../src/core/sampler/outcome';

/** What is said where a run has left the data; else nothing. `greatest`: in deviations of the data. */
export function strayText(greatest: number): string {
  if (greatest <= REACH) return '';
  const size =
    greatest < Infinity ? `numbers up to ${Math.round(greatest).toLocaleString('en')}` : 'what are no numbers';
  return `. These are no samples: it ran away over steps too long for it, to ${size}. Give it more evaluations, or other times`;
}
