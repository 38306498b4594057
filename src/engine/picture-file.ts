import { digitSide } from '../core/data/digits';
import { inkOf, type Ink } from '../core/data/picture-ink';
import { pictureSize } from '../core/data/picture-size';

/** Larger files are refused before they are decoded: a 28 x 28 picture needs no more. */
const maximumBytes = 30e6;
/** MNIST's digits fill a box of 20 pixels within the 28. */
const box = 20;
/** Ink above which a pixel counts when the picture is centred. */
const inkFloor = 0.12;

/** More pixels than this are refused before they are decoded: they would take 4 bytes each. */
const maximumPixels = 64e6;
/** So much of a file tells its size, EXIF and all. */
const headBytes = 262_144;

export interface PictureRead {
  /** 784 pixel values in [-1, 1]. */
  readonly x: Float64Array;
  /** A sentence where the picture may not have come through as it is; null else. */
  readonly warning: string | null;
}

/**
 * The reader's own picture as MNIST would have it: light ink on dark whatever paper, light or shadow it was on, fitted into 20 x 20 pixels
 * and centred by its bounding box in 28 x 28 (LeCun et al. 1998 centre by mass, which needs a second resampling and looks the same here).
 * Turned as its EXIF says. Rejects with a sentence fit to show when the file is no picture, too large, or an empty one.
 */
export async function readPicture(file: Blob): Promise<PictureRead> {
  const name = file instanceof File && file.name ? `“${file.name}”` : 'This file';
  if (file.size === 0) throw new Error(`${name} is empty (expected a picture).`);
  if (file.size > maximumBytes) {
    throw new Error(
      `${name} has ${(file.size / 1e6).toFixed(0)} MB (expected a picture of at most ${maximumBytes / 1e6} MB).`,
    );
  }
  const size = pictureSize(new Uint8Array(await file.slice(0, headBytes).arrayBuffer()));
  if (size && size.width * size.height > maximumPixels) {
    throw new Error(
      `${name} is ${size.width} × ${size.height} pixels (expected a picture of at most ${maximumPixels / 1e6} million).`,
    );
  }
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (cause) {
    throw new Error(`${name} is not a picture that this browser can read (expected PNG, JPEG, WebP or GIF).`, {
      cause,
    });
  }
  try {
    return { x: fitted(grey(bitmap), name), warning: readbackFault() };
  } finally {
    bitmap.close();
  }
}

interface Grey extends Ink {
  readonly canvas: OffscreenCanvas | HTMLCanvasElement;
}

/**
 * Some browsers answer with noise when a page reads pixels (Firefox with its strict protection, Brave), against fingerprinting. Known
 * greys are drawn and read: off by more than rounding, whatever is read of a picture is too.
 */
function readbackFault(): string | null {
  const { context } = surface(16, 16);
  const drawn = new ImageData(16, 16);
  for (let i = 0; i < 256; i++) drawn.data.set([i, i, i, 255], 4 * i);
  context.putImageData(drawn, 0, 0);
  const { data } = context.getImageData(0, 0, 16, 16);
  const off = data.reduce((most, v, i) => Math.max(most, Math.abs(v - drawn.data[i])), 0);
  return off <= 2
    ? null
    : 'This browser adds noise to what a page reads of a picture, so it may have come through with specks. Allow this page to read canvases, or draw by hand.';
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
  const context = canvas.getContext('2d', { willReadFrequently: true });
  // Where types of WebGPU are about, a context of no kind in particular comes back.
  if (!context || !('drawImage' in context))
    throw new Error('This browser gives no canvas to read the picture with (expected a 2-D canvas).');
  return { canvas, context };
}

/** At most 256 pixels on the longer edge, as ink: 0 for the paper, 1 for the strongest mark. */
function grey(bitmap: ImageBitmap): Grey {
  const scale = Math.min(1, 256 / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const { canvas, context } = surface(width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const found = inkOf(data, width, height);
  found.ink.forEach((v, i) => {
    const p = Math.round(v * 255);
    data.set([p, p, p, 255], 4 * i);
  });
  context.putImageData(new ImageData(data, width, height), 0, 0);
  return { ...found, canvas };
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
