import { describe, expect, it } from 'vitest';
import { levelText, timeAxis, timeTicks } from '../../components/figure/timeAxis';
import { conventions } from '../../src/core/notation';
import { makeSchedule, scheduleDefaults } from '../../src/core/schedule/index';
import { frame } from '../../src/picture/frame';

const cosine = makeSchedule(scheduleDefaults.cosine);
const linear = makeSchedule(scheduleDefaults.linear);

describe('the axis of time', () => {
  it("is the book's own where no other is asked for", () => {
    const axis = timeAxis('book', cosine);
    expect([axis.label, axis.domain, axis.log, axis.place(0.3), axis.text(0.26), axis.text(0.5, 3)]).toEqual([
      'time t',
      [0, 1],
      false,
      0.3,
      't = 0.26',
      't = 0.500',
    ]);
  });

  it('says and places what the formulas of each notation give', () => {
    const t = 0.4;
    const ratio = linear.sigma(t) / linear.alpha(t);
    expect(timeAxis('ddpm', linear).text(t)).toBe('t = 400');
    expect(timeAxis('ddpm', linear).domain).toEqual([0, 1000]);
    expect(timeAxis('edm', linear).place(t)).toBeCloseTo(ratio, 12);
    expect(timeAxis('edm', linear).text(t)).toBe(`σ = ${ratio.toFixed(1)}`);
    expect(timeAxis('flow', linear).place(t)).toBeCloseTo(ratio / (1 + ratio), 12);
    expect(timeAxis('sde', linear).text(t)).toBe('t = 0.40');
  });

  it('makes a frame that every time falls into, in every notation and both directions', () => {
    for (const convention of conventions) {
      for (const ends of [
        [0, 1],
        [1, 0],
      ] as const) {
        const axis = timeAxis(convention, cosine, ends);
        const box = frame({ width: 300, height: 100, x: axis.domain, xLog: axis.log, y: [0, 1] });
        const at = [0, 0.1, 0.5, 0.9, 1].map((t) => box.x(axis.place(t)));
        const along = ends[0] === 0 ? at : [...at].reverse();
        expect(
          along.every((x) => x >= 0 && x <= 300),
          convention,
        ).toBe(true);
        expect(along).toEqual([...along].sort((a, b) => a - b));
      }
    }
  });

  it('spans on a logarithmic axis what is shown, within levels that can be seen', () => {
    expect(timeAxis('edm', cosine, [0, 1], [0.02, 0.98]).domain.map((value) => Number(value.toPrecision(2)))).toEqual([
      Number((cosine.sigma(0.02) / cosine.alpha(0.02)).toPrecision(2)),
      Number((cosine.sigma(0.98) / cosine.alpha(0.98)).toPrecision(2)),
    ]);
    expect(timeAxis('edm', cosine).domain).toEqual([0.002, 200]);
    expect(() => timeAxis('edm', cosine, [0, 1], [0.5, 0.5])).toThrow(/same noise/);
  });

  it('has words for a noise level beside a signal of full size', () => {
    expect(conventions.map((convention) => levelText(convention, 1))).toEqual([
      'σ = 1.0',
      'ᾱ = 0.50',
      'σ = 1.0',
      'σ = 1.0',
      't = 0.50',
    ]);
  });
});

describe('marks of a notation on an axis laid out in t', () => {
  it('stand where the schedule has those values', () => {
    for (const schedule of [cosine, linear]) {
      for (const { value, label } of timeTicks('edm', schedule))
        expect(schedule.sigma(value) / schedule.alpha(value)).toBeCloseTo(Number(label), 2);
      for (const { value, label } of timeTicks('flow', schedule)) {
        const [alpha, sigma] = [schedule.alpha(value), schedule.sigma(value)];
        expect(sigma / (alpha + sigma)).toBeCloseTo(Number(label), 2);
      }
    }
    expect(timeTicks('ddpm', linear).map(({ value, label }) => [value, label])).toEqual([
      [0, '0'],
      [0.25, '250'],
      [0.5, '500'],
      [0.75, '750'],
      [1, '1000'],
    ]);
    expect(timeTicks('edm', linear).map(({ label }) => label)).toEqual(expect.arrayContaining(['1', '10', '100']));
  });

  it('leave room between them', () => {
    for (const convention of conventions) {
      const places = timeTicks(convention, linear).map(({ value }) => value);
      for (let i = 1; i < places.length; i++) expect(places[i] - places[i - 1]).toBeGreaterThanOrEqual(0.07);
    }
  });
});
