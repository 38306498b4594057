/**
 * Random use of a figure: every kind of thing that a reader can do to it, in an order that the seed decides. `RANDOM_USE` says how many
 * actions each figure gets (6), `RANDOM_USE_SEED` in which order (1): the same two give the same actions.
 */
import type { Locator, Page } from 'playwright-core';
import { random, type Random } from '../../src/core/random';

export const actionsOfEach = wholeNumber('RANDOM_USE', 6);
export const seedOfUse = wholeNumber('RANDOM_USE_SEED', 1);

function wholeNumber(name: string, usual: number): number {
  const given = process.env[name];
  if (given === undefined || given === '') return usual;
  const value = Number(given);
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`${name} is ${given} (expected a whole number of 1 or more)`);
  return value;
}

/** What can be worked in a figure. Files go to and from the reader's disk; the rest is fair game. */
const workable =
  'button, input:not([type=file]), select, summary, [role=slider], [role=application], .c-pad, .f-pad, .f-point, .nm-block';

const keys = [
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Enter',
  'Delete',
];
const texts = ['', '-1', '0', '1.5', '4294967296', 'NaN', '1e9', '3'];

/** Does one thing to one control; says what. */
async function act(page: Page, figure: Locator, r: Random): Promise<string> {
  const all = figure.locator(workable);
  const count = await all.count();
  if (count === 0) return 'nothing to work';
  const found = await all
    .nth(r.integer(count))
    .elementHandle({ timeout: 2000 })
    .catch(() => null);
  if (!found) return 'gone before it was reached';
  // One element, not a place among others: what is done to it must not reach its neighbour.
  const control = found;
  const can = await control.evaluate((element) => ({
    tag: element.tagName.toLowerCase(),
    type: element.getAttribute('type') ?? '',
    name: (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40),
    // What is folded away has a size, but is not to be seen.
    shown: element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }),
    off: element.matches(':disabled'),
    options:
      element instanceof HTMLSelectElement ? [...element.options].filter((o) => !o.disabled).map((o) => o.value) : [],
  }));
  const says = `${can.tag}${can.type && `[${can.type}]`} “${can.name}”`;
  if (!can.shown || can.off || /download/i.test(can.name)) return `left alone: ${says}`;
  if (can.tag === 'select') {
    const value = can.options[r.integer(can.options.length)];
    await control.evaluate((element, to) => {
      (element as HTMLSelectElement).value = to;
      element.dispatchEvent(new Event('change', { bubbles: true }));
    }, value);
    return `${says} to ${value}`;
  }
  if (can.type === 'number' || can.type === 'text') {
    const text = texts[r.integer(texts.length)];
    await control.evaluate((element, value) => {
      (element as HTMLInputElement).value = value;
      element.dispatchEvent(new Event('input', { bubbles: true }));
      element.dispatchEvent(new Event('change', { bubbles: true }));
    }, text);
    return `${says} to “${text}”`;
  }
  if (can.type === 'range' && r.uniform() < 0.5) {
    const share = r.uniform() < 0.3 ? Math.round(r.uniform()) : r.uniform();
    await control.evaluate((element, at) => {
      const input = element as HTMLInputElement;
      input.value = String(Number(input.min) + at * (Number(input.max) - Number(input.min)));
      input.dispatchEvent(new Event('input', { bubbles: true }));
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }, share);
    return `${says} to ${share.toFixed(2)} of its length`;
  }
  const pulled = ['g', 'rect', 'div', 'svg'].includes(can.tag);
  if (can.type === 'range' || (pulled && r.uniform() < 0.5)) {
    const pressed = Array.from({ length: 1 + r.integer(4) }, () => keys[r.integer(keys.length)]);
    await control.evaluate((element) => element.focus({ preventScroll: true }));
    for (const key of pressed) await page.keyboard.press(key);
    return `${says}: ${pressed.join(', ')}`;
  }
  if (pulled) {
    await control.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const box = await control.boundingBox();
    if (!box) return `out of sight: ${says}`;
    const { mouse } = page;
    const inside = (start: number, length: number) => start + length * r.uniform();
    await mouse.move(inside(box.x, box.width), inside(box.y, box.height));
    await mouse.down();
    for (let i = 0; i < 3; i += 1)
      await mouse.move(inside(box.x - 60, box.width + 120), inside(box.y - 60, box.height + 120));
    await mouse.up();
    return `${says} pulled`;
  }
  await control.evaluate((element) => (element as HTMLElement).click());
  return `${says} pressed`;
}

/** Does one thing to the page around the figure, as readers do meanwhile. */
async function elsewhere(page: Page, r: Random): Promise<string> {
  const what = r.integer(3);
  if (what === 0) {
    const theme = r.uniform() < 0.5 ? 'dark' : 'light';
    await page.emulateMedia({ colorScheme: theme });
    return `${theme} theme`;
  }
  if (what === 1) {
    const width = [390, 900, 1280][r.integer(3)];
    await page.setViewportSize({ width, height: 900 });
    return `${width} px wide`;
  }
  const switches = page.locator('input[name=notation]');
  const count = await switches.count();
  if (count === 0) return 'no other notation';
  const one = switches.nth(r.integer(count));
  await one.evaluate((input) => (input as HTMLInputElement).click());
  return `notation ${await one.inputValue()}`;
}

/** What must never be read in a figure: a number that is none, or a value that was not there. */
async function nonsense(figure: Locator): Promise<readonly string[]> {
  return figure.evaluate((element) => {
    const found: string[] = [];
    const wrong = /\bNaN\b|\bundefined\b|\[object /;
    for (const part of [element, ...element.querySelectorAll('*')]) {
      for (const { name, value } of part.attributes) {
        if (!name.startsWith('on') && name !== 'props' && wrong.test(value) && !part.matches('astro-island, option'))
          found.push(`${part.tagName}[${name}="${value.slice(0, 60)}"]`);
      }
      for (const child of part.childNodes)
        if (child.nodeType === Node.TEXT_NODE && wrong.test(child.textContent ?? ''))
          found.push(`${part.tagName}: ${(child.textContent ?? '').trim().slice(0, 80)}`);
    }
    return found;
  });
}

export interface Use {
  /** What was done, in order. */
  readonly done: readonly string[];
  /** What went wrong, each with what was done last; empty where all is well. */
  readonly faults: readonly string[];
}

/** Uses a figure `actions` times. `errors` is what the page has reported so far and goes on reporting. */
export async function useAtRandom(
  page: Page,
  id: string,
  errors: readonly string[],
  { actions = actionsOfEach, seed = seedOfUse } = {},
): Promise<Use> {
  const figure = page.locator(`#${id}`);
  const r = random(seed).split(id);
  const done: string[] = [];
  const faults: string[] = [];
  let heard = errors.length;
  for (let i = 0; i < actions && faults.length === 0; i += 1) {
    done.push(r.uniform() < 0.08 ? await elsewhere(page, r) : await act(page, figure, r));
    await page.waitForTimeout(30);
    faults.push(...errors.slice(heard), ...(await nonsense(figure)));
    heard = errors.length;
  }
  return { done, faults: faults.map((fault) => `${id}, after ${done.slice(-6).join('; ')}: ${fault}`) };
}
