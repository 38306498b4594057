import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits, needsNewTrainer, parseRunSettings, runDefaults } from '../../src/engine/settings';

describe('run settings', () => {
  it('fills what is missing with the defaults', () => {
    expect(parseRunSettings({})).toEqual(runDefaults);
    expect(parseRunSettings(runDefaults)).toEqual(runDefaults);
  });

  it('names the field, what it was and what was expected', () => {
    expect(() => parseRunSettings({ batchSize: 1e9 })).toThrow(
      'batchSize is 1000000000 (expected a whole number from 8 to 2048)',
    );
    expect(() => parseRunSettings({ network: { width: 60 } })).toThrow(
      'network width is 60 (expected a multiple of 8)',
    );
    expect(() => parseRunSettings({ weighting: 'snr' })).toThrow(
      'unknown weighting: snr (expected uniform, epsilon, x0, min-snr)',
    );
    expect(() => parseRunSettings({ learningRate: NaN })).toThrow(/learningRate is null/);
    expect(() => parseRunSettings({ levels: [0.5, 0.2] })).toThrow(
      'levels is [0.5,0.2] (expected two times, 0 <= from <= to <= 1)',
    );
    expect(() => parseRunSettings(null)).toThrow('settings is null (expected an object)');
  });

  it('accepts exactly what lies within the limits', () => {
    fc.assert(
      fc.property(fc.constantFrom('learningRate', 'emaDecay', 'speed'), fc.double({ noNaN: true }), (name, value) => {
        const [least, most] = limits[name as keyof typeof limits];
        const parse = () => parseRunSettings({ [name]: value });
        if (value >= least && value <= most) expect(parse()).toMatchObject({ [name]: value });
        else expect(parse).toThrow(name);
      }),
    );
  });

  it('survives any JSON: a clear error or settings that parse to themselves', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        let settings;
        try {
          settings = parseRunSettings(value);
        } catch (error) {
          expect((error as Error).message.length).toBeGreaterThan(10);
          return;
        }
        expect(parseRunSettings(settings)).toEqual(settings);
      }),
    );
  });

  it('knows which changes need a new network', () => {
    expect(
      needsNewTrainer(runDefaults, { ...runDefaults, learningRate: 1e-3, schedule: { kind: 'cosine', s: 0.02 } }),
    ).toBe(false);
    expect(needsNewTrainer(runDefaults, { ...runDefaults, seed: 8 })).toBe(true);
    expect(needsNewTrainer(runDefaults, { ...runDefaults, network: { ...runDefaults.network, width: 128 } })).toBe(
      true,
    );
  });
});
