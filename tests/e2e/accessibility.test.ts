import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { figureStatus, openPage, type OpenPage } from './browser';
import { chapter, handles, hydrated } from './training';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical in a part of the page, with the places. */
async function findings(page: Page, selector: string): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (part) => {
    interface Result {
      readonly violations: readonly {
        readonly id: string;
        readonly impact: string;
        readonly nodes: readonly { readonly html: string }[];
      }[];
    }
    const { axe: tool } = window as unknown as { axe: { run(context: string): Promise<Result> } };
    const { violations } = await tool.run(part);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map((node) => node.html.slice(0, 160))
            .join(' | ')}`,
      );
  }, selector);
}

const thirdParties = ({ requests }: OpenPage): readonly string[] => {
  const { origin } = new URL(inject('siteUrl'));
  return requests.filter((address) => /^(https?|wss?):/.test(address) && new URL(address).origin !== origin);
};

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it('axe finds nothing serious in a figure that trains, is drawn on, has failed and shows all it can', async () => {
    const open = await openPage(`${chapter}?fig-train=1;target:drawn;points:-1,-1,1,1,0.5,-1;t:9;steps:200#fig-train`, {
      colorScheme,
      bypassCSP: true,
    });
    const f = handles(open.page, await hydrated(open.page, 'fig-train'), 'fig-train');
    await expect.poll(f.said).toContain('t is 9 (expected');
    await f.figure.getByText('Change the run').click();
    await f.figure.getByText('Keep this network').click();
    expect(await findings(open.page, '#fig-train')).toEqual([]);
    await f.trainToTheEnd();
    await f.button('Freeze').click();
    await f.figure.getByText(/^Frozen, step/).waitFor();
    await f.button('Bring back').click();
    await expect.poll(f.said).toContain('No network of this figure is kept');
    expect(await findings(open.page, '#fig-train')).toEqual([]);
    expect(open.errors).toEqual([]);
    expect(thirdParties(open)).toEqual([]);
    await open.close();
  });

  it('axe finds nothing serious in the opening figure on its way back, nor in the posterior after a change', async () => {
    const first = await openPage('?fig-hero=1;p:1.6#fig-hero', { colorScheme, bypassCSP: true });
    await hydrated(first.page, 'fig-hero');
    await figureStatus(first.page, 'fig-hero', ['done']);
    await first.page
      .locator('#fig-hero')
      .getByText(/^Coming back/)
      .waitFor();
    expect(await findings(first.page, '#fig-hero')).toEqual([]);
    expect(first.errors).toEqual([]);
    expect(thirdParties(first)).toEqual([]);
    await first.close();

    const second = await openPage(chapter, { colorScheme, bypassCSP: true });
    const figure = await hydrated(second.page, 'fig-posterior');
    await figure.getByRole('slider', { name: 'step back' }).focus();
    await second.page.keyboard.press('Home');
    expect(await findings(second.page, '#fig-posterior')).toEqual([]);
    expect(second.errors).toEqual([]);
    await second.close();
  });
});

describe('by keyboard alone', () => {
  it('every control of a figure is reached in its order, each with a name and a mark of focus that is seen', async () => {
    const { page, close } = await openPage(`${chapter}?fig-train=1;target:drawn#fig-train`);
    const figure = await hydrated(page, 'fig-train');
    await figure.getByText('Keep this network').click();
    await figure.getByText('Change the run').click();
    await figure.getByRole('application').focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    const reached: string[] = [];
    for (let i = 0; i < 60; i += 1) {
      const stop = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element?.closest('#fig-train')) return null;
        // A hidden input shows its focus on what stands for it.
        const shown = [element, element.nextElementSibling, element.parentElement].filter((part) => part !== null);
        const marked = shown.some((part) => {
          const style = getComputedStyle(part);
          // In an SVG it is a heavier line around the surface.
          const surface = part.querySelector(':scope > .c-pad-surface');
          if (surface) return getComputedStyle(surface).strokeWidth === '2px';
          return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
        });
        const { labels } = element as HTMLInputElement;
        const name = element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent ?? '';
        return { name: name.trim(), marked, tag: element.tagName.toLowerCase() };
      });
      if (!stop) break;
      expect(stop.name, `${stop.tag} ${reached.length}`).not.toBe('');
      expect(stop.marked, `focus is not seen on ${stop.tag} “${stop.name}”`).toBe(true);
      reached.push(stop.name);
      await page.keyboard.press('Tab');
    }
    const order = [
      'Drawing pad',
      'Train',
      'Step',
      'Start over',
      'Speed',
      'Target',
      'copy link',
      'guess at time t',
      'Change the run',
      'Learning rate',
      'Batch',
      'Width',
      'Next seed',
      'Keep this network',
      'Keep in this browser',
    ];
    const places = order.map((name) => reached.findIndex((text) => text.startsWith(name)));
    expect(places, reached.join('\n')).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    await close();
  });

  it('a network is trained, paused and stepped without a pointer', async () => {
    const { page, errors, close } = await openPage(`${chapter}?fig-train=1;steps:100000#fig-train`);
    const f = handles(page, await hydrated(page, 'fig-train'), 'fig-train');
    await f.button('Train').focus();
    await page.keyboard.press('Enter');
    await f.passes(20);
    await f.button('Pause').focus();
    await page.keyboard.press('Space');
    await figureStatus(page, 'fig-train', ['paused']);
    const step = await f.step();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(f.step).toBe(step + 1);
    expect(errors).toEqual([]);
    await close();
  });
});

describe('without JavaScript', () => {
  it.each([
    { id: 'fig-hero', path: '', marks: 500 },
    { id: 'fig-train', path: chapter, marks: 900 },
    { id: 'fig-posterior', path: chapter, marks: 400 },
  ])('$id shows a picture of many computed numbers, and says that it can be worked', async ({ id, path, marks }) => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    const figure = page.locator(`#${id}`);
    const paths = await figure.locator('svg path').evaluateAll((all) => all.map((p) => p.getAttribute('d') ?? ''));
    const places = new Set(paths.flatMap((d) => d.match(/-?\d+(\.\d+)?[, ]-?\d+(\.\d+)?/g) ?? []));
    expect(places.size).toBeGreaterThan(marks);
    expect(paths.join(' ')).not.toMatch(/NaN|Infinity|undefined/);
    expect(await figure.locator('noscript').textContent()).toMatch(/computed when the page was built/);
    expect(await figure.locator('.f-readout').first().innerText()).toMatch(/\d/);
    await close();
  });
});
