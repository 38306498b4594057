import fc from 'fast-check';
import { h } from 'preact';
import { describe, expect, it } from 'vitest';
import ChargesView from '../../components/figure/Charges/ChargesView';
import { fluxOver } from '../../src/core/electrostatics/flux';
import { placeText, pointsText, sharesText, spreadOf, summary } from '../../components/figure/Charges/labels';
import { numbersFor } from '../../components/figure/Charges/Handles';
import { turned } from '../../components/figure/Charges/ScenePanel';
import {
  added,
  chargesSchema,
  fieldOf,
  held,
  howMany,
  most,
  moved,
  pickedOf,
  placesOf,
  reach,
  removed,
  setNames,
  sets,
  type ChargesSettings,
} from '../../components/figure/Charges/state';
import {
  allLines,
  arrivalsNow,
  built,
  compute,
  coursesOf,
  fewLines,
  firstShown,
  linesKey,
  linesNow,
  sharesNow,
  type Shown,
} from '../../components/figure/Charges/work';
import { decode, encode } from '../../components/figure/link';
import { mount } from './dom';

const start = chargesSchema.defaults;
const plane: ChargesSettings = { ...start, space: 'plane' };
function all<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

describe('settings', () => {
  it('hold charges within reach, by a set’s name or by places, and travel in a link', () => {
    for (const name of setNames) {
      expect(chargesSchema.parse({ at: sets[name] }).problems).toEqual([]);
      expect(howMany({ at: name })).toBeLessThanOrEqual(most);
    }
    for (const at of ['ring', [1, 0.5], [0, 0, -1.25, 2]] as const) {
      const values = chargesSchema.encode({ ...start, at, space: 'plane' }, start);
      expect(chargesSchema.parse(decode(encode(values)).values).settings).toEqual({ ...start, at, space: 'plane' });
    }
    for (const at of ['rings', [1], [], [3, 3], [NaN, 0], new Array(26).fill(0), 7, null]) {
      const { settings, problems } = chargesSchema.parse({ at });
      expect(settings.at).toBe('five');
      expect(problems).toHaveLength(1);
    }
  });

  it('take charges by hand: moved, added and removed, always within reach, never none, never too many', () => {
    const coordinate = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom('line' as const, 'plane' as const),
        fc.array(fc.tuple(fc.constantFrom('move', 'add', 'gap', 'remove'), fc.nat(), coordinate, coordinate), {
          maxLength: 30,
        }),
        (space, hands) => {
          let s: ChargesSettings = { ...start, space };
          for (const [what, which, x, y] of hands) {
            const index = which % howMany(s);
            const at =
              what === 'move' ? moved(s, index, x, y)
              : what === 'remove' ? removed(s, index)
              : added(s, what === 'add' ? [x, y] : null); // prettier-ignore
            if (at === null) expect(howMany(s)).toBe(what === 'remove' ? 1 : most);
            else s = { ...s, at };
            expect(chargesSchema.parse({ at: placesOf(s) }).problems).toEqual([]);
          }
        },
      ),
    );
    expect(held('line', 9, 2)).toEqual([reach, 0]);
    expect(held('plane', 0, 5.2)).toEqual([0, reach]);
    expect(held('plane', 0, 0)).toEqual([0, 0]);
    // Into the widest gap of the line, between 0.7 and 2.2 or -1.3 and -0.2.
    const x = added(start)![10];
    expect(x).toBeGreaterThan(0.9);
    expect(x).toBeLessThan(2);
    expect(pickedOf({ at: 'two', pick: 3 })).toBe(-1);
  });

  it('turn the scene within half a turn, the eye above the plane', () => {
    expect(turned(190, 2)).toEqual({ turn: -170, tilt: 6 });
    expect(turned(-181, 90)).toEqual({ turn: 179, tilt: 84 });
  });
});

describe('work', () => {
  it('draws few lines at once and all of them in pieces, then counts', () => {
    const first = firstShown(start, undefined);
    let shown: Shown = first;
    const change = (part: Partial<Shown>) => {
      shown = { ...shown, ...part };
    };
    expect(linesNow(start, first).few).toBe(false);
    const s = { ...start, radius: 5 };
    const now = linesNow(s, shown);
    expect(now.few).toBe(true);
    expect(now).toEqual({ ...fewLines(s), few: true });
    expect(sharesNow(s, shown, now)).toBe(now.landing);
    expect(arrivalsNow(s, shown)).toBeNull();
    const work = compute(s, { shown, change });
    let turns = 0;
    while (!work.next().done) turns += 1;
    expect(turns).toBeGreaterThan(60);
    expect(linesNow(s, shown)).toEqual({ ...allLines(s), few: false });
    const { crowd, arrivals } = built(s);
    expect(sharesNow(s, shown, now)).toMatchObject(crowd);
    expect(arrivalsNow(s, shown)).toMatchObject(arrivals);
    expect(firstShown(s, built(s))).toEqual(shown);
  });

  it('computes again what changed, and nothing else', () => {
    const shown = firstShown(start, built(start));
    const again = (s: ChargesSettings) => {
      const parts: string[] = [];
      all(compute(s, { shown, change: (part) => void parts.push(...Object.keys(part)) }));
      return parts;
    };
    expect(again(start)).toEqual([]);
    expect(again({ ...start, lines: 40 })).toEqual(['lines', 'key']);
    expect(again({ ...start, last: 0.1 })).toEqual(['lines', 'key', 'crowd']);
    expect(linesKey({ ...start, down: 0.5, pick: 4, turn: 3 })).toBe(linesKey(start));
  });

  it('tells the lines of one charge apart', () => {
    const lines = fewLines(plane);
    const { others, own } = coursesOf(lines, 1);
    expect(own).toHaveLength(lines.landing.counts[1]);
    expect(others.length + own.length).toBe(24);
    expect(own[0]).toHaveLength(25 * 3);
    expect(coursesOf(lines, -1).own).toEqual([]);
  });
});

