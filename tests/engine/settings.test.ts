import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits, needsNewPlaneNetwork, planeDefaults } from '../../src/engine/kinds/plane/settings';
import { parsePlaneSettings } from '../../src/engine/kinds/plane/parse';

describe('run settings', () => {
  it('fills what is missing with the defaults', () => {
    expect(parsePlaneSettings({})).toEqual(planeDefaults);
    expect(parsePlaneSettings(planeDefaults)).toEqual(planeDefaults);
  });

  it('names the field, what it was and what was expected', () => {
    expect(() => parsePlaneSettings({ batchSize: 1e9 })).toThrow(
      'batchSize is 1000000000 (expected a whole number from 8 to 2048)',
    );
    expect(() => parsePlaneSettings({ network: { width: 60 } })).toThrow(
      'network width is 60 (expected a whole number from 8 to 256, a multiple of 8)',
    );
    expect(() => parsePlaneSettings({ weighting: 'snr' })).toThrow(
      'weighting is "snr" (expected uniform, epsilon, x0, min-snr)',
    );
    expect(() => parsePlaneSettings({ learningRate: NaN })).toThrow(/learningRate is NaN/);
    expect(() => parsePlaneSettings({ levels: [0.5, 0.2] })).toThrow(
      'levels is 0.5, 0.2 (expected two times, 0 <= from <= to <= 1)',
    );
    expect(() => parsePlaneSettings(null)).toThrow(
      'settings is null (expected an object with target, schedule, network, …)',
    );
  });

  it('accepts exactly what lies within the limits', () => {
    fc.assert(
      fc.property(fc.constantFrom('learningRate', 'emaDecay', 'speed'), fc.double({ noNaN: true }), (name, value) => {
        const [least, most] = limits[name as keyof typeof limits];
        const parse = () => parsePlaneSettings({ [name]: value });
        if (value >= least && value <= most) expect(parse()).toMatchObject({ [name]: value + 0 });
        else expect(parse).toThrow(name);
      }),
    );
  });

  it('survives any JSON: a clear error or settings that parse to themselves', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        let settings;
        try {
          settings = parsePlaneSettings(value);
        } catch (error) {
          expect((error as Error).message.length).toBeGreaterThan(10);
          return;
        }
        expect(parsePlaneSettings(settings)).toEqual(settings);
      }),
    );
  });

  it('knows which changes need a new network', () => {
    expect(
      needsNewPlaneNetwork(planeDefaults, {
        ...planeDefaults,
        learningRate: 1e-3,
        schedule: { kind: 'cosine', s: 0.02 },
      }),
    ).toBe(false);
    expect(needsNewPlaneNetwork(planeDefaults, { ...planeDefaults, seed: 8 })).toBe(true);
    expect(
      needsNewPlaneNetwork(planeDefaults, { ...planeDefaults, network: { ...planeDefaults.network, width: 128 } }),
    ).toBe(true);
  });
});
