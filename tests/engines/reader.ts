/** What a reader does with a page and sees of it, in any of the engines. */
import { afterAll, expect, inject } from 'vitest';
import type { Engine, EngineName, Place, Tab } from './engine';
import { startFirefox } from './firefox';
import { startWebKit } from './webkit';

const starts: Readonly<Record<EngineName, () => Promise<Engine>>> = { firefox: startFirefox, webkit: startWebKit };

export const isMissing = (name: EngineName): boolean => inject('missing').includes(name);

/** `open` of the engine `name`, which is started on first use and closed after the file's last test. */
export function opener(name: EngineName): Engine['open'] {
  let engine: Promise<Engine> | undefined;
  afterAll(async () => {
    await (await engine)?.close();
  });
  return async (path) => {
    engine ??= starts[name]();
    return (await engine).open(path);
  };
}

/** Opens `path`, hands the page to `use`, and closes it whatever happens. */
export async function reading(open: Engine['open'], path: string, use: (tab: Tab) => Promise<void>): Promise<void> {
  const tab = await open(path);
  try {
    await use(tab);
  } finally {
    await tab.close();
  }
}

/** Brings the first element of `selector` whose text, without blanks at its ends, is `text` into view; its middle, once it rests. */
export async function find(tab: Tab, selector: string, text?: string, nth = 0): Promise<Place> {
  const look = () =>
    tab.evaluate(
      (what, words, index) => {
        const found = [...document.querySelectorAll(what)].filter(
          (element) => words === null || element.textContent.trim() === words,
        )[index];
        if (!found) return null;
        found.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
        const { left, top, width, height } = found.getBoundingClientRect();
        return width > 0 ? { x: left + width / 2, y: top + height / 2 } : null;
      },
      selector,
      text ?? null,
      nth,
    );
  let before: Place | null = null;
  let place: Place | null = null;
  // What comes alive above it may move it: it rests when it is found twice in one place.
  await expect
    .poll(
      async () => {
        [before, place] = [place, await look()];
        return place !== null && before !== null && Math.hypot(place.x - before.x, place.y - before.y) < 0.5;
      },
      { message: `${selector} ${text ?? ''} is on the page and rests` },
    )
    .toBe(true);
  return place!;
}

export async function click(tab: Tab, selector: string, text?: string): Promise<void> {
  await tab.stroke([await find(tab, selector, text)]);
}

/** What the element says; empty where there is none. */
export function textOf(tab: Tab, selector: string): Promise<string> {
  return tab.evaluate((what) => document.querySelector(what)?.textContent ?? '', selector);
}

export function attributes(tab: Tab, selector: string, name: string): Promise<readonly (string | null)[]> {
  return tab.evaluate(
    (what, attribute) => [...document.querySelectorAll(what)].map((element) => element.getAttribute(attribute)),
    selector,
    name,
  );
}

/** Brings figure `id` into view and waits until its island has come alive and says one of `states`. */
export async function awake(
  tab: Tab,
  id: string,
  states: readonly string[] = ['ready', 'running', 'paused', 'done'],
): Promise<void> {
  const state = () =>
    tab.evaluate((name) => {
      const figure = document.getElementById(name);
      if (!figure) return 'not there';
      const { top, bottom } = figure.getBoundingClientRect();
      if (bottom < 0 || top > innerHeight) figure.scrollIntoView({ block: 'start', behavior: 'instant' });
      const islands = [...figure.querySelectorAll('astro-island')];
      if (islands.length === 0) return 'no island';
      return islands.some((island) => island.hasAttribute('ssr')) ? 'asleep' : (figure.dataset['status'] ?? '');
    }, id);
  await expect.poll(state, { message: `the state of ${id}` }).toBeOneOf([...states]);
}

/** Text in the pictures of figures that nobody could read: what it is, and its size on the screen. */
export function illegible(tab: Tab): Promise<readonly string[]> {
  return tab.evaluate(() =>
    [...document.querySelectorAll<SVGTextElement>('figure[data-figure] svg text')]
      .filter(
        (text) => text.textContent.trim() !== '' && text.getClientRects().length > 0 && !text.closest('[data-marks]'),
      )
      .map((text) => {
        const { a = 0, b = 0 } = text.getScreenCTM() ?? {};
        const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
        return { name: `${text.closest('figure')?.id}: “${text.textContent}”`, size };
      })
      .filter(({ size }) => !(size >= 9 && size <= 24))
      .map(({ name, size }) => `${name} is ${size.toFixed(1)} px`),
  );
}

/** By how much the page is wider than its window. */
export function overhang(tab: Tab): Promise<number> {
  return tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
