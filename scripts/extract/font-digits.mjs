// Draws the ten digits of printed faces and packs them into public/data/font-digits.bin, which is in the repository: the book is built without
// this script. Its packages are no dependencies of the book:
//
//   npm install --no-save fontkit@2.0.4 @resvg/resvg-js@2.6.2, and the families of the two lists below as @fontsource/NAME@5.3.0
//     (source-serif-4: 5.3.1)
//   node scripts/extract/font-digits.mjs
//
// A face is a family at one weight, upright or italic: a static file of Latin letters. Each digit's outline is framed as MNIST's digits are: scaled so
// that its box fits 20 x 20 pixels, drawn with anti-aliasing, and moved by whole pixels until the centre of its ink is that of 28 x 28. A digit whose
// pixels equal those of one before it is left out.
//
// Three families are held out whole: no weight of theirs is trained on. The file is in the format of the handwritten digits, which scripts/digits.mjs
// tells; training rows first, both parts in an order drawn once.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from '../digits.mjs';

const trained = [
  'fira-sans',
  'ibm-plex-mono',
  'ibm-plex-sans',
  'ibm-plex-serif',
  'inter',
  'merriweather',
  'montserrat',
  'open-sans',
  'playfair-display',
  'poppins',
  'roboto',
  'roboto-slab',
  'source-serif-4',
];
const heldOut = ['lora', 'nunito', 'zilla-slab'];
const weights = [100, 300, 400, 500, 700, 900];

const side = 28;
const box = 20;
const require = createRequire(import.meta.url);
const fontkit = require('fontkit');
const { Resvg } = require('@resvg/resvg-js');

/** The files of a family: Latin letters, by weight, upright and italic. */
function facesOf(family) {
  const folder = join(dirname(require.resolve(`@fontsource/${family}/package.json`)), 'files');
  const names = new Set(readdirSync(folder));
  return weights
    .flatMap((weight) => ['normal', 'italic'].map((style) => `${family}-latin-${weight}-${style}.woff`))
    .filter((name) => names.has(name))
    .map((name) => ({ name, font: fontkit.create(readFileSync(join(folder, name))) }));
}

/** The ink of a glyph, 28 x 28 bytes, 0 is paper. */
function drawn(font, digit) {
  const [glyph] = font.layout(String(digit)).glyphs;
  const { minX, minY, maxX, maxY } = glyph.path.bbox;
  const scale = box / Math.max(maxX - minX, maxY - minY);
  const [left, top] = [(side - scale * (maxX - minX)) / 2, (side - scale * (maxY - minY)) / 2];
  const place = `matrix(${scale} 0 0 ${-scale} ${left - scale * minX} ${top + scale * maxY})`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="${side}" height="${side}" fill="#000"/><path fill="#fff" transform="${place}" d="${glyph.path.toSVG()}"/></svg>`;
  const { pixels } = new Resvg(svg).render();
  return centred(Uint8Array.from({ length: side * side }, (_, i) => pixels[4 * i]));
}

/** Moved by whole pixels, so that the centre of the ink is as near as it gets to the picture's. */
function centred(ink) {
  let [sum, x, y] = [0, 0, 0];
  ink.forEach((v, i) => {
    sum += v;
    x += v * (i % side);
    y += v * Math.floor(i / side);
  });
  const middle = (side - 1) / 2;
  const [dx, dy] = [Math.round(middle - x / sum), Math.round(middle - y / sum)];
  const out = new Uint8Array(side * side);
  ink.forEach((v, i) => {
    const [u, w] = [(i % side) + dx, Math.floor(i / side) + dy];
    if (u >= 0 && u < side && w >= 0 && w < side) out[w * side + u] = v;
  });
  return out;
}

/** mulberry32, as in scripts/digits.mjs. */
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

const uniform = generator(1998);
function shuffled(rows) {
  for (let i = rows.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [rows[i], rows[j]] = [rows[j], rows[i]];
  }
  return rows;
}

const seen = new Set();
let faces = 0;
function rowsOf(families) {
  const rows = [];
  for (const family of families) {
    const found = facesOf(family);
    for (const { font } of found) {
      let kept = 0;
      for (let label = 0; label < 10; label++) {
        const pixels = drawn(font, label);
        const key = Buffer.from(pixels).toString('base64');
        if (seen.has(key)) continue;
        seen.add(key);
        rows.push({ label, pixels: Buffer.from(pixels) });
        kept++;
      }
      if (kept > 0) faces++;
    }
    console.log(`${family}: ${found.length} faces`);
  }
  return shuffled(rows);
}

const train = rowsOf(trained);
const held = rowsOf(heldOut);
const bytes = pack({ rows: [...train, ...held], trainCount: train.length });
const path = join(dirname(fileURLToPath(import.meta.url)), '../../public/data/font-digits.bin');
writeFileSync(path, bytes);
console.log(`${faces} faces: ${train.length} digits to train on, ${held.length} held out, ${bytes.length} bytes`);
