import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CheckpointError, decodeCheckpoint, encodeCheckpoint } from '../../src/engine/checkpoint';
import { planeDefaults } from '../../src/engine/kinds/plane/settings';
import { fromCheckpoint, toCheckpoint } from '../../src/engine/kinds/plane/worker/kept';

const floats = fc
  .array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 40 })
  .map((a) => Float32Array.from(a));

const saved = {
  network: planeDefaults.network,
  dim: 2,
  step: 12,
  weights: Float32Array.of(1, -2, 3),
  ema: Float32Array.of(0.5, 0.25, 0.125),
  moments: { first: Float32Array.of(1, 2, 3), second: Float32Array.of(4, 5, 6), step: 9 },
};

describe('checkpoint file', () => {
  it('returns what was written, to the bit', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('weights', 'ema', 'first'), floats), fc.string(), (arrays, note) => {
        const read = decodeCheckpoint(encodeCheckpoint({ about: { note }, arrays }));
        expect(read.about).toEqual({ note });
        expect(Object.keys(read.arrays)).toEqual(Object.keys(arrays));
        for (const [name, array] of Object.entries(arrays)) expect([...read.arrays[name]]).toEqual([...array]);
      }),
    );
  });

  it('says that a cut file is cut, wherever it is cut', () => {
    const bytes = encodeCheckpoint(toCheckpoint(planeDefaults, saved));
    for (let length = 20; length < bytes.length; length++) {
      expect(() => decodeCheckpoint(bytes.slice(0, length))).toThrow(/cut short/);
    }
  });

  it('notices every flipped byte', () => {
    const bytes = encodeCheckpoint(toCheckpoint(planeDefaults, saved));
    for (let i = 0; i < bytes.length; i++) {
      const flipped = bytes.slice();
      flipped[i] ^= 0x10;
      expect(() => decodeCheckpoint(flipped), `byte ${i}`).toThrow(CheckpointError);
    }
  });

  it('says that a foreign file is not ours', () => {
    expect(() => decodeCheckpoint(new TextEncoder().encode('PK\u0003\u0004 something else entirely'))).toThrow(
      /not a network saved by this book/,
    );
    expect(() => decodeCheckpoint(new Uint8Array(0))).toThrow(/not a network saved by this book/);
  });

  it('never crashes on arbitrary bytes, and never accepts them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => decodeCheckpoint(bytes)).toThrow(CheckpointError);
      }),
    );
  });
});

describe('weights in a checkpoint', () => {
  it('come back with their moments', () => {
    const back = fromCheckpoint(decodeCheckpoint(encodeCheckpoint(toCheckpoint(planeDefaults, saved))), planeDefaults);
    expect(back).toEqual(saved);
  });

  it('are refused when the network has another shape, naming both', () => {
    const checkpoint = toCheckpoint(
      { ...planeDefaults, network: { ...planeDefaults.network, width: 128 } },
      { ...saved, network: { ...planeDefaults.network, width: 128 } },
    );
    expect(() => fromCheckpoint(checkpoint, planeDefaults)).toThrow(
      /3 layers of 128 that predict v \(expected 3 layers of 64/,
    );
  });

  it('are refused when they are not numbers', () => {
    const checkpoint = toCheckpoint(planeDefaults, { ...saved, weights: Float32Array.of(1, NaN, 2) });
    expect(() => fromCheckpoint(checkpoint, planeDefaults)).toThrow(/not finite/);
  });
});
