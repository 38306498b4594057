import { h } from 'preact';
import { describe, expect, it } from 'vitest';
import ChargesView from '../../components/figure/Charges/ChargesView';
import { nearest } from '../../components/figure/Charges/edit';
import { summary } from '../../components/figure/Charges/labels';
import {
  added,
  chargesSchema,
  howMany,
  most,
  placesOf,
  reach,
  removed,
  shifted,
  type ChargesSettings,
} from '../../components/figure/Charges/state';
import {
  askCloud,
  downNow,
  firstShown,
  fluxNow,
  linesKey,
  linesNow,
  type Shown,
} from '../../components/figure/Charges/work';
import { decode, encode } from '../../components/figure/link';
import { batch } from '../../src/core/batch';
import { charges, descending, fallingLevels, fluxOver, landing } from '../../src/core/electrostatics';
import type { Descended, DescentSpec } from '../../src/engine/kinds/charges/types';
import { mount } from './dom';

const start = chargesSchema.defaults;
function all<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

describe('a cloud of data', () => {
  const s: ChargesSettings = { ...start, at: 'moons', points: 100, space: 'plane' };
  const asked: DescentSpec[] = [];
  /** The engine's answer, by the plain sum. */
  const ask = ((_: string, spec: DescentSpec): Promise<Descended> => {
    asked.push(spec);
    const points = batch(spec.points, spec.dim);
    const field = charges({ points, extra: 1 });
    const descent = all(descending(field, spec.lines, fallingLevels(spec.radius, spec.last, spec.pieces)));
    const more = { energy: spec.compare ? 0.01 : null, flux: spec.compare ? fluxOver(field, 6, 4) : null };
    return Promise.resolve({ descent, landing: landing(descent, points), ...more, kernel: false, milliseconds: 1 });
  }) as Parameters<typeof askCloud>[3];
  const run = async (s: ChargesSettings, newest = linesKey(s)) => {
    let shown: Shown = firstShown(s, undefined);
    const told: boolean[] = [];
    asked.length = 0;
    const change = (part: Partial<Shown>) => {
      shown = { ...shown, ...part };
    };
    const { signal } = new AbortController();
    await askCloud(s, { change, signal }, { newest: () => newest, brief: (is) => void told.push(is) }, ask);
    return { shown, told };
  };

  it('is the preset’s, with the points that were moved, and travels in a link', () => {
    expect(howMany(s)).toBe(100);
    const plain = placesOf(s);
    const shifts = shifted({ ...s, shifts: [[3, 1, 1]] }, 7, 9, 0);
    expect(shifts).toEqual([
      [3, 1, 1],
      [7, reach, 0],
    ]);
    const moved = placesOf({ ...s, shifts });
    expect(moved.slice(14, 16)).toEqual([reach, 0]);
    expect(moved.filter((v, i) => v !== plain[i])).toHaveLength(4);
    let many: ChargesSettings = s;
    for (let i = 0; i < 15; i++) many = { ...many, shifts: shifted(many, i, 0, 0) };
    expect(many.shifts.map(([index]) => index)).toEqual(Array.from({ length: most }, (_, i) => i + 3));
    const values = chargesSchema.encode(many, start);
    expect(chargesSchema.parse(decode(encode(values)).values).settings).toEqual(many);
    for (const wrong of [[[1, 2]], [[-1, 0, 0]], [[2000, 0, 0]], [[1, 9, 9]], [[1, 0, NaN]], 3])
      expect(chargesSchema.parse({ shifts: wrong }).problems).toHaveLength(1);
    expect(added(s)).toBeNull();
    expect(removed(s, 0)).toBeNull();
  });

  it('is asked for a few lines, then for all, then for a crowd', async () => {
    const { shown, told } = await run(s);
    expect(asked.map(({ lines, compare }) => [lines, compare])).toEqual([
      [24, false],
      [120, false],
      [600, true],
    ]);
    expect(told).toEqual([true, false, false]);
    expect(linesNow(s, shown)).toMatchObject({ few: false });
    expect(linesNow(s, shown).descent.from).toHaveLength(120);
    // Where a few begin below the last height, they never set out.
    expect(downNow(s, shown)?.x.data).toHaveLength(2 * shown.crowd!.landed);
    expect(shown.crowd!.landed).toBeGreaterThan(590);
    expect(fluxNow(s, shown)?.flux).toHaveLength(4);
    expect(summary(s, linesNow(s, shown), shown.crowd!, null, downNow(s, shown))).toContain(
      '100 charges in a plane, points of “Moons”',
    );
    // While a hand moves a point, the lines of where it was are drawn; of another cloud they are not.
    const next = { ...s, shifts: shifted(s, 1, 0, 0) };
    expect(linesNow(next, shown)).toMatchObject({ few: true });
    expect(linesNow(next, shown).descent.from).toHaveLength(120);
    expect(downNow(next, shown)).toBeNull();
    expect(linesNow({ ...s, at: 'spiral' }, shown).descent.from).toHaveLength(0);
  });

  it('is asked for no more where a hand has moved on', async () => {
    await run(s, 'another');
    expect(asked).toHaveLength(1);
  });

  it('gives one charge to a hand, and another on demand', () => {
    const page = mount(h(ChargesView, { id: 'fig-x', initial: { at: 'moons', points: 200, pick: 7 } }));
    const handle = () => page.find('.ch-handles [role=slider]');
    expect(page.all('.ch-handles [role=slider]')).toHaveLength(1);
    expect(handle().getAttribute('aria-label')).toBe('Charge 7 of 200');
    const before = handle().getAttribute('aria-valuetext');
    page.key(handle(), 'ArrowRight');
    expect(handle().getAttribute('aria-valuetext')).not.toBe(before);
    page.key(handle(), 'Enter');
    expect(handle().getAttribute('aria-label')).toBe('Charge 8 of 200');
    page.unmount();
    expect(nearest({ ...s, at: [-1, 0, 1, 0], space: 'plane' }, 0.4, 2)).toBe(1);
  });
});
