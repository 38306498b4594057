import { buffer } from 'node:stream/consumers';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { figureStatus, openPage, type OpenOptions } from './browser';
import { hydrated, provoke, rememberWorkers, tensorflowFiles } from './training';

const id = 'fig-train-digits';
const patience = 400_000;

async function openDigits(values = 'size:small', options: OpenOptions = {}, query = '') {
  const open = await openPage(`a-network-for-images/?${query}&${id}=1;${values}#${id}`, options);
  const figure = await hydrated(open.page, id);
  return { ...open, figure, ...handles(open.page, figure) };
}

function handles(page: Page, figure: Locator) {
  const button = (name: string | RegExp) => figure.getByRole('button', { name, exact: true });
  const seen = async (): Promise<number> => {
    const text = await figure
      .locator('.c-readout')
      .filter({ hasText: 'Pictures seen' })
      .locator('dd')
      .innerText()
      .catch(() => '');
    return Number(text.replace(/\s/g, '') || NaN);
  };
  return {
    button,
    seen,
    samples: async () => (await figure.locator('.f-panel').first().locator('image').getAttribute('href')) ?? '',
    title: () => figure.locator('.f-title').first().innerText(),
    said: async () => (await figure.locator('[role="alert"] p').allInnerTexts()).join(' '),
    noted: async () => (await figure.locator('.train-note').innerText()).trim(),
    fold: (name: string) => figure.locator('summary', { hasText: name }).click(),
    passes: (n: number) => expect.poll(seen, { timeout: patience }).toBeGreaterThan(n),
    async train(until: number) {
      await button(/^(Train|Go on)$/).click();
      await expect.poll(seen, { timeout: patience }).toBeGreaterThan(until);
    },
    async pause() {
      await button('Pause').click();
      await figureStatus(page, id, ['paused'], patience);
    },
  };
}

