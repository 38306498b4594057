/** Letting messages in between two pieces of long work: a worker hears nothing while it computes. */

import { yieldToMessages } from './messages';

/** Milliseconds of work between two looks at the messages. */
const patience = 8;

/**
 * Called between pieces of long work: lets messages in once `every` milliseconds have passed, and rejects when nobody wants the
 * answer any more.
 */
export function yielding(gone: () => boolean, every = patience): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since <= every) return;
    await yieldToMessages();
    if (gone()) throw new GivenUpError();
    since = performance.now();
  };
}

/** Work that was stopped because nobody waits for it: whoever asked has been told already. */
export class GivenUpError extends Error {
  override readonly name = 'GivenUpError';
  constructor() {
    super('Cancelled.');
  }
}

/** Runs long work to its end, with a look at the messages now and then. */
export async function finished<T>(work: Generator<void, T, void>, gone: () => boolean, every = patience): Promise<T> {
  const rest = yielding(gone, every);
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    await rest();
  }
}
