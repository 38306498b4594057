import { digitSide } from '../core/data/digits';

/** Larger files are refused before they are decoded: a 28 x 28 picture needs no more. */
const maximumBytes = 30e6;
/** MNIST's digits fill a box of 20 pixels within the 28. */
const box = 20;
/** Luminance above which a pixel, after the background is taken off, counts as ink when the picture is centred. */
const inkFloor = 0.12;

/**
 * The reader's own picture as MNIST would have it: greyscale, light on dark, fitted into 20 x 20 pixels and centred by its
 * bounding box in 28 x 28 (LeCun et al. 1998 centre by mass, which needs a second resampling and looks the same here).
 * Returns 784 pixel values in [-1, 1]. Rejects with a sentence fit to show when the file is no picture, or an empty one.
 */
export async function readPicture(file: Blob): Promise<Float64Array> {
  const name = file instanceof File && file.name ? `“${file.name}”` : 'This file';
  if (file.size === 0) throw new Error(`${name} is empty (expected a picture).`);
  if (file.size > maximumBytes) {
    throw new Error(
      `${name} has ${(file.size / 1e6).toFixed(0)} MB (expected a picture of at most ${maximumBytes / 1e6} MB).`,
    );
  }
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch (cause) {
    throw new Error(`${name} is not a picture that this browser can read (expected PNG, JPEG, WebP or GIF).`, {
      cause,
    });
  }
  try {
    const work = grey(bitmap);
    return fitted(work, name);
  } finally {
    bitmap.close();
  }
}

interface Grey {
  readonly canvas: OffscreenCanvas | HTMLCanvasElement;
  readonly width: number;
  readonly height: number;
  readonly ink: Float64Array;
}

type Context2D = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

function surface(width: number, height: number): { canvas: OffscreenCanvas | HTMLCanvasElement; context: Context2D } {
  let canvas: OffscreenCanvas | HTMLCanvasElement;
  if (typeof OffscreenCanvas === 'function') {
    canvas = new OffscreenCanvas(width, height);
  } else {
    canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d', { willReadFrequently: true }) as Context2D | null;
  if (!context) throw new Error('This browser gives no canvas to read the picture with (expected a 2-D canvas).');
  return { canvas, context };
}

/** At most 256 pixels on the longer edge, as ink: 0 for the background, 1 for the strongest contrast to it. */
function grey(bitmap: ImageBitmap): Grey {
  const scale = Math.min(1, 256 / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const { canvas, context } = surface(width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const luminance = new Float64Array(width * height);
  const edge: number[] = [];
  for (let i = 0; i < luminance.length; i++) {
    const opaque = data[4 * i + 3] / 255;
    const rgb = (0.2126 * data[4 * i] + 0.7152 * data[4 * i + 1] + 0.0722 * data[4 * i + 2]) / 255;
    // Transparent counts as white paper, as a viewer would show it.
    luminance[i] = rgb * opaque + (1 - opaque);
    const column = i % width;
    if (i < width || i >= luminance.length - width || column === 0 || column === width - 1) edge.push(luminance[i]);
  }
  const background = edge.sort((a, b) => a - b)[edge.length >> 1];
  let most = 0;
  const ink = luminance.map((l) => Math.abs(l - background));
  for (const v of ink) most = Math.max(most, v);
  const mapped = ink.map((v) => (most > 0 ? v / most : 0));
  for (let i = 0; i < mapped.length; i++) {
    const p = Math.round(mapped[i] * 255);
    data.set([p, p, p, 255], 4 * i);
  }
  context.putImageData(new ImageData(data, width, height), 0, 0);
  return { canvas, width, height, ink: most >= 0.05 ? mapped : new Float64Array(mapped.length) };
}

/** Cuts the bounding box of the ink and draws it, smoothed, into the middle 20 x 20. */
function fitted(source: Grey, name: string): Float64Array {
  let left = source.width;
  let right = -1;
  let top = source.height;
  let bottom = -1;
  source.ink.forEach((v, i) => {
    if (v < inkFloor) return;
    const column = i % source.width;
    const row = Math.floor(i / source.width);
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
  });
  if (right < 0) throw new Error(`${name} is one even colour (expected a picture with something on it).`);
  const width = right - left + 1;
  const height = bottom - top + 1;
  const scale = box / Math.max(width, height);
  const { context } = surface(digitSide, digitSide);
  context.fillStyle = 'black';
  context.fillRect(0, 0, digitSide, digitSide);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  const w = width * scale;
  const h = height * scale;
  context.drawImage(source.canvas, left, top, width, height, (digitSide - w) / 2, (digitSide - h) / 2, w, h);
  const { data } = context.getImageData(0, 0, digitSide, digitSide);
  return Float64Array.from({ length: digitSide * digitSide }, (_, i) => (2 * data[4 * i]) / 255 - 1);
}
