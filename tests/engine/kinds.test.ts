import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/engine/client';
import { transferables } from '../../src/engine/protocol';
import { digitsGan } from '../../src/engine/kinds/digits-gan/index';
import { digits } from '../../src/engine/kinds/digits/index';
import { latent } from '../../src/engine/kinds/latent/index';
import { planeGan } from '../../src/engine/kinds/plane-gan/index';
import { plane } from '../../src/engine/kinds/plane/index';
import { pupil } from '../../src/engine/kinds/pupil/index';
import { halfOf } from '../../src/engine/worker/load';

const engine = 'src/engine';
const folders = readdirSync(join(engine, 'kinds'));
const files = readdirSync(engine, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.ts'));

describe('the table of kinds', () => {
  it('has a line for each folder, and a folder for each line', () => {
    const table = readFileSync(join(engine, 'kinds.ts'), 'utf8');
    const lines = table.slice(table.indexOf('interface Kinds {'), table.indexOf('export type KindName'));
    const named = [...lines.matchAll(/^ {2}'?([a-z-]+)'?: \w+;$/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual([...folders].sort());
  });

  it('is the one place of the engine outside the folders that names a kind', () => {
    const elsewhere = files.filter((name) => !name.startsWith('kinds/') && name !== 'kinds.ts');
    expect(elsewhere.length).toBeGreaterThan(20);
    const naming = elsewhere.filter((name) => {
      const text = readFileSync(join(engine, name), 'utf8');
      return folders.some((kind) => text.includes(`'${kind}'`) || text.includes(`kinds/${kind}`));
    });
    expect(naming).toEqual([]);
  });

  it.each(folders)('%s comes with the half that the worker loads by its name', async (name) => {
    const half = await halfOf(name);
    expect('open' in half || 'stand' in half).toBe(true);
  });

  it('names each page half as its folder', () => {
    expect([plane, planeGan, digits, digitsGan, pupil, latent].map(({ name }) => name)).toEqual([
      'plane',
      'plane-gan',
      'digits',
      'digits-gan',
      'pupil',
      'latent',
    ]);
  });

  it('keeps the worker’s half out of the page’s', () => {
    const page = files.filter((name) =>
      /^kinds\/[^/]+\/(index|settings|types|watch|built|unpack|asks)\.ts$/.test(name),
    );
    const drawn = page.filter((name) =>
      /from '\.\/(worker|parse|build)\b|\/worker\/|\.\.\/build\//.test(readFileSync(join(engine, name), 'utf8')),
    );
    expect(drawn).toEqual([]);
  });

  it('has no likelihood for a GAN to be asked for', () => {
    const asked = (gan: Run<'plane-gan'>, diffusion: Run<'plane'>) => {
      // @ts-expect-error a GAN samples a density that it cannot evaluate
      void gan.ask('likelihood', { points: new Float64Array(2) });
      // @ts-expect-error a likelihood is of points
      void diffusion.ask('likelihood', { count: 3, seed: 1, which: 'ema' });
      // @ts-expect-error a diffusion model has no players
      diffusion.step(1, 'generator');
      gan.step(1, 'generator');
      return gan.ask('sample', { count: 3, seed: 1, which: 'ema' });
    };
    expect(asked).toBeTypeOf('function');
  });
});

describe('what a report hands over', () => {
  it('is every array that fills a buffer of its own, once, wherever it stands', () => {
    const own = new Float32Array(3);
    const deep = new Uint8Array(2);
    const value = { a: own, list: [{ deep }, 5, null], again: own, view: new Float64Array(new ArrayBuffer(64), 8, 2) };
    expect(transferables({ type: 'reply', request: 1, value })).toEqual([own.buffer, deep.buffer]);
  });

  it('is nothing of an array without numbers, nor of a part of another’s memory', () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const value = [new Float64Array(0), new Float32Array(memory.buffer, 16, 4)];
    expect(transferables({ type: 'progress', request: 1, progress: value })).toEqual([]);
  });
});
