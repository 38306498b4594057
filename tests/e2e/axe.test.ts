import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { openPage } from './browser';
import { pages, visitAll } from './pages';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.each(pages)('page /%s', (path) => {
  it('has nothing serious for axe to find in either theme', async () => {
    const { page, close } = await openPage(path, { reducedMotion: 'reduce', bypassCSP: true });
    await visitAll(page);
    await page.evaluate(axe);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const found = await page.evaluate(async () => {
        const run = (
          window as unknown as {
            axe: {
              run: (this: void) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
            };
          }
        ).axe.run;
        const { violations } = await run();
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(
            ({ id, nodes }) =>
              `${id}: ${nodes
                .slice(0, 3)
                .map((node) => node.html.slice(0, 160))
                .join(' | ')}`,
          );
      });
      expect(found, colorScheme).toEqual([]);
    }
    await close();
  });
});
