import { gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodePicture } from '../../components/figure/kit/picture-code';
import { toUnit } from '../../src/core/data/digits';
import { sampleDigits } from '../../src/core/data/digits-sample';
import { pixels } from '../../src/picture/pixels';
import { openPage, type OpenPage, wakeFigure } from './browser';

const path = 'forward/';

async function scrub(slider: Locator, value: number): Promise<void> {
  await slider.evaluate((input: HTMLInputElement, to) => {
    input.value = String(to);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, value);
}

/** The t at which the figure says that the right answer is lost. */
async function lostAt(figure: Locator): Promise<number> {
  return Number((await figure.locator('.fn-lost').innerText()).replace(/[^\d.]/g, ''));
}

describe('a digit under noise', () => {
  let open: OpenPage;
  let page: Page;
  let figure: Locator;
  let slider: Locator;

  beforeEach(async () => {
    open = await openPage(path);
    page = open.page;
    figure = page.locator('#fig-digit');
    slider = figure.getByRole('slider', { name: /time t/ });
    await wakeFigure(page, 'fig-digit');
  });
  afterEach(() => open.close());

  it('fetches nothing until it is touched, then finds the digit, and loses it where it says', async () => {
    expect(open.requests.filter((url) => url.includes('data/digits.bin'))).toEqual([]);
    const lost = await lostAt(figure);
    expect(lost).toBeGreaterThan(0.4);
    await scrub(slider, lost - 0.01);
    await figure.getByText('It still points to the right digit').waitFor();
    await scrub(slider, lost + 0.01);
    await figure.getByText('the right one is lost').waitFor();
    expect(open.requests.filter((url) => url.includes('data/digits.bin'))).toHaveLength(1);
    // What the build worked out is what the page works out.
    expect(await lostAt(figure)).toBe(lost);
    expect(open.errors).toEqual([]);
  });

  it('asks the shipped network once touched; told another class at the end of time, it guesses that', async () => {
    const first = figure.locator('.fn-guess[data-told=nothing]');
    expect(await first.innerText()).toMatch(/off by \d\.\d\d a pixel/);
    expect(open.requests.filter((url) => url.includes('weights/'))).toEqual([]);
    const before = await first.locator('img').getAttribute('src');
    await scrub(slider, 0.97);
    await expect.poll(() => first.locator('img').getAttribute('src')).not.toBe(before);
    await figure.getByRole('combobox', { name: 'Tell the network' }).selectOption({ label: 'that it is a 8' });
    await figure.locator('.fn-guess[data-told="8"]').getByText('a classifier reads a 8').waitFor();
    await figure.locator('.c-summary').getByText('told it is a 8').waitFor();
    expect(open.errors).toEqual([]);
  });

  it('shows the coefficients of the time it is at, and they obey alpha^2 + sigma^2 = 1', async () => {
    for (const t of [0, 0.3, 1]) {
      await scrub(slider, t);
      const number = async (term: string) =>
        Number((await figure.locator(`.f-readout [data-term="${term}"]`).innerText()).split('=')[1]);
      const [alpha, sigma] = [await number('alpha'), await number('sigma')];
      expect(alpha ** 2 + sigma ** 2).toBeCloseTo(1, 2);
      if (t === 0) expect(alpha).toBe(1);
      if (t === 1) expect(sigma).toBe(1);
    }
  });

  it('picks another digit, deals others, and moves the mark with the noise', async () => {
    const before = await lostAt(figure);
    await figure.getByRole('radio', { name: 'A 8' }).check();
    await figure.getByText(', the digit 8').waitFor();
    await page.waitForFunction((was) => {
      const text = document.querySelector('#fig-digit .fn-lost')?.textContent ?? '';
      return text !== '' && Number(text.replace(/[^\d.]/g, '')) !== was;
    }, before);
    const first = await figure.locator('.f-picks img').first().getAttribute('src');
    await figure.getByRole('button', { name: 'Other digits' }).click();
    await expect.poll(() => figure.locator('.f-picks img').first().getAttribute('src')).not.toBe(first);
    await figure.getByRole('button', { name: 'New noise' }).click();
    await figure.getByText('seed 11').waitFor();
  });

  it('takes the reader’s picture, and says so plainly when it is none, keeping what was there', async () => {
    const input = figure.locator('input[type="file"]');
    const pictureBefore = await figure.locator('.f-pic').first().getAttribute('src');
    await input.setInputFiles({
      name: 'notes.png',
      mimeType: 'image/png',
      buffer: Buffer.from('not a picture at all'),
    });
    await figure.getByText('“notes.png” is not a picture that this browser can read').waitFor();
    expect(await figure.locator('.f-pic').first().getAttribute('src')).toBe(pictureBefore);
    await input.setInputFiles({ name: 'empty.png', mimeType: 'image/png', buffer: Buffer.alloc(0) });
    await figure.getByText('“empty.png” is empty').waitFor();
    // Dropped anywhere on the figure, and the page stays.
    await figure.evaluate((element) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['neither is this'], 'letter.png', { type: 'image/png' }));
      element
        .querySelector('.f-title')
        ?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
    await figure.getByText('“letter.png” is not a picture that this browser can read').waitFor();
    const four = sampleDigits().filter((digit) => digit.label === 4)[0];
    const png = Buffer.from(pixels(toUnit(four.pixels), 28).split(',')[1], 'base64');
    await input.setInputFiles({ name: 'four.png', mimeType: 'image/png', buffer: png });
    await figure.getByText(', your picture').waitFor();
    await scrub(slider, 0);
    await figure.getByText('Best match among 9001 training digits: a 4').waitFor();
  });

  it('searches the reader’s own MNIST files, and refuses a pair that does not match', async () => {
    const count = 20;
    const images = new Uint8Array(16 + count * 784);
    const labels = new Uint8Array(8 + count);
    [2051, count, 28, 28].forEach((v, i) => new DataView(images.buffer).setUint32(4 * i, v));
    [2049, count].forEach((v, i) => new DataView(labels.buffer).setUint32(4 * i, v));
    sampleDigits().forEach((digit, i) => {
      images.set(digit.pixels, 16 + 784 * i);
      labels[8 + i] = digit.label;
    });
    const input = figure.locator('input[type="file"]');
    const zipped = { name: 'train-images-idx3-ubyte.gz', mimeType: 'application/gzip', buffer: gzipSync(images) };
    const short = { name: 'labels', mimeType: 'application/octet-stream', buffer: Buffer.from(labels.subarray(0, 20)) };
    await input.setInputFiles([zipped, short]);
    await expect
      .poll(() => figure.innerText())
      .toContain('labels: 12 bytes after the header (expected 20 for 20 labels)');
    const foreign = Buffer.from('this is no file of digits at all');
    await input.setInputFiles([
      { ...zipped, name: 'train-images-idx3-ubyte', buffer: foreign },
      { ...short, buffer: Buffer.from(labels) },
    ]);
    await figure
      .getByText(/train-images-idx3-ubyte: magic number \d+ \(expected 2051 for images or 2049 for labels\)/)
      .waitFor();
    await input.setInputFiles([
      { ...zipped, buffer: zipped.buffer.subarray(0, 40) },
      { ...short, buffer: Buffer.from(labels) },
    ]);
    await figure.getByText('train-images-idx3-ubyte.gz: the gzip data is cut short or damaged').waitFor();
    await input.setInputFiles([zipped, { ...short, buffer: Buffer.from(labels) }]);
    await figure.getByText('Best match among 20 training digits of your files').waitFor();
  });

  it('is drawn on by mouse and by keyboard', async () => {
    await figure.getByRole('button', { name: 'Draw' }).click();
    const pad = figure.getByRole('application');
    await figure.getByText(', draw here').waitFor();
    expect(await pad.evaluate((element) => element === document.activeElement)).toBe(true);
    const sheet = figure.locator('.f-pic').first();
    const blank = await sheet.getAttribute('src');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Space');
    await expect.poll(() => sheet.getAttribute('src')).not.toBe(blank);
    const dot = await sheet.getAttribute('src');
    const box = await pad.boundingBox();
    if (!box) throw new Error('the drawing sheet has no place on the page');
    await page.mouse.move(box.x + 0.2 * box.width, box.y + 0.2 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.8 * box.width, box.y + 0.3 * box.height, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => sheet.getAttribute('src')).not.toBe(dot);
    await page.keyboard.press('Backspace');
    await expect.poll(() => sheet.getAttribute('src')).toBe(blank);
  });

  it('goes on without the search when the digits do not come, and tries again', async () => {
    await page.route('**/digits.bin*', (route) => route.abort());
    await scrub(slider, 0.6);
    await figure.getByText('The digits could not be fetched').waitFor();
    expect(await figure.locator('.f-pic').count()).toBe(3);
    await page.unroute('**/digits.bin*');
    await figure.getByRole('button', { name: 'Try again' }).click();
    await figure.getByText('Best match among 9001 training digits').waitFor();
  });
});

