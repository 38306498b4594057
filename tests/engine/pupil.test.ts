import { afterEach, describe, expect, it, vi } from 'vitest';
import { pupilMethods, type PupilMethod } from '../../src/engine/kinds/pupil/methods';
import { parsePupilSettings } from '../../src/engine/kinds/pupil/parse';
import {
  lengthsOf,
  needsNewPupil,
  pupilDefaults,
  pupilSettings,
  stretchAt,
  stretchesOf,
  type PupilSettings,
} from '../../src/engine/kinds/pupil/settings';
import { unpackPupil } from '../../src/engine/kinds/pupil/unpack';
import { pupil } from '../../src/engine/kinds/pupil/index';
import { build } from '../../src/engine/kinds/pupil/build';
import { prerender } from '../../src/engine/build/prerender';
import { decodeCheckpoint, encodeCheckpoint } from '../../src/engine/checkpoint';
import { forwardFlops, stepFlops } from '../../src/core/network';
import { normalBatch, random } from '../../src/core/random';
import { begin, closePupils, distance, find, short } from './pupils';

vi.mock('../../src/engine/worker/messages', () => ({
  yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
}));

afterEach(closePupils);

describe('a pupil’s settings', () => {
  it('have the lengths of their method, and refuse a teacher that is not there', () => {
    for (const method of pupilMethods) expect(parsePupilSettings({ method })).toEqual(pupilSettings(method));
    expect(() => parsePupilSettings({ method: 'shortcut', teacherSteps: 5 })).toThrow(
      'teacherSteps is 5 (expected 0: shortcut has no teacher)',
    );
    expect(() => parsePupilSettings({ method: 'pairs', teacherSteps: 0 })).toThrow(
      'teacherSteps is 0 (expected 1 or more: pairs has a teacher)',
    );
    expect(() => parsePupilSettings({ method: 'mean-flow', schedule: 'cosine' })).toThrow(
      'schedule is cosine (expected flow: mean-flow is taught on straight lines)',
    );
    expect(() => parsePupilSettings({ method: 'osmosis' })).toThrow(/method is "osmosis" \(expected progressive/);
  });

  it('divide a run into stretches without a gap', () => {
    const all = stretchesOf({ method: 'progressive', teacherSteps: 100, pupilSteps: 52 });
    expect(all.map(({ stage, phase, to }) => [stage, phase, to])).toEqual([
      ['teacher', 0, 100],
      ['pupil', 16, 110],
      ['pupil', 8, 120],
      ['pupil', 4, 131],
      ['pupil', 2, 141],
      ['pupil', 1, 152],
    ]);
    expect(stretchAt(all, 99).stage).toBe('teacher');
    expect(stretchAt(all, 100).phase).toBe(16);
    expect(stretchAt(all, 9999).phase).toBe(1);
    expect(stretchesOf({ method: 'reflow', teacherSteps: 1, pupilSteps: 5 }).map(({ to }) => to)).toEqual([1, 81, 86]);
    expect(lengthsOf({ method: 'mean-flow', teacherSteps: 0, pupilSteps: 7 })).toEqual({ teacher: 0, total: 7 });
  });

  it('say which changes begin anew', () => {
    expect(needsNewPupil(pupilDefaults, { ...pupilDefaults, stopAfter: 5, speed: 3, sampleCount: 9 })).toBe(false);
    expect(needsNewPupil(pupilDefaults, { ...pupilDefaults, race: { group: 'a', by: 'flops', budget: 0 } })).toBe(true);
    for (const change of [
      { schedule: 'linear' },
      { clock: 'quick' },
      { seed: 8 },
      { method: 'pairs' },
      { fake: false },
      { teacherSteps: 3 },
      { pupilSteps: 9 },
    ]) {
      expect(needsNewPupil(pupilDefaults, { ...pupilDefaults, ...(change as Partial<PupilSettings>) })).toBe(true);
    }
  });
});

describe('a teacher and its pupil as one run', () => {
  it.each(pupilMethods)(
    'goes through the stages of %s, and on after a file as if there had been none',
    async (method) => {
      const a = begin(short(method));
      const { total, teacher } = lengthsOf(a.settings);
      await a.run.prepare();
      expect(a.last().stage).toBe(teacher > 0 ? 'teacher' : 'pupil');
      // Within the last phase, so that all networks have been at work.
      await a.run.step(total - 1);
      const file = a.run.save();
      const before = a.last();
      expect(before.stage).toBe('pupil');
      await a.run.step(1);
      const b = begin(short(method));
      await b.run.prepare(file);
      expect(b.last()).toMatchObject({ step: total - 1, cost: before.cost, stage: 'pupil', phase: before.phase });
      expect(b.last().looks).toEqual(before.looks);
      expect(b.last().spent.flops).toBeCloseTo(before.spent.flops, -3);
      await b.run.step(1);
      expect(b.last().looks).toEqual(a.last().looks);
      expect(b.last().loss).toBe(a.last().loss);
    },
    60_000,
  );

  it('begins anew at a reset, and then goes the same way', async () => {
    const { run, last } = begin(short('progressive'));
    await run.prepare();
    await run.step(13);
    const first = last();
    await run.reset();
    expect(last()).toMatchObject({ step: 0, stage: 'teacher', spent: { flops: 0 }, cost: { pupil: { flops: 0 } } });
    await run.step(13);
    expect(last().looks).toEqual(first.looks);
  });

  it('takes as many steps in slices as at once, to the end of a stage and then to the end', async () => {
    const { run, last, settings } = begin({ ...short('progressive'), stopAfter: 6 });
    const play = async () => {
      await run.play();
      while ((await run.slice()) < Infinity);
    };
    await run.prepare();
    await play();
    expect(last()).toMatchObject({ step: 6, status: 'done', stage: 'pupil', phase: 16 });
    await run.configure(1, { stopAfter: settings.pupilSteps }, 'continue');
    await play();
    expect(last()).toMatchObject({ step: 16, status: 'done', phase: 1 });
    const other = begin(short('progressive'));
    await other.run.prepare();
    await other.run.step(16);
    expect(other.last().looks).toEqual(last().looks);
  });

  it('counts operations by stage, questions and derivatives too', async () => {
    const network = { width: 64, depth: 3, prediction: 'v' } as const;
    const [forward, step] = [forwardFlops(network, 2, 256), stepFlops(network, 2, 256)];
    const costs: [PupilMethod, number][] = [
      ['progressive', step + 2 * forward],
      ['consistency-distillation', step + 3 * forward],
      ['discrete-distillation', step + 2 * forward],
      ['easy-consistency', step + forward],
      ['distribution-matching', 2 * step + 3 * forward],
      ['pairs', step],
      ['consistency-training', step + 2 * forward],
      ['shortcut', step + forward],
    ];
    for (const [method, each] of costs) {
      const { run, last, settings } = begin({ ...short(method), sampleCount: 0 });
      await run.prepare();
      await run.step(lengthsOf(settings).total);
      const { cost, spent } = last();
      expect(cost.teacher.flops).toBe(settings.teacherSteps * step);
      expect(cost.pairs.flops).toBe(method === 'pairs' ? 20_480 * 32 * (forward / 256) : 0);
      expect(cost.pupil.flops).toBe(10 * each);
      expect(spent.flops / (cost.teacher.flops + cost.pairs.flops + cost.pupil.flops)).toBeCloseTo(1, 9);
    }
  }, 60_000);

  it('keeps a teacher that has learned for the next pupil of the same, and for no other', async () => {
    const { run, last } = begin(short('progressive'));
    await run.prepare();
    await run.step(8);
    const teacher = last().looks.filter(({ of }) => of === 'teacher');
    const cost = { ...last().cost, pupil: { flops: 0, milliseconds: 0 } };
    await run.configure(1, { method: 'consistency-distillation' }, 'reset');
    expect(last()).toMatchObject({ step: 6, stage: 'pupil', phase: 0, cost });
    expect(last().looks.filter(({ of }) => of === 'teacher')).toEqual(teacher);
    await run.configure(2, { method: 'reflow', schedule: 'flow' }, 'reset');
    expect(last()).toMatchObject({ step: 0, stage: 'teacher' });
    await run.configure(3, { method: 'progressive', schedule: 'cosine', teacherSteps: 7 }, 'reset');
    expect(last()).toMatchObject({ step: 0, stage: 'teacher' });
  });

  it('refuses a file of another method, and one that lacks a network', async () => {
    const { run } = begin(short('progressive'));
    await run.prepare();
    await run.step(12);
    const file = run.save();
    const other = begin(short('pairs'));
    await other.run.prepare();
    await expect(other.run.load(file)).rejects.toThrow(
      'This pupil is of progressive, 6 and 10 steps (expected pairs, 6 and 10)',
    );
    const { about, arrays } = decodeCheckpoint(file);
    const { 'pupil of 16 ema': _gone, ...left } = arrays;
    await expect(run.load(encodeCheckpoint({ about, arrays: left }))).rejects.toThrow(
      'This file lacks the pupil of 16’s weights.',
    );
    const { 'teacher weights': first, ...rest } = arrays;
    const cut = encodeCheckpoint({ about, arrays: { ...rest, 'teacher weights': first.subarray(1) } });
    await expect(run.load(cut)).rejects.toThrow('The teacher does not fit: saved weights hold');
  });
});

describe('a pupil learns', () => {
  it('the ring in one evaluation, by halving its teacher’s steps', async () => {
    const { run, last, finish } = begin();
    await run.prepare();
    await finish();
    const end = last();
    expect(distance(end, 'teacher', 1)).toBeGreaterThan(1);
    expect(distance(end, 'teacher', 50)).toBeLessThan(0.008);
    expect(distance(end, 'pupil', 1)).toBeLessThan(0.011);
    expect(find(end, 'pupil', 1)).toMatchObject({ modesCovered: 8, phase: 1 });
    expect(find(end, 'pupil', 4).phase).toBe(4);
    expect(find(end, 'teacher', 8).samples).toHaveLength(0);
    expect(find(end, 'teacher', 50).samples).toHaveLength(1000);
  }, 120_000);

  it('one point where distribution matching lacks its second network', async () => {
    const { run, last, finish } = begin({
      method: 'distribution-matching',
      fake: false,
      teacherSteps: 600,
      pupilSteps: 300,
    });
    await run.prepare();
    await finish();
    const { samples } = find(last(), 'pupil', 1);
    const mean = [0, 1].map(
      (d) => samples.reduce((sum, v, i) => sum + (i % 2 === d ? v : 0), 0) / (samples.length / 2),
    );
    const spread = Math.sqrt(samples.reduce((sum, v, i) => sum + (v - mean[i % 2]) ** 2, 0) / samples.length);
    expect(spread).toBeLessThan(1);
    expect(distance(last(), 'pupil', 1)).toBeGreaterThan(0.3);
  }, 60_000);
});

describe('the map of a network', () => {
  const map = { key: 'mine', x: Float64Array.of(0.3, -0.2, 1.5, 0.4, 0.3, -0.2), t: Float64Array.of(0, 0.6, 1) };

  it('is x where there is no noise, and elsewhere what one evaluation of the one who learns gives', async () => {
    const { run, last } = begin({ ...short('consistency-distillation'), sampleCount: 0 });
    await run.prepare();
    expect(last().map).toBeNull();
    await run.setWatch({ map });
    const untrained = last().map!;
    expect(untrained).toMatchObject({ key: 'mine', of: 'teacher' });
    [0.3, -0.2].forEach((v, i) => expect(untrained.ends[i]).toBeCloseTo(v, 5));
    await run.step(6);
    const before = last().map!;
    // The pupil begins as its teacher.
    expect(before.of).toBe('pupil');
    await run.step(10);
    expect(last().map!.ends.slice(2)).not.toEqual(before.ends.slice(2));
    [0.3, -0.2].forEach((v, i) => expect(last().map!.ends[i]).toBeCloseTo(v, 5));
  });

  it('is where its samples are, from noise', async () => {
    const { run, last } = begin({ ...short('improved-consistency'), sampleCount: 20 });
    await run.prepare();
    await run.step(4);
    const noise = normalBatch(20, 2, random(7)).data;
    await run.setWatch({ map: { key: 'noise', x: noise, t: new Float64Array(20).fill(1) } });
    const samples = find(last(), 'pupil', 1).samples;
    last().map!.ends.forEach((v, i) => expect(v).toBeCloseTo(samples[i], 4));
  });
});

describe('a pupil of build time', () => {
  it('travels as plain numbers', async () => {
    const settings = { ...pupilDefaults, teacherSteps: 30, pupilSteps: 30, sampleCount: 60, stopAfter: 60 };
    const built = await prerender(pupil, settings, {});
    expect(JSON.parse(JSON.stringify(built))).toEqual(built);
    expect(built.history).toHaveLength(Math.ceil(60 / Math.ceil(60 / build.looks)));
    const shown = unpackPupil(built);
    expect(shown).toMatchObject({ run: 'built', step: 60, stage: 'pupil', phase: 1 });
    expect(shown.looks).toHaveLength(9);
    expect(shown.looks[0].samples).toHaveLength(120);
  }, 60_000);
});
