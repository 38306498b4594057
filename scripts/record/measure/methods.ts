/**
 * The reference numbers that the methods are held against belong to the tests, and so does the measurement (`tests/site/methods.ts`):
 * the page's test measures all of it, and writes it where it is told to.
 */
import { spawnSync } from 'node:child_process';
import type { VerifiedMethod } from '../../../src/record/methods';
import { measured } from '../measurement';

export const measurement = measured<readonly VerifiedMethod[]>({
  digits: 5,
  wholeToo: true,
  indent: 1,
  measure: ({ print }) => {
    const { status } = spawnSync(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', 'tests/site/methods.test.ts'],
      { stdio: 'inherit', env: { ...process.env, ...(!print && { UPDATE_VERIFICATION: '1' }) } },
    );
    return Promise.resolve(status ?? 1);
  },
  // Nothing here: that test measures every number anew.
  again: () => Promise.resolve([]),
});
