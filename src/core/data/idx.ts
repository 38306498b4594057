import { type Digits, digitSide } from './digits';
import { inflate } from './inflate';

/**
 * The original MNIST files (LeCun, Cortes and Burges): big-endian headers, then unsigned bytes.
 *
 *   images: 2051, count, rows, columns, then count * rows * columns grey levels (0 paper, 255 ink)
 *   labels: 2049, count, then count classes
 *
 * Files may be gzipped, as they are published, or not.
 */
const imagesMagic = 2051;
const labelsMagic = 2049;

export type IdxFile =
  | { readonly kind: 'images'; readonly name: string; readonly count: number; readonly data: Uint8Array }
  | { readonly kind: 'labels'; readonly name: string; readonly count: number; readonly data: Uint8Array };

export interface NamedBytes {
  /** The file's name, for messages and to tell train from t10k. */
  readonly name: string;
  /** What is in it; of a file, only as much is read as its header promises. */
  readonly bytes: Uint8Array | Blob;
}

/** Bytes of a header, and the most that one file may hold: more is more than a page can learn from. */
const longestHeader = 16;
const mostBytes = 250e6;

/** What the head of a file promises. */
interface Promised {
  readonly kind: 'images' | 'labels';
  readonly count: number;
  /** Bytes of the header, and after it. */
  readonly start: number;
  readonly size: number;
  readonly says: string;
}

/** Reads one IDX file of 28 x 28 images or of labels. Throws `Error` naming the file and what was wrong with it. */
export async function readIdx({ name, bytes }: NamedBytes): Promise<IdxFile> {
  const file = bytes instanceof Blob ? bytes : new Blob([bytes as Uint8Array<ArrayBuffer>]);
  const part = async (to?: number) => new Uint8Array(await file.slice(0, to).arrayBuffer());
  const head = await part(longestHeader);
  const packed = head[0] === 0x1f && head[1] === 0x8b;
  const { kind, count, start, size, says } = headerOf(
    name,
    packed ? await inflate(file, 'gzip', name, longestHeader) : head,
  );
  const plain = packed ? await inflate(file, 'gzip', name, start + size) : null;
  const has = (plain?.length ?? file.size) - start;
  if (has !== size) {
    const how = has < size ? 'the file is short' : 'the file is too long';
    // What goes on beyond its promise was not unpacked to its end.
    const many = packed && has > size ? `more than ${size}` : String(has);
    throw new Error(`${name}: ${many} bytes after the header (expected ${size} for ${says}); ${how}`);
  }
  const data = (plain ?? (await part())).subarray(start);
  const wrong = kind === 'labels' ? data.findIndex((label) => label > 9) : -1;
  if (wrong >= 0) throw new Error(`${name}: label ${data[wrong]} at row ${wrong} (expected 0 to 9)`);
  return { kind, name, count, data };
}

function headerOf(name: string, plain: Uint8Array): Promised {
  if (plain.length < 8) throw new Error(`${name}: ${plain.length} bytes (expected an IDX header of 8 or more)`);
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  const magic = view.getUint32(0);
  const count = view.getUint32(4);
  if (magic === labelsMagic)
    return bounded(name, { kind: 'labels', count, start: 8, size: count, says: `${count} labels` });
  if (magic !== imagesMagic)
    throw new Error(`${name}: magic number ${magic} (expected ${imagesMagic} for images or ${labelsMagic} for labels)`);
  if (plain.length < 16) throw new Error(`${name}: ${plain.length} bytes (expected an image header of 16)`);
  const [rows, columns] = [view.getUint32(8), view.getUint32(12)];
  if (rows !== digitSide || columns !== digitSide)
    throw new Error(`${name}: images of ${rows} x ${columns} (expected ${digitSide} x ${digitSide})`);
  const says = `${count} images of ${rows} x ${columns}`;
  return bounded(name, { kind: 'images', count, start: 16, size: count * rows * columns, says });
}

function bounded(name: string, promised: Promised): Promised {
  if (promised.size > mostBytes)
    throw new Error(
      `${name}: its header promises ${promised.says}, ${(promised.size / 1e6).toFixed(0)} MB (expected at most ${mostBytes / 1e6} MB)`,
    );
  return promised;
}

/**
 * One or two pairs of files, in any order, as a set of digits. With two pairs, the one named t10k (or the smaller one)
 * is held out; with one pair, every digit is for training.
 * Throws `Error` when a file is bad, a partner is missing, or a pair's counts differ.
 */
export async function digitsFromIdx(files: readonly NamedBytes[]): Promise<Digits> {
  if (files.length !== 2 && files.length !== 4) {
    throw new Error(
      `${files.length} file${files.length === 1 ? '' : 's'} (expected images with their labels: 2 files, or the 4 of MNIST)`,
    );
  }
  const read = await Promise.all(files.map(readIdx));
  const images = read.filter((file) => file.kind === 'images').sort(trainingFirst);
  const labels = read.filter((file) => file.kind === 'labels').sort(trainingFirst);
  if (images.length !== labels.length) {
    throw new Error(`${images.length} image and ${labels.length} label files (expected as many of each)`);
  }
  images.forEach((file, i) => {
    if (file.count !== labels[i].count) {
      throw new Error(
        `${file.name} has ${file.count} images, ${labels[i].name} has ${labels[i].count} labels (expected the same count)`,
      );
    }
  });
  const count = images.reduce((sum, file) => sum + file.count, 0);
  if (count === 0) throw new Error(`${images[0].name}: no images (expected at least one)`);
  return {
    images: concatenated(images.map((file) => file.data)),
    labels: concatenated(labels.map((file) => file.data)),
    count,
    trainCount: images[0].count,
    side: digitSide,
  };
}

function trainingFirst(a: IdxFile, b: IdxFile): number {
  const test = (file: IdxFile) => (/t10k|test/i.test(file.name) ? 1 : 0);
  return test(a) - test(b) || b.count - a.count;
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
