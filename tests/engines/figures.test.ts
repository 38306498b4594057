/** What a reader does with figures, in Firefox and in WebKit: a drag, a training, digits, a link, the dark theme. */
import { describe, expect, it } from 'vitest';
import { budgetNow } from '../../components/figure/NoiseBudget/budget';
import { noiseBudget } from '../../components/figure/NoiseBudget/settings';
import { significant } from '../../src/picture/numbers';
import { engineNames } from './engine';
import { attributes, awake, click, find, isMissing, opener, reading, textOf } from './reader';

describe.each(engineNames)('in %s', (name) => {
  describe.skipIf(isMissing(name))('a reader', () => {
    const open = opener(name);

    it('drags a knot of the schedule, and no other knot moves', async () => {
      await reading(open, 'schedules/', async (tab) => {
        const id = 'fig-schedule';
        await awake(tab, id, ['done']);
        const knots = () => attributes(tab, `#${id} .c-knot`, 'aria-valuetext');
        /** Energy distances of both clouds: by the exact score, and learned. */
        const distances = () =>
          tab.evaluate(
            (name) =>
              [...document.querySelectorAll(`#${name} .f-panel .f-readout`)].flatMap(
                ({ textContent }) => /energy distance [−\d.]+/.exec(textContent) ?? [],
              ),
            id,
          );
        const before = { knots: await knots(), distances: await distances() };
        expect(before.distances).toHaveLength(2);
        const { x, y } = await find(tab, `#${id} .c-knot .c-knot-dot`, undefined, 4);
        await tab.stroke(Array.from({ length: 13 }, (_, i) => ({ x: x - 3 * i, y: y + 5 * i })));
        await expect.poll(async () => (await knots())[4]).not.toBe(before.knots[4]);
        const after = await knots();
        expect(after.filter((text, i) => text !== before.knots[i])).toHaveLength(1);
        // What follows the curve follows the hand: both clouds are others, and the network learns again to its end.
        await expect
          .poll(async () => (await distances()).map((text, i) => text !== before.distances[i]))
          .toEqual([true, true]);
        await awake(tab, id, ['done']);
        await expect.poll(() => textOf(tab, `#${id}`)).toContain('Learned, step 400');
        expect(await tab.errors()).toEqual([]);
      });
    });

    it('follows a link with settings and trains to the end on the WebAssembly kernel', async () => {
      const id = 'fig-train';
      await reading(open, `learning-to-denoise/?${id}=1;steps:300;seed:11#${id}`, async (tab) => {
        await awake(tab, id);
        await click(tab, `#${id} button`, 'Train');
        await awake(tab, id, ['done']);
        const said = await textOf(tab, `#${id}`);
        expect(said).toContain('step 300');
        expect(said).toMatch(/SIMD, [\d\s]+ steps\/s/);
        expect(said).toContain('seed 11');
        expect(said).toContain('8 of 8 modes');
        expect(Number(/energy distance ([\d.]+)/.exec(said)?.[1])).toBeLessThan(0.03);
        expect(await tab.errors()).toEqual([]);
      });
    });

    it('races samplers on digits', async () => {
      const id = 'fig-race';
      const link = '1;model:digits;pictures:50;evaluations:4;samplers:["ddim"]';
      await reading(open, `samplers/?${id}=${link}#${id}`, async (tab) => {
        await awake(tab, id);
        await expect
          .poll(() => textOf(tab, `#${id}`))
          .toMatch(/\d+ of 50 read as asked; Fréchet distance \d+\.\d; [\d.]+ a pixel from the ODE/);
        await awake(tab, id, ['done']);
        expect((await attributes(tab, `#${id} .sr-grid img`, 'src')).map((src) => src?.slice(0, 10))).toEqual([
          'data:image',
        ]);
        expect(await tab.errors()).toEqual([]);
      });
    });

    it('follows a link to the numbers that the same code gives here', async () => {
      const id = 'fig-budget';
      await reading(open, `samplers/?${id}=1;sampler:heun;grid:karras;evaluations:16#${id}`, async (tab) => {
        const { byGrid, total } = budgetNow({
          ...noiseBudget.defaults,
          sampler: 'heun',
          grid: 'karras',
          evaluations: 16,
        });
        await awake(tab, id, ['done']);
        await expect.poll(() => textOf(tab, `#${id} .c-readouts`)).toContain(significant(byGrid.karras));
        await expect
          .poll(() => textOf(tab, `#${id} .f-panel`))
          .toContain(`the whole error at the end, ${significant(total)}`);
        expect(await tab.errors()).toEqual([]);
      });
    });

    it('turns to the dark theme, which is kept', async () => {
      await reading(open, 'scores/', async (tab) => {
        /** How light the page and the text in its pictures are, from 0 to 3. */
        const light = () =>
          tab.evaluate(() => {
            const [paper, ink] = [
              getComputedStyle(document.documentElement).backgroundColor,
              getComputedStyle(document.querySelector('figure[data-figure] svg text')!).fill,
            ].map((colour) => {
              const context = document.createElement('canvas').getContext('2d')!;
              context.fillStyle = colour;
              context.fillRect(0, 0, 1, 1);
              return context
                .getImageData(0, 0, 1, 1)
                .data.slice(0, 3)
                .reduce((sum, part) => sum + part / 255, 0);
            });
            return { paper, ink };
          });
        await click(tab, '[data-settings-panel] summary');
        await click(tab, '[data-settings-panel] label', 'Light');
        await expect.poll(async () => (await light()).paper).toBeGreaterThan(2.4);
        const day = await light();
        expect(day.ink).toBeLessThan(day.paper - 1);
        await click(tab, '[data-settings-panel] label', 'Dark');
        await expect.poll(async () => (await light()).paper).toBeLessThan(0.6);
        await tab.reload();
        const night = await light();
        expect(night.paper).toBeLessThan(0.6);
        expect(night.ink).toBeGreaterThan(night.paper + 1);
        expect(await tab.errors()).toEqual([]);
      });
    });
  });
});
