import type { Batch } from '../batch';

/** Ink below this is paper. */
const faint = 0.1;

/**
 * Pictures whose faint ink is paper, for the instruments: what a network draws is seldom quite white, and a breath of ink over all of the paper is more than the
 * two percent at either side that the width leaves out. Of real digits it changes no value that captions tell.
 */
export function onPaper({ data, dim }: Batch): Batch {
  return { data: data.map((ink) => (ink < faint ? 0 : ink)), dim };
}
