import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The tests in Firefox and WebKit: the built book, one browser at a time. Nothing here measures time. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/engines/**/*.test.ts'],
    globalSetup: ['tests/engines/setup.ts'],
    setupFiles: ['tests/e2e/retries.ts'],
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 180_000,
    // As with Chromium: a machine under load is slow, not wrong. A second try is counted.
    retry: 1,
    expect: { poll: { timeout: 180_000, interval: 100 } },
  },
});
