import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['tests/e2e/**', 'tests/engines/**', 'node_modules/**'],
    // On two cores Vitest would take one of them; files share nothing, so both work. Under such a load a test takes its time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 180_000,
    hookTimeout: 180_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}'],
      exclude: ['src/kernel/assembly/**', '**/*.d.ts'],
      reporter: ['text-summary', 'html', 'json-summary'],
      reportsDirectory: 'test-results/coverage',
    },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
