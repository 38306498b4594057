import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cached, markCode } from '../../src/engine/build/cached';
import { codeOf } from '../../src/engine/build/code';

let root: string;
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const frames = () => readdirSync(join(root, '.cache/first-frames'));
/** A function that says how often it was asked. */
const counting = <T>(value: T) => vi.fn(() => Promise.resolve(value));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'frames-'));
  write('src/core/a.ts', 'one');
  write('components/figure/kit/k.ts', 'kit');
  write('components/figure/useFigure.ts', 'hook');
  write('components/figure/Hero/state.ts', 'hero');
  write('components/figure/Hero/hero.css', 'red');
  write('components/figure/Other/state.ts', 'other');
  markCode(root);
});
afterEach(() => {
  delete process.env['FIRST_FRAMES'];
  rmSync(root, { recursive: true, force: true });
});

describe('first frames', () => {
  it('are computed once for the same inputs, and come back as they were', async () => {
    const value = { x: Float32Array.of(1, NaN, -0), nested: [undefined, { y: 1e-300 }], none: null };
    const compute = counting(value);
    expect(await cached('Hero', { seed: 1 }, compute)).toBe(value);
    const again = await cached('Hero', { seed: 1 }, compute);
    expect(again).toEqual(value);
    expect(Object.is(again.x[2], -0)).toBe(true);
    expect(compute).toHaveBeenCalledTimes(1);
    await cached('Hero', { seed: 2 }, compute);
    await cached('Other', { seed: 1 }, compute);
    expect(compute).toHaveBeenCalledTimes(3);
    expect(frames()).toHaveLength(3);
  });

  it.each([
    'src/core/a.ts',
    'src/engine/new.ts',
    'src/site/record.json',
    'components/figure/kit/k.ts',
    'components/figure/useFigure.ts',
    'components/figure/Hero/state.ts',
    'components/figure/Hero/deeper/new.ts',
    'components/control/curve.ts',
    'content/symbols.ts',
    'public/weights/digits.bin',
    'package-lock.json',
  ])('are of the code that they were computed by: %s counts', async (path) => {
    const compute = counting(1);
    await cached('Hero', null, compute);
    write(path, 'changed');
    markCode(root);
    await cached('Hero', null, compute);
    expect(compute).toHaveBeenCalledTimes(2);
  });

  it.each(['components/figure/Hero/hero.css', 'components/figure/Other/state.ts', 'content/chapters/01.mdx'])(
    'stay where %s changes',
    async (path) => {
      const compute = counting(1);
      await cached('Hero', null, compute);
      write(path, 'changed');
      markCode(root);
      await cached('Hero', null, compute);
      expect(compute).toHaveBeenCalledTimes(1);
    },
  );

  it('are neither fetched nor kept once the code has changed since it was loaded', async () => {
    const compute = counting(1);
    await cached('Hero', 'kept', compute);
    write('src/core/a.ts', 'two');
    await cached('Hero', 'kept', compute);
    await cached('Hero', 'new', compute);
    expect(compute).toHaveBeenCalledTimes(3);
    expect(frames()).toHaveLength(1);
    // While it is computed too.
    write('src/core/a.ts', 'three');
    markCode(root);
    await cached('Hero', 'meanwhile', () => {
      write('src/core/a.ts', 'four');
      return Promise.resolve(1);
    });
    expect(frames()).toHaveLength(1);
  });

  it('are computed anew where the file is cut or altered', async () => {
    const compute = counting({ a: 'value' });
    await cached('Hero', null, compute);
    const path = join(root, '.cache/first-frames', frames()[0]);
    const whole = readFileSync(path);
    for (const damaged of [
      whole.subarray(0, whole.length - 1),
      whole.subarray(0, 3),
      whole.map((v, i) => (i === 40 ? v ^ 1 : v)),
    ]) {
      writeFileSync(path, damaged);
      expect(await cached('Hero', null, compute)).toEqual({ a: 'value' });
      expect(readFileSync(path)).toEqual(whole);
    }
    expect(compute).toHaveBeenCalledTimes(4);
  });

  it('are waited for where another is computing them, unless it is gone', async () => {
    let release = (_: number) => {};
    const slow = vi.fn(() => new Promise<number>((resolve) => (release = resolve)));
    const first = cached('Hero', null, slow);
    const second = cached('Hero', null, counting(2));
    await vi.waitFor(() => expect(frames().some((name) => name.endsWith('.claim'))).toBe(true));
    release(1);
    expect(await Promise.all([first, second])).toEqual([1, 1]);
    // No process has this number.
    const [name] = frames();
    rmSync(join(root, '.cache/first-frames', name));
    writeFileSync(join(root, '.cache/first-frames', `${name}.claim`), '4194305');
    expect(await cached('Hero', null, counting(3))).toBe(3);
    expect(frames()).toEqual([name]);
  });

  it('that fail are no one’s: the next one tries again', async () => {
    await expect(cached('Hero', null, () => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
    expect(frames()).toEqual([]);
    expect(await cached('Hero', null, counting(1))).toBe(1);
  });

  it('are of a figure that there is', async () => {
    await expect(cached('Nobody', null, counting(1))).rejects.toThrow('no folder of a figure Nobody');
  });

  it('are computed each time where no code was marked', async () => {
    delete process.env['FIRST_FRAMES'];
    const compute = counting(1);
    await cached('Hero', null, compute);
    await cached('Hero', null, compute);
    expect(compute).toHaveBeenCalledTimes(2);
  });
});

describe('the code', () => {
  it('has a hash for each figure, and one for what they share', () => {
    const before = codeOf(root);
    expect(Object.keys(before.figures)).toEqual(['Hero', 'Other']);
    write('components/figure/Hero/state.ts', 'changed');
    const after = codeOf(root);
    expect(after.shared).toBe(before.shared);
    expect(after.figures['Other']).toBe(before.figures['Other']);
    expect(after.figures['Hero']).not.toBe(before.figures['Hero']);
  });

  it('tells a file that moved from one that stayed', () => {
    const before = codeOf(root).shared;
    rmSync(join(root, 'src/core/a.ts'));
    write('src/core/b.ts', 'one');
    expect(codeOf(root).shared).not.toBe(before);
  });
});
