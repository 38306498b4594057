import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  array,
  boolean,
  choice,
  list,
  nested,
  number,
  object,
  omissible,
  optional,
  refined,
  required,
  schema,
  seed,
  text,
  tuple,
  typedArray,
  union,
  type SettingsOf,
} from '../../src/core/schema';

const shapes = union(
  {
    ring: { radius: number(1, { min: 0.1, max: 4 }) },
    letter: { letter: required(text('A', 1)) },
    points: { at: array([], tuple(number(0, {}), number(0, {})), { shortest: 1, longest: 3 }) },
    nothing: {},
  },
  { kind: 'ring', radius: 1 },
);

const run = schema({
  sampler: required(choice(['ddim', 'heun'], 'ddim')),
  steps: number(20, { min: 1, max: 200, integer: true }),
  shape: shapes,
  network: object({
    width: number(64, { min: 8, max: 256, integer: true, multiple: 8 }),
    depth: number(3, { min: 1, max: 4, integer: true }),
  }),
  levels: refined(tuple(number(0, { min: 0, max: 1 }), number(1, { min: 0, max: 1 })), (levels, name) => {
    if (levels[0] > levels[1]) throw new RangeError(`${name} is ${levels.join(', ')} (expected from <= to)`);
    return levels;
  }),
  only: omissible(number(0, { min: 0, max: 9, integer: true })),
  start: optional(typedArray('Float64Array', { shortest: 2, multiple: 2 })),
  live: boolean(true),
  seed: seed(7),
});
type Run = SettingsOf<typeof run>;

