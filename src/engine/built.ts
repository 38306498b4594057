/** What every run of build time says of itself, whatever its kind: nothing computes, nothing is spent. */
import type { RunFacts } from './protocol';
import { nothingSpent } from './race';

export const builtFacts = {
  run: 'built',
  number: 0,
  status: 'paused',
  backend: null,
  reason: 'trained when the page was built',
  stepsPerSecond: 0,
  spent: nothingSpent,
  checkpoint: null,
} as const satisfies Partial<RunFacts>;