describe('links', () => {
  it('give the same figure back, a held-out digit and a drawn picture included', async () => {
    const numbers = async (query: string) => {
      const { page, close, errors } = await openPage(`${path}?fig-digit=${query}#fig-digit`);
      await wakeFigure(page, 'fig-digit');
      await page.locator('#fig-digit .fn-found').getByText('Best match among').waitFor();
      const text = await page.locator('#fig-digit .f-shell').innerText();
      expect(errors).toEqual([]);
      await close();
      return text;
    };
    const query = '1;t:0.62;seed:31;digit:9500;schedule:linear';
    expect(await numbers(query)).toBe(await numbers(query));
    const drawn = encodePicture(toUnit(sampleDigits()[10].pixels));
    expect(await numbers(`1;t:0.2;picture:${drawn};seed:3`)).toContain('your picture');
  });

  it('that are broken get a sentence and the defaults', async () => {
    const { page, close } = await openPage(`${path}?fig-digit=1;t:9;picture:p00;schedule:sine#fig-digit`);
    await wakeFigure(page, 'fig-digit');
    await expect.poll(() => page.locator('#fig-digit').innerText()).toContain('t is 9 (expected 0 to 1)');
    await expect.poll(() => page.locator('#fig-digit .f-panels').first().innerText()).toContain('at t = 0.450');
    await close();
  });
});

