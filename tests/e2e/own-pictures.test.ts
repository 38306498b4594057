/** The reader's own pictures, as cameras, editors and careful browsers give them. */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sampleDigits } from '../../src/core/data/digits-sample';
import { openPage, type OpenOptions } from './browser';
import { hydrated } from './training';

const four = sampleDigits().filter((digit) => digit.label === 4)[0];
/** A 4 in broad strokes. */
const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><path d="M90 60L80 160H210M190 70V250" fill="none" stroke="#000" stroke-width="24"/></svg>';

/** It as a photograph: dark on paper, half of it in a shadow that goes over it. */
async function photograph(): Promise<ReturnType<typeof sharp>> {
  const side = 300;
  const ink = await sharp(Buffer.from(drawing)).extractChannel(3).raw().toBuffer();
  const lit = ink.map((v, i) => {
    const light = 0.92 - 0.5 / (1 + Math.exp(-((i % side) - side / 2) / 14));
    return Math.round(255 * light * (1 - (0.75 * v) / 255));
  });
  return sharp(Buffer.from(lit), { raw: { width: side, height: side, channels: 1 } });
}

async function withFigure(options: OpenOptions = {}) {
  const { page, close, errors } = await openPage('forward/?fig-digit=1;t:0#fig-digit', options);
  const figure = await hydrated(page, 'fig-digit');
  const give = (name: string, buffer: Buffer) =>
    figure.locator('input[type="file"]').setInputFiles({ name, mimeType: 'image/jpeg', buffer });
  return { page, figure, give, errors, close };
}

describe('a picture of the reader’s own', () => {
  it.each([
    ['under a shadow', async () => (await photograph()).jpeg().toBuffer()],
    [
      'turned by its EXIF',
      async () => (await photograph()).rotate(-90).jpeg().withMetadata({ orientation: 6 }).toBuffer(),
    ],
    [
      'white on nothing',
      () =>
        sharp({ create: { width: 28, height: 28, channels: 3, background: 'white' } })
          .joinChannel(Buffer.from(four.pixels), { raw: { width: 28, height: 28, channels: 1 } })
          .png()
          .toBuffer(),
    ],
  ])('%s is the digit that it shows', async (_, made) => {
    const f = await withFigure();
    await f.give('four.jpg', await made());
    await f.figure.getByText(', your picture').waitFor();
    await f.figure.getByText('Best match among 9001 training digits: a 4').waitFor();
    expect(await f.figure.getByRole('alert').allInnerTexts()).toEqual([]);
    expect(f.errors).toEqual([]);
    await f.close();
  });

  it('of 20,000 × 20,000 pixels is refused before it is decoded', async () => {
    const f = await withFigure();
    const png = Buffer.from(
      await sharp({ create: { width: 8, height: 8, channels: 3, background: 'white' } })
        .png()
        .toBuffer(),
    );
    png.writeUInt32BE(20_000, 16);
    png.writeUInt32BE(20_000, 20);
    await f.give('vast.png', png);
    await f.figure
      .getByText('“vast.png” is 20000 × 20000 pixels (expected a picture of at most 64 million).')
      .waitFor();
    await f.close();
  });

  it('comes with a warning where the browser adds noise to what a page reads', async () => {
    const f = await withFigure({
      before: () => {
        for (const type of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
          const read = Reflect.get(type.prototype, 'getImageData') as (...area: unknown[]) => ImageData;
          const noisy = new Proxy(read, {
            apply(method, canvas, area: unknown[]) {
              const given = Reflect.apply<unknown, unknown[], ImageData>(method, canvas, area);
              for (let i = 0; i < given.data.length; i += 7) given.data[i] ^= 31;
              return given;
            },
          });
          Reflect.set(type.prototype, 'getImageData', noisy);
        }
      },
    });
    await f.give('four.jpg', await (await photograph()).jpeg().toBuffer());
    await f.figure.getByText('This browser adds noise to what a page reads of a picture').waitFor();
    await f.close();
  });
});
