import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Files that need the browser to themselves: its trace is one for all of its pages. */
const alone = ['tests/e2e/responsive.test.ts'];

/** Files that go through every page of the book, and take the longer the more there are. */
const sweeps = ['axe', 'site', 'screens'].map((name) => `/tests/e2e/${name}.test.ts`);

/** Begins with what takes longest, so that both workers end at about the same time. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const long = ({ moduleId }: TestSpecification): boolean => sweeps.some((name) => moduleId.endsWith(name));
    return [...sorted.filter(long), ...sorted.filter((file) => !long(file))];
  }
}

/** The files of `include`, `maxWorkers` at once; groups follow one another in `order`. */
function group(
  name: string,
  order: number,
  maxWorkers: number,
  include: string[],
  exclude: string[] = [],
): TestProjectInlineConfiguration {
  return {
    root,
    test: {
      name,
      include,
      exclude,
      maxWorkers,
      sequence: { groupOrder: order },
      testTimeout: 900_000,
      hookTimeout: 120_000,
      // A machine under load is slow, not wrong: polls are patient, and a test gets a second try, which is counted.
      retry: 1,
      setupFiles: ['tests/e2e/retries.ts'],
      expect: { poll: { timeout: 240_000, interval: 100 } },
    },
  };
}

/**
 * The tests in a real browser: one server over dist/, one Chromium. Most of a test is waiting, so on a machine of two cores two
 * files run at once; what measures the browser itself runs alone.
 */
export default defineConfig({
  root,
  test: {
    globalSetup: ['tests/e2e/setup.ts'],
    sequence: { sequencer: LongFirst },
    projects: [group('together', 1, 2, ['tests/e2e/**/*.test.ts'], alone), group('alone', 2, 1, alone)],
  },
});
