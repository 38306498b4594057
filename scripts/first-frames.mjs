// Computes what the figures show before a touch, ahead of the pages that need it, and keeps it in .cache/first-frames. Run beside
// `astro build` (scripts/pages.mjs does so): whoever comes to a frame first computes it, the other waits for it or finds it kept.
//
//   node scripts/first-frames.mjs [PART OF]   part PART of OF processes, from 0: where in the list it begins
//
// It goes through the list backwards, as the pages are made forwards.
import { fileURLToPath } from 'node:url';
import { markCode } from '../src/engine/build/cached.ts';
import { runTypeScript } from './typescript.mjs';

const [part, of] = process.argv.slice(2).map(Number);
// Before anything of it is loaded: see cached.ts.
if (!process.env.FIRST_FRAMES) markCode(fileURLToPath(new URL('..', import.meta.url)));
const { compute, jobs } = await runTypeScript('scripts/first-frames/main.ts');
const all = jobs();
const from = all.length - 1 - Math.floor(((part || 0) * all.length) / (of || 1));
for (let i = 0; i < all.length; i++) await compute(all[(from - i + all.length) % all.length]);
// What answers a page's questions keeps a port open: the program ends when the list does.
process.exit(0);
