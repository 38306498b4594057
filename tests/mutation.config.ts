import { defineConfig } from 'vitest/config';

/** The tests that are held against mutants of the mathematics they are about: see CONTRIBUTING, "Ask what the tests would miss". */
export default defineConfig({
  test: {
    include: ['tests/core/{sampler,schedule,metric}/**/*.test.ts', 'tests/core/guidance.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
