/** The reader's own pictures: drawn, or from files, as data to learn from and as bytes to keep. */
import { digitPixels, toGrey } from '../../../src/core/data/digits';
import { type DigitData, ownPictures } from '../../../src/engine/kinds/digits/settings';
import { digitsAmong } from '../kit/own-files';

/** One picture: 784 grey levels, and its class, 10 for none. */
export interface OwnPicture {
  readonly grey: Uint8Array;
  readonly label: number;
}

export const none = 10;

export function dataOf(pictures: readonly OwnPicture[], name = 'your pictures'): DigitData {
  const images = new Uint8Array(pictures.length * digitPixels);
  pictures.forEach(({ grey }, i) => images.set(grey, i * digitPixels));
  return { kind: 'own', name, images, labels: Uint8Array.from(pictures, ({ label }) => label) };
}

/** Pictures, each as MNIST would have it, or IDX files of them. Rejects with a sentence fit to show; the readers are loaded only now. */
export async function readOwn(
  files: readonly File[],
  label: number,
): Promise<
  DigitData | { readonly kind: 'pictures'; readonly pictures: readonly OwnPicture[]; readonly warning: string | null }
> {
  const digits = await digitsAmong(files);
  if (digits) {
    const { images, labels, trainCount } = digits;
    if (trainCount < ownPictures.least)
      throw new Error(`${files[0].name}: ${trainCount} pictures (expected at least ${ownPictures.least})`);
    const n = Math.min(trainCount, ownPictures.most);
    return { kind: 'own', name: files[0].name, images: images.slice(0, n * digitPixels), labels: labels.slice(0, n) };
  }
  const { readPicture } = await import('../../../src/engine/picture-file');
  const pictures: OwnPicture[] = [];
  let warning: string | null = null;
  for (const file of files) {
    const read = await readPicture(file);
    pictures.push({ grey: toGrey(read.x), label });
    warning ??= read.warning;
  }
  return { kind: 'pictures', pictures, warning };
}

/** Own data as bytes: each picture's class, then its grey levels. */
export function packOwn(data: DigitData & { kind: 'own' }): Uint8Array {
  const bytes = new Uint8Array(data.labels.length + data.images.length);
  bytes.set(data.labels);
  bytes.set(data.images, data.labels.length);
  return bytes;
}

export function unpackOwn(bytes: Uint8Array, name: string): DigitData {
  const n = Math.floor(bytes.length / (digitPixels + 1));
  return { kind: 'own', name, labels: bytes.slice(0, n), images: bytes.slice(n) };
}
