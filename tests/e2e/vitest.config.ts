import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The tests in a real browser: one server over dist/, one Chromium, files one after another on a machine of two cores. */
export default defineConfig({
  root,
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    globalSetup: ['tests/e2e/setup.ts'],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 60_000,
    // A machine under load is slow, not wrong: polls are patient, and a test gets a second try.
    retry: 1,
    expect: { poll: { timeout: 30_000, interval: 100 } },
  },
});
