import { deflateSync } from 'node:zlib';
import type { Batch } from '../../src/core/batch';
import { greyOf } from '../../src/core/image-network/pixels';

/** Digits in standard units as one grey PNG, `columns` side by side, each pixel three wide, ink dark. */
export function sheet(samples: Batch, columns: number): Uint8Array {
  const side = 28,
    zoom = 3,
    gap = 2;
  const n = samples.data.length / samples.dim;
  const cell = side * zoom + gap;
  const width = columns * cell,
    height = Math.ceil(n / columns) * cell;
  const grey = greyOf(samples.data);
  const rows = Buffer.alloc((width + 1) * height, 200);
  for (let y = 0; y < height; y++) {
    rows[y * (width + 1)] = 0;
    for (let x = 0; x < width; x++) {
      const i = Math.floor(y / cell) * columns + Math.floor(x / cell);
      const px = Math.floor((x % cell) / zoom),
        py = Math.floor((y % cell) / zoom);
      if (i < n && px < side && py < side) rows[y * (width + 1) + 1 + x] = 255 - grey[i * samples.dim + py * side + px];
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(8 + body.length);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), 4 + body.length);
  return out;
}

/** CRC-32 of the PNG specification, annex D. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
