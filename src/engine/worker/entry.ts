/**
 * What the worker starts with. WebKit runs a worker's first file a second time, as another module, when a file that is loaded
 * later imports it; the second would take the messages and know no run. So nothing may be shared with this file: it loads the
 * rest, to which all the others can refer.
 */
import type { Request } from '../protocol';

const scope = globalThis as unknown as { onmessage: ((event: { readonly data: Request }) => void) | null };

/** What came before the rest was there. */
const early: Request[] = [];
scope.onmessage = ({ data }) => void early.push(data);

import('./worker').then(
  ({ hear }) => {
    scope.onmessage = ({ data }) => hear(data);
    early.forEach(hear);
  },
  (error: unknown) => {
    // The page hears of what is thrown outside a promise, and starts another worker.
    setTimeout(() => {
      throw error;
    });
  },
);
