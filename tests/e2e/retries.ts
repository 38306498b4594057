import { afterEach } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** How often the test was tried again. */
    retries?: number;
  }
}

/** Every test's report says how often it was tried again; `npm test` counts and names those that were. */
afterEach(({ task }) => {
  task.meta.retries = task.result?.retryCount ?? 0;
});