describe('training digits', () => {
  it('from scratch: samples change, a pause holds, and after a reload it goes on where it was', async () => {
    const f = await openDigits();
    expect(tensorflowFiles(f.requests)).toEqual([]);
    expect(f.requests.filter((url) => /digits\.bin|worker/.test(url))).toEqual([]);
    expect(await f.title()).toBe('The shipped network');
    const built = await f.samples();
    await f.train(100);
    expect(await f.figure.locator('.c-fact').allInnerTexts()).toContainEqual(expect.stringMatching(/SIMD/));
    await f.pause();
    await expect.poll(f.title, { timeout: patience }).toMatch(/^Learned, [\d\s]+ pictures seen$/);
    await expect.poll(f.samples).not.toBe(built);
    const [held, before] = [await f.seen(), await f.samples()];
    await f.train(held);
    await f.pause();
    await expect.poll(f.samples, { timeout: patience }).not.toBe(before);
    const reached = await f.seen();
    expect(reached).toBeGreaterThan(held);

    await f.page.reload();
    await hydrated(f.page, id);
    await expect
      .poll(
        () =>
          f.figure
            .locator('.td-left')
            .innerText()
            .catch(() => ''),
        { timeout: patience },
      )
      .toMatch(/kept in this browser: digits, small network/);
    await f.button('Go on with it').click();
    await f.passes(reached);
    await f.button('Stop').click();
    await expect.poll(f.title).toBe('The shipped network');
    expect([await f.said(), f.errors]).toEqual(['', []]);
    await f.close();
  });

  it('a file takes the network along; a foreign one is refused with a sentence', async () => {
    const f = await openDigits();
    await f.train(30);
    await f.pause();
    const reached = await f.seen();
    await f.fold('Keep this network');
    const [download] = await Promise.all([f.page.waitForEvent('download'), f.button('Save to a file').click()]);
    expect(download.suggestedFilename()).toBe('diffusion-live-digits.net');
    const file = await buffer(await download.createReadStream());
    await f.button('Begin anew').click();
    await expect.poll(f.seen, { timeout: patience }).toBe(0);
    const load = f.figure.locator('input[type="file"]:not([multiple])');
    await load.setInputFiles({
      name: 'notes.net',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('milk, bread, twenty bytes and more'),
    });
    await expect.poll(f.said).toContain('This file is not a network saved by this book');
    await load.setInputFiles({ name: 'cut.net', mimeType: 'application/octet-stream', buffer: file.subarray(0, 5000) });
    await expect.poll(f.said).toContain('cut short');
    expect(await f.seen()).toBe(0);
    await load.setInputFiles({ name: 'mine.net', mimeType: 'application/octet-stream', buffer: file });
    await expect.poll(f.seen, { timeout: patience }).toBe(reached);
    await expect.poll(f.noted, { timeout: patience }).toBe('Loaded mine.net.');
    expect([await f.said(), f.errors]).toEqual(['', []]);
    await f.close();
  });

  it('learns ten pictures drawn by keyboard, and says what is wrong with files', async () => {
    const f = await openDigits();
    await f.fold('Learn your own pictures');
    const pad = f.figure.getByRole('application');
    expect(await f.button('Learn these').isDisabled()).toBe(true);
    for (let i = 0; i < 10; i++) {
      await pad.focus();
      await f.page.keyboard.press(i % 2 ? 'Shift+ArrowLeft' : 'Shift+ArrowUp');
      await f.button('Add this picture').click();
    }
    const bring = f.figure.locator('input[multiple]');
    await bring.setInputFiles({ name: 'words.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') });
    await expect.poll(f.said).toContain('“words.txt” is not a picture that this browser can read');
    await bring.setInputFiles({
      name: 'train-images-idx3-ubyte',
      mimeType: '',
      buffer: Buffer.from([0, 0, 8, 3, 0, 0, 0, 1]),
    });
    await expect.poll(f.said).toContain('1 file (expected images with their labels');
    await f.button('Learn these').click();
    await expect.poll(() => f.figure.locator('.f-title').nth(1).innerText()).toBe('Your pictures');
    await f.train(20);
    await expect.poll(f.title, { timeout: patience }).toMatch(/^Learned/);
    expect(await f.figure.innerText()).toContain('your eye is the judge');
    expect(f.errors).toEqual([]);
    await f.close();
  });

  it('goes on from the last kept weights when the worker crashes, and says so', async () => {
    const f = await openDigits('size:small', { before: rememberWorkers });
    await f.train(20);
    await f.pause();
    const reached = await f.seen();
    await provoke(f.page, 'crash');
    await expect
      .poll(f.said, { timeout: patience })
      .toMatch(/The worker stopped .* it was started again from the network of step/);
    await f.train(reached);
    await f.close();
  });

  it('trains on where the browser stores nothing, and says so', async () => {
    const f = await openDigits('size:small', {
      before: () => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException('The disk is full', 'QuotaExceededError');
        };
      },
    });
    await f.train(50);
    await expect
      .poll(f.said, { timeout: patience })
      .toContain('This browser could not store the network (The disk is full); save it to a file instead.');
    await f.passes(await f.seen());
    await f.close();
  });

  it('is there before the script is', async () => {
    const { page, close } = await openPage('a-network-for-images/', { javaScriptEnabled: false });
    const figure = page.locator(`#${id}`);
    expect(await figure.innerText()).toContain('drawn from noise when this page was built');
    expect(await figure.locator('image').count()).toBe(2);
    await close();
  });

  it('on WebGL: it learns there, and a lost context is regained', async () => {
    const f = await openDigits('size:small', { before: rememberWorkers }, 'backend=webgl');
    await f.train(16);
    expect(await f.figure.locator('.c-fact').allInnerTexts()).toContainEqual(expect.stringMatching(/WebGL/));
    await provoke(f.page, 'context-loss');
    await expect.poll(f.said, { timeout: patience }).toMatch(/The graphics context was lost; training goes on from/);
    await f.passes((await f.seen()) + 16);
    expect(f.errors).toEqual([]);
    await f.close();
  });
});