describe('a schema that throws', () => {
  it('reads what is given, and takes the rest from the defaults or from what is at hand', () => {
    expect(run.read({ sampler: 'heun' })).toEqual({ ...run.defaults, sampler: 'heun' });
    const base: Run = { ...run.defaults, steps: 5, network: { width: 32, depth: 2 } };
    expect(run.read({ sampler: 'ddim', network: { depth: 4 } }, 'settings', base)).toEqual({
      ...base,
      network: { width: 32, depth: 4 },
    });
    expectTypeOf<Run['network']>().toEqualTypeOf<{ readonly width: number; readonly depth: number }>();
    expectTypeOf<Run['only']>().toEqualTypeOf<number | undefined>();
  });

  it('says what was found and what was expected, by the names of the fields', () => {
    const said = (value: unknown) => {
      try {
        run.read(value, 'run');
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        return (error as Error).message;
      }
      return 'nothing';
    };
    expect(said({ sampler: 'heun' })).toBe('nothing');
    expect(said(null)).toBe('run is null (expected an object with sampler, steps, shape, …)');
    expect(said([])).toBe('run is a list of 0 (expected an object with sampler, steps, shape, …)');
    expect(said({})).toBe('sampler is missing (expected ddim, heun)');
    expect(said({ sampler: 'plms' })).toBe('sampler is "plms" (expected ddim, heun)');
    const of = (more: object) => said({ sampler: 'heun', ...more });
    expect(of({ steps: 0 })).toBe('steps is 0 (expected a whole number from 1 to 200)');
    expect(of({ network: { width: 12 } })).toBe(
      'network width is 12 (expected a whole number from 8 to 256, a multiple of 8)',
    );
    expect(of({ network: 4 })).toBe('network is 4 (expected an object with width, depth)');
    expect(of({ shape: { kind: 'square' } })).toBe('unknown shape: "square" (expected ring, letter, points, nothing)');
    expect(of({ shape: 'ring' })).toBe('shape is "ring" (expected an object with a kind)');
    expect(of({ shape: { kind: 'toString' } })).toContain('unknown shape: "toString"');
    expect(of({ shape: { kind: 'ring', radius: 9 } })).toBe('shape radius is 9 (expected 0.1 to 4)');
    expect(of({ shape: { kind: 'letter' } })).toBe('shape letter is missing (expected text of at most 1 characters)');
    expect(of({ shape: { kind: 'points', at: [[0, 'x']] } })).toBe('shape at[0][1] is "x" (expected a finite number)');
    expect(of({ shape: { kind: 'points', at: [] } })).toBe('shape at is a list of 0 (expected 1 to 3 entries)');
    expect(of({ levels: [0.5, 0.2] })).toBe('levels is 0.5, 0.2 (expected from <= to)');
    expect(of({ levels: [0.5] })).toBe('levels is a list of 1 (expected a list of 2)');
    expect(of({ only: 10 })).toBe('only is 10 (expected a whole number from 0 to 9)');
    expect(of({ start: [1, 2] })).toBe(
      'start is a list of 2 (expected a Float64Array of 2 to 4000 numbers, in groups of 2)',
    );
    expect(of({ start: Float32Array.of(1, 2) })).toContain('start is an array of 8 bytes');
    expect(of({ start: Float64Array.of(1, NaN) })).toBe('start[1] is NaN (expected a finite number)');
  });

  it('leaves out what may be absent, keeps null, and does not copy typed arrays', () => {
    expect('only' in run.read({ sampler: 'heun' })).toBe(false);
    expect(run.read({ sampler: 'heun', only: 3 }).only).toBe(3);
    const start = Float64Array.of(1, 2);
    expect(run.read({ sampler: 'heun', start }).start).toBe(start);
    expect(run.read({ sampler: 'heun', start: null }).start).toBeNull();
  });

  it('takes what a union leaves out from that kind, never from what was at hand', () => {
    const base: Run = { ...run.defaults, shape: { kind: 'ring', radius: 3 } };
    expect(run.read({ sampler: 'ddim', shape: { kind: 'ring' } }, 'run', base).shape).toEqual({
      kind: 'ring',
      radius: 1,
    });
    expect(run.read({ sampler: 'ddim', shape: { kind: 'nothing', radius: 2 } }).shape).toEqual({ kind: 'nothing' });
  });

  it('knows nothing of prototypes', () => {
    expect(() => run.read(Object.create({ sampler: 'heun' }))).toThrow('sampler is missing');
    expect(() => run.read({ sampler: 'heun', shape: Object.create({ kind: 'ring' }) as object })).toThrow(
      'unknown shape: missing',
    );
  });

  it('throws nothing but sentences, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (shape, network) => {
        for (const value of [shape, { sampler: 'heun', shape, network, levels: shape, start: network }]) {
          try {
            const { steps } = run.read(value);
            expect(steps).toBe(20);
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
            expect((error as Error).message).toMatch(/\(expected .+\)$/);
          }
        }
      }),
    );
  });
});

describe('a schema that collects', () => {
  it('keeps what it had of whatever is wrong, and says so', () => {
    const { settings, problems } = run.parse({
      shape: { kind: 'ring', radius: -1 },
      network: { width: 9 },
      start: [],
      steps: 'many',
    });
    expect(settings).toEqual(run.defaults);
    expect(problems).toEqual([
      'sampler is missing (expected ddim, heun); using ddim',
      'steps is "many" (expected a whole number from 1 to 200); using 20',
      'shape radius is -1 (expected 0.1 to 4); left as it was',
      'network width is 9 (expected a whole number from 8 to 256, a multiple of 8); left as it was',
      'start is a list of 0 (expected a Float64Array of 2 to 4000 numbers, in groups of 2); left unset',
    ]);
  });

  it('clips what a parser of its own says', () => {
    const own = schema({
      spec: nested({}, () => {
        throw new Error('x'.repeat(999));
      }),
      points: list([1, 2], { min: 0, max: 9, shortest: 2 }),
    });
    const { problems } = own.parse({ spec: 1, points: [10, 10] });
    expect(problems[0]).toHaveLength('spec: '.length + 200 + '…; left as it was'.length);
    expect(problems[1]).toBe('points[0] is 10 (expected 0 to 9); using the 2 at hand');
  });
});