describe('the chain beside the jump', () => {
  it('has the jump’s mean and deviation, at an energy distance of two samples of one distribution', async () => {
    const { page, close, errors } = await openPage(path);
    const figure = page.locator('#fig-chain');
    await wakeFigure(page, 'fig-chain');
    const rows = async () =>
      (await figure.locator('.fn-table tbody tr').allInnerTexts()).map((row) =>
        (row.replace(/\u2212/g, '-').match(/-?\d+\.\d+/g) ?? []).map(Number),
      );
    for (const steps of [20, 1000]) {
      await scrub(figure.getByRole('slider', { name: 'steps in the chain' }), steps);
      await scrub(figure.getByRole('slider', { name: 'step', exact: true }), 0.4 * steps);
      await figure.getByText(`Step by step, ${0.4 * steps} of ${steps}`).waitFor();
      const [walked, jumped, exact] = await rows();
      for (const row of [walked, jumped]) {
        expect(Math.abs(row[0] - exact[0])).toBeLessThan(0.28);
        expect(Math.abs(row[1] - exact[1])).toBeLessThan(0.2);
      }
      expect(walked[2]).toBeLessThan(2 * jumped[3]);
    }
    await figure.getByRole('button', { name: 'Step', exact: true }).click();
    await figure.getByText('Step by step, 401 of 1000').waitFor();
    await figure.getByRole('button', { name: 'Start over' }).click();
    await figure.getByText('Step by step, 0 of 1000').waitFor();
    await figure.getByRole('button', { name: 'Play' }).click();
    await expect
      .poll(async () => Number((await figure.locator('.f-title').first().innerText()).match(/(\d+) of/)?.[1]))
      .toBeGreaterThan(20);
    await figure.getByRole('button', { name: 'Pause' }).click();
    expect(errors).toEqual([]);
    await close();
  });
});

describe('a cloud and its density', () => {
  it('follows the prose and the choice of data', async () => {
    const { page, close, errors } = await openPage(path);
    const figure = page.locator('#fig-cloud');
    await wakeFigure(page, 'fig-cloud');
    const before = await figure.locator('.f-line').first().getAttribute('d');
    await figure.evaluate((element) => element.dispatchEvent(new CustomEvent('figure:set', { detail: { t: 0.62 } })));
    await expect.poll(() => figure.getByRole('slider', { name: /time t/ }).inputValue()).toBe('0.62');
    expect(await figure.locator('.f-line').first().getAttribute('d')).not.toBe(before);
    await figure.getByRole('radio', { name: 'Moons' }).check();
    // The summary is spoken at most every few seconds.
    await expect
      .poll(() =>
        figure
          .locator('[role="status"]')
          .allInnerTexts()
          .then((all) => all.join(' ')),
      )
      .toContain('120 Gaussians');
    expect(errors).toEqual([]);
    await close();
  });
});

describe('without JavaScript', () => {
  it('shows computed pictures with their numbers', async () => {
    const { page, close } = await openPage(path, { javaScriptEnabled: false });
    expect(await page.locator('#fig-digit .f-pic').count()).toBe(3);
    expect(await page.locator('#fig-digit').innerText()).toContain('Best match among 9001 training digits');
    expect(await page.locator('#fig-cloud .f-dots').getAttribute('d')).toMatch(/^M[\d.]+,[\d.]+h0M/);
    expect(
      await page
        .locator('#fig-chain .fn-table td')
        .allInnerTexts()
        .then((all) => all.join(' ')),
    ).toMatch(/\d\.\d{3}/);
    await close();
  });
});