describe('labels', () => {
  it('say what is computed', () => {
    const lines = allLines(start);
    const crowd = built(start).crowd;
    expect(pointsText(start, lines)).toBe('60 points spread evenly on the half circle of radius 6.0');
    expect(pointsText({ ...start, down: 0.5 }, lines)).toMatch(
      /^z = 0\.35: \d+ points on their way, \d still on the half circle$/,
    );
    expect(pointsText({ ...start, down: 1 }, lines)).toMatch(
      /^z = 0\.020, the last: 60 points, on average 0\.0\d+ from/,
    );
    const { least, most: greatest } = spreadOf(crowd);
    const share = (value: number) => `${(100 * value).toFixed(1).replace('.0', '')}\u00a0%`;
    expect(sharesText(crowd)).toBe(`${share(least)} to ${share(greatest)} of ${crowd.landed} points; equal: 20\u00a0%`);
    expect(placeText(start, 0)).toBe('x \u22122.10');
    expect(placeText(plane, 0)).toBe('x \u22122.10, y 0.50');
    const text = summary(start, lines, crowd, fluxOver(fieldOf(start), 6, 60));
    expect(text).toContain('5 charges on a line, at \u22122.10');
    expect(text).toContain('end at the charges; 12 of them at charge 2');
    expect(text).toContain('equal shares would be 20');
    expect(
      summary(
        { ...start, at: [0, 0] },
        fewLines({ ...start, at: [0, 0] }),
        { counts: [24], landed: 24, off: 0 },
        { flux: [1] },
      ),
    ).toContain('1 charge on a line');
  });
});

describe('the view', () => {
  it('writes the numbers of charges where there is room, and the picked one’s always', () => {
    const places = [0, 10, 20, 60].map((x) => [x, 0] as const);
    expect([...numbersFor(places, -1)]).toEqual([0, 2, 3]);
    expect([...numbersFor(places, 1)]).toEqual([1, 3]);
    expect([...numbersFor(places, -1, 38)]).toEqual([0, 3]);
  });

  it('shows all before a touch, and is worked by keys', () => {
    const page = mount(h(ChargesView, { id: 'fig-x', built: built(start) }));
    const handles = () => page.all('.ch-handles [role=slider]');
    expect(handles()).toHaveLength(5);
    expect(handles()[0].getAttribute('aria-valuetext')).toBe('x \u22122.10');
    page.key(handles()[0], 'ArrowRight');
    expect(handles()[0].getAttribute('aria-valuetext')).toBe('x \u22122.05');
    page.key(handles()[0], 'ArrowLeft', true);
    expect(handles()[0].getAttribute('aria-valuetext')).toBe('x \u22122.30');
    expect(page.root.innerHTML).toContain('a few of them while you move');
    page.key(handles()[0], 'Enter');
    expect(handles()).toHaveLength(6);
    page.key(handles()[5], 'Delete');
    page.key(handles()[4], 'Backspace');
    expect(handles()).toHaveLength(4);
    page.unmount();
  });

  it('turns its scene by keys, and moves charges as they are seen', () => {
    const page = mount(h(ChargesView, { id: 'fig-x', initial: { space: 'plane', at: [1, 0], turn: 90, tilt: 30 } }));
    const turner = page.find('.ch-turner');
    page.key(turner, 'ArrowLeft');
    page.key(turner, 'ArrowUp');
    expect(turner.getAttribute('aria-valuetext')).toBe('turned by 95 degrees, seen from 35 degrees above the plane');
    page.key(turner, 'ArrowRight');
    // Turned by 90 degrees, to the right is along y.
    page.key(page.find('.ch-handles [role=slider]'), 'ArrowRight', true);
    expect(page.find('.ch-handles [role=slider]').getAttribute('aria-valuetext')).toBe('x 1.00, y 0.25');
    page.unmount();
  });
});
