import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { digitsFromIdx, readIdx } from '../../../src/core/data/idx';

function images(count: number, { side = 28, magic = 2051, promised = count } = {}): Uint8Array {
  const bytes = new Uint8Array(16 + count * side * side).map((_, i) => (i * 7) % 256);
  const view = new DataView(bytes.buffer);
  [magic, promised, side, side].forEach((v, i) => view.setUint32(4 * i, v));
  return bytes;
}

function labels(count: number, { promised = count, first = 0 } = {}): Uint8Array {
  const bytes = new Uint8Array(8 + count).map((_, i) => (i - 8) % 10);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 2049);
  view.setUint32(4, promised);
  if (count > 0) bytes[8] = first;
  return bytes;
}

const file = (name: string, bytes: Uint8Array) => ({ name, bytes });

describe('one IDX file', () => {
  it.each([
    ['plain', (b: Uint8Array) => b],
    ['gzipped', (b: Uint8Array) => new Uint8Array(gzipSync(b))],
  ])('reads %s images and labels', async (_, wrap) => {
    const read = await readIdx(file('train-images-idx3-ubyte', wrap(images(3))));
    expect(read).toMatchObject({ kind: 'images', count: 3 });
    expect([...read.data]).toEqual([...images(3).subarray(16)]);
    const answer = await readIdx(file('train-labels-idx1-ubyte', wrap(labels(12))));
    expect(answer).toMatchObject({ kind: 'labels', count: 12 });
    expect([...answer.data]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
  });

  it('reads a view into a larger buffer', async () => {
    const larger = new Uint8Array(1000);
    larger.set(labels(5), 100);
    expect((await readIdx(file('l', larger.subarray(100, 113)))).count).toBe(5);
  });

  it.each([
    [
      'a wrong magic number',
      images(1, { magic: 2052 }),
      'f: magic number 2052 (expected 2051 for images or 2049 for labels)',
    ],
    ['little-endian', Uint8Array.from([3, 8, 0, 0, 0, 0, 0, 1]), 'f: magic number 50855936'],
    ['an empty file', new Uint8Array(0), 'f: 0 bytes (expected an IDX header of 8 or more)'],
    ['a bare image header', images(1).subarray(0, 12), 'f: 12 bytes (expected an image header of 16)'],
    [
      'a short image file',
      images(2).subarray(0, 1000),
      'f: 984 bytes after the header (expected 1568 for 2 images of 28 x 28); the file is short',
    ],
    [
      'a short label file',
      labels(4, { promised: 6 }),
      'f: 4 bytes after the header (expected 6 for 6 labels); the file is short',
    ],
    ['a long file', labels(4, { promised: 3 }), 'the file is too long'],
    ['other sizes', images(1, { side: 32 }), 'f: images of 32 x 32 (expected 28 x 28)'],
    ['a class that is none', labels(3, { first: 11 }), 'f: label 11 at row 0 (expected 0 to 9)'],
  ])('refuses %s, gzipped or not', async (_, bytes, message) => {
    await expect(readIdx(file('f', bytes))).rejects.toThrow(message);
    await expect(readIdx(file('f', new Uint8Array(gzipSync(bytes))))).rejects.toThrow(message);
  });

  it('refuses a truncated and a damaged gzip', async () => {
    const zipped = new Uint8Array(gzipSync(images(20)));
    await expect(readIdx(file('t.gz', zipped.subarray(0, zipped.length >> 1)))).rejects.toThrow(
      't.gz: the gzip data is cut short or damaged',
    );
    await expect(
      readIdx(
        file(
          't.gz',
          zipped.map((b, i) => (i === zipped.length - 6 ? b ^ 255 : b)),
        ),
      ),
    ).rejects.toThrow('cut short or damaged');
  });
});

describe('a set of IDX files', () => {
  it('takes the four of MNIST in any order; t10k is held out', async () => {
    const digits = await digitsFromIdx([
      file('t10k-labels-idx1-ubyte.gz', new Uint8Array(gzipSync(labels(2, { first: 9 })))),
      file('train-images-idx3-ubyte', images(5)),
      file('t10k-images-idx3-ubyte', images(2)),
      file('train-labels-idx1-ubyte.gz', new Uint8Array(gzipSync(labels(5, { first: 4 })))),
    ]);
    expect(digits).toMatchObject({ count: 7, trainCount: 5, side: 28 });
    expect([...digits.labels]).toEqual([4, 1, 2, 3, 4, 9, 1]);
    expect(digits.images.length).toBe(7 * 784);
    expect([...digits.images.subarray(5 * 784)]).toEqual([...images(2).subarray(16)]);
  });

  it('takes one pair, all for training', async () => {
    expect(await digitsFromIdx([file('a', labels(3)), file('b', images(3))])).toMatchObject({
      count: 3,
      trainCount: 3,
    });
  });

  it('refuses a count mismatch, a missing partner, a wrong number of files and an empty set', async () => {
    await expect(digitsFromIdx([file('i', images(3)), file('l', labels(4))])).rejects.toThrow(
      'i has 3 images, l has 4 labels (expected the same count)',
    );
    await expect(digitsFromIdx([file('i', images(3)), file('j', images(3))])).rejects.toThrow(
      '2 image and 0 label files (expected as many of each)',
    );
    await expect(digitsFromIdx([file('i', images(3))])).rejects.toThrow('1 file (expected');
    await expect(digitsFromIdx([file('i', images(0)), file('l', labels(0))])).rejects.toThrow('i: no images');
  });
});

describe('a file that is not what its header says', () => {
  /** Hands out pieces, and counts what is asked for. */
  function counted(bytes: Uint8Array) {
    const asked = { bytes: 0 };
    const blob = new Blob([bytes as Uint8Array<ArrayBuffer>]);
    const slice = blob.slice.bind(blob);
    blob.slice = (from = 0, to = blob.size) => {
      asked.bytes += to - from;
      return slice(from, to);
    };
    return { blob, asked };
  }

  it('is unpacked no further than it promises', async () => {
    // 50 MB of zeros in 50 kB, behind a header that promises three images.
    const bomb = new Uint8Array(gzipSync(Buffer.concat([images(3), new Uint8Array(5e7)])));
    const before = process.memoryUsage().arrayBuffers;
    await expect(readIdx({ name: 'f', bytes: new Blob([bomb]) })).rejects.toThrow(
      'f: more than 2352 bytes after the header (expected 2352 for 3 images of 28 x 28); the file is too long',
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2e7);
  });

  it('is refused by its header alone, without being read', async () => {
    const { blob, asked } = counted(Uint8Array.from([...images(1), ...new Uint8Array(5e6)]));
    await expect(readIdx({ name: 'f', bytes: blob })).rejects.toThrow(
      /^f: 5000784 bytes after the header \(expected 784/,
    );
    expect(asked.bytes).toBeLessThanOrEqual(16);
  });

  it('that promises more than a page can hold is refused by a stated limit', async () => {
    const bytes = images(1, { promised: 2_000_000 });
    await expect(readIdx(file('f', bytes))).rejects.toThrow(
      /promises 2000000 images.*1568 MB \(expected at most 250 MB\)/,
    );
    await expect(readIdx(file('f', new Uint8Array(gzipSync(bytes))))).rejects.toThrow(/expected at most 250 MB/);
  });
});
