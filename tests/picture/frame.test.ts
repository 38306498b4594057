import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frame, squareFrame } from '../../src/picture/frame';
import { logTicks, ticks } from '../../src/picture/ticks';

describe('frame', () => {
  it('maps the corners of the data to the corners inside the margins', () => {
    const f = frame({ width: 100, height: 50, margin: { left: 10, bottom: 5 }, x: [0, 2], y: [-1, 1] });
    expect([f.x(0), f.x(2), f.y(-1), f.y(1)]).toEqual([10, 100, 45, 0]);
  });

  it('inverts, linear and logarithmic', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 10, noNaN: true }), fc.boolean(), (v, log) => {
        const f = frame({ width: 320, height: 200, margin: 12, x: [0.01, 10], y: [0.01, 10], xLog: log, yLog: log });
        expect(f.invertX(f.x(v))).toBeCloseTo(v, 9);
        expect(f.invertY(f.y(v))).toBeCloseTo(v, 9);
      }),
    );
  });

  it('with equal axes keeps circles round and shows at least what was asked', () => {
    const f = frame({ width: 300, height: 100, x: [-1, 1], y: [-1, 1], equal: true });
    expect(f.x(1) - f.x(0)).toBeCloseTo(f.y(0) - f.y(1), 9);
    expect(f.xDomain).toEqual([-3, 3]);
    expect(f.yDomain).toEqual([-1, 1]);
  });

  it('knows what is inside', () => {
    const f = squareFrame(2);
    expect([f.contains(2, -2), f.contains(2.01, 0), f.contains(NaN, 0)]).toEqual([true, false, false]);
  });

  it('refuses what it cannot draw, naming it', () => {
    expect(() => frame({ width: 10, height: 10, margin: 5, x: [0, 1], y: [0, 1] })).toThrow(/no room/);
    expect(() => frame({ width: 10, height: 10, x: [1, 1], y: [0, 1] })).toThrow(/x domain is \[1, 1\]/);
    expect(() => frame({ width: 10, height: 10, x: [0, 1], y: [0, Infinity] })).toThrow(/y domain/);
    expect(() => frame({ width: 10, height: 10, x: [0, 1], y: [0, 1], yLog: true })).toThrow(/positive/);
  });
});

describe('ticks', () => {
  it('are round, labelled with the digits they need', () => {
    expect(ticks([0, 1], 4).map((t) => t.label)).toEqual(['0', '0.2', '0.4', '0.6', '0.8', '1']);
    expect(ticks([0, 0.5], 2).map((t) => t.label)).toEqual(['0', '0.2', '0.4']);
    expect(ticks([-3, 3], 3).map((t) => t.label)).toEqual(['\u22122', '0', '2']);
    expect(ticks([0, 100_000], 2).map((t) => t.label)).toEqual(['0', '50000', '100000']);
    expect(ticks([0, 1], 5).map((t) => t.value)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  it('are powers of ten on a log axis, thinned when many', () => {
    expect(logTicks([0.001, 10]).map((t) => t.label)).toEqual(['0.001', '0.01', '0.1', '1', '10']);
    expect(logTicks([1e-9, 1], 4).map((t) => t.label)).toEqual(['1e\u22129', '1e\u22126', '0.001', '1']);
  });
});
