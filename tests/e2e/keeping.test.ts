/** What a reader trained is theirs: kept in the browser, in a file, by two tabs, and by a link. */
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { handles, hydrated, openTraining, type TrainingFigure } from './training';

const id = 'fig-train';

describe('a trained network', () => {
  it('is kept in the browser, and comes back after a reload', async () => {
    const f = await openTraining('steps:150');
    const keeping = f.figure.getByText('Keep this network');
    await keeping.click();
    await f.button('Bring back').click();
    await expect.poll(f.said).toBe('No network of this figure is kept in this browser yet.');
    await f.trainToTheEnd();
    const before = [await f.step(), await f.distanceText()];
    await f.button('Keep in this browser').click();
    await expect.poll(f.said).toContain('Kept in this browser');
    await f.page.reload();
    const figure = await hydrated(f.page, id);
    const after = handles(f.page, figure, id);
    await figure.getByText('Keep this network').click();
    await after.button('Bring back').click();
    await expect.poll(after.said).toBe('The kept network is back.');
    await expect.poll(async () => [await after.step(), await after.distanceText()]).toEqual(before);
    await after.button('Go on').click();
    await after.passes(before[0] as number);
    expect(f.errors).toEqual([]);
    await f.close();
  });

  it('is kept by two tabs: neither loses its own', async () => {
    const tabs = [await openTraining('steps:60')];
    const page = await tabs[0].context.newPage();
    await page.goto(tabs[0].page.url().replace('steps:60', 'steps:90'), { waitUntil: 'load' });
    tabs.push({ ...tabs[0], page, ...handles(page, await hydrated(page, id), id) });
    for (const tab of tabs) {
      await tab.trainToTheEnd();
      await tab.figure.getByText('Keep this network').click();
    }
    const [first, second] = tabs;
    await first.button('Keep in this browser').click();
    await expect.poll(first.said).toContain('Kept in this browser');
    await second.button('Keep in this browser').click();
    await expect.poll(second.said).toContain('What another tab has kept is there beside it.');
    await second.button('Bring back the other tab’s').click();
    await expect.poll(second.said).toContain('The other tab’s network is here');
    await expect.poll(second.step).toBe(60);
    await second.button('Bring back').click();
    await expect.poll(second.step).toBe(90);
    expect(first.errors).toEqual([]);
    await first.close();
  });

  it('is saved to a file and loaded from it; a file that does not fit gets its sentence and changes nothing', async () => {
    const first = await openTraining('steps:150');
    await first.trainToTheEnd();
    const saved = [await first.step(), await first.distanceText()];
    await first.figure.getByText('Keep this network').click();
    const [download] = await Promise.all([first.page.waitForEvent('download'), first.button('Save to a file').click()]);
    expect(download.suggestedFilename()).toBe('diffusion-live-eight-gaussians.net');
    const bytes = await buffer(await download.createReadStream());
    await first.close();

    const second = await openTraining('steps:60');
    await second.figure.getByText('Keep this network').click();
    await load(second, 'network.net', bytes);
    await expect.poll(second.said).toBe('Loaded network.net.');
    await expect.poll(async () => [await second.step(), await second.distanceText()]).toEqual(saved);
    const damaged = Buffer.from(bytes);
    damaged[bytes.length - 100] ^= 255;
    const wrong: readonly (readonly [string, Buffer, string])[] = [
      [
        'short.net',
        bytes.subarray(0, bytes.length - 1000),
        `it has ${bytes.length - 1000} bytes (expected ${bytes.length})`,
      ],
      ['stub.net', bytes.subarray(0, 30), 'This network file is cut short'],
      ['damaged.net', damaged, 'This network file is damaged'],
      [
        'photo.net',
        Buffer.from('GIF89a, or some such thing that is no network'),
        'This file is not a network saved by this book',
      ],
      ['empty.net', Buffer.alloc(0), 'This file is not a network saved by this book'],
    ];
    for (const [name, contents, sentence] of wrong) {
      await load(second, name, contents);
      await expect.poll(second.said).toContain(sentence);
      expect([await second.step(), await second.distanceText()]).toEqual(saved);
    }
    await second.close();

    const third = await openTraining('steps:60;width:32');
    await third.trainToTheEnd();
    const before = [await third.step(), await third.distanceText()];
    await third.figure.getByText('Keep this network').click();
    await load(third, 'network.net', bytes);
    await expect
      .poll(third.said)
      .toBe(
        'This network is 3 layers of 64 that predict v (expected 3 layers of 32 that predict v); choose that size and load it again.',
      );
    expect([await third.step(), await third.distanceText()]).toEqual(before);
    await third.button('Train more').click();
    await third.passes(60);
    expect(third.errors).toEqual([]);
    await third.close();
  });
});

async function load({ figure }: TrainingFigure, name: string, contents: Buffer): Promise<void> {
  await figure
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: contents });
}
