import { describe, expect, it } from 'vitest';
import { batch, zeros } from '../../../src/core/batch';
import { editTimes, overWindows, startIndex, windowsOf } from '../../../src/core/inverse';
import { noised } from '../../../src/core/process/forward';
import { normalBatch, random } from '../../../src/core/random';
import { ddim, discreteTimes } from '../../../src/core/sampler';
import { expectClose, golden, rows, type Points } from '../golden';
import { exactOf, flat, linear1000, references, tolerance } from './references';

describe('strength against the public pipelines', () => {
  interface Table {
    readonly families: readonly string[];
    readonly start_index: Readonly<Record<string, readonly number[]>>;
  }
  interface Edit {
    readonly mixture: 'A' | 'B';
    readonly num_inference_steps: number;
    readonly strength: number;
    readonly source: Points;
    readonly noise: Points;
    readonly timesteps: readonly number[];
    readonly x: readonly Points[];
  }
  const file = references<{ readonly start_index_tables: readonly Table[]; readonly sdedit: readonly Edit[] }>(
    'strength',
  );

  it.each(file.outputs.start_index_tables)('begins at the step of $families', ({ families, start_index }) => {
    const rule = families.includes('flux_img2img') ? 'left' : 'kept';
    for (const [steps, wanted] of Object.entries(start_index))
      expect(wanted.map((_, i) => startIndex(Number(steps), i / 100, rule))).toEqual(wanted);
  });

  it.each(file.outputs.sdedit)('edits alike: $num_inference_steps steps at $strength', (run) => {
    const times = editTimes(discreteTimes(run.num_inference_steps, 1000, 'leading'), run.strength);
    expect(Array.from(times.subarray(0, -1), (t) => Math.round(1000 * t) - 1)).toEqual(run.timesteps);
    const x = noised(rows(run.source), rows(run.noise), times[0], linear1000);
    let k = 0;
    for (const step of ddim({ denoiser: exactOf(file, run.mixture), schedule: linear1000, times, x }))
      expectClose(step.x.data, flat(run.x[k++]), tolerance);
    expect(k).toBe(run.x.length);
  });

  it('0 is nothing and 1 is all, with any number of steps', () => {
    for (const n of [1, 2, 7, 50]) {
      for (const rule of ['kept', 'left'] as const) expect([0, 1].map((s) => startIndex(n, s, rule))).toEqual([n, 0]);
    }
    expect(editTimes(Float64Array.of(1, 0.5, 0), 0)).toHaveLength(1);
    expect(() => startIndex(10, 1.1)).toThrow('sdedit with strength = 1.1 (expected at least 0, at most 1)');
    expect(() => startIndex(0, 0.5)).toThrow('sdedit with steps = 0 (expected a whole number, at least 1)');
  });
});

describe('windows against the public code', () => {
  interface View {
    readonly height: number;
    readonly width: number;
    readonly window: number;
    readonly stride: number;
    readonly circular_padding: boolean | null;
    readonly views: Points;
    readonly coverage_first_row: readonly number[];
  }
  interface Fusion {
    readonly length: number;
    readonly window: number;
    readonly stride: number;
    readonly views_w: Points;
    readonly window_outputs: Points;
    readonly fused: readonly number[];
  }
  const { outputs } = golden<{
    readonly outputs: { readonly views: readonly View[]; readonly fusion: readonly Fusion[] };
  }>('inverse/windows');
  // Theirs counts latent cells of 8 pixels; of pictures as high as a window or lower there is one row of windows.
  const flatViews = outputs.views.filter(({ height, window }) => height / 8 <= window);

  it.each(flatViews)('stand where theirs do: $width wide, every $stride', (view) => {
    const ours = windowsOf(view.width / 8, view.window, view.stride, {
      circular: view.circular_padding === true,
      edge: false,
    });
    expect(ours.starts).toEqual(view.views.map(([, , left]) => left));
    expect(Array.from(ours.cover)).toEqual(view.coverage_first_row);
  });

  it.each(outputs.fusion)('fuse alike: $length long', (run) => {
    const windows = windowsOf(run.length, run.window, run.stride, { edge: false });
    const given = {
      denoise: (_: unknown, __: number, out: { data: Float64Array }) => (
        out.data.set(flat(run.window_outputs)),
        out as never
      ),
    };
    const x = batch(
      run.fused.map((value, i) => (windows.cover[i] === 0 ? value : 9)),
      run.length,
    );
    expectClose(overWindows(given, 1, windows).denoise(x, 0.5, zeros(1, run.length)).data, run.fused, tolerance);
  });

  it('cover all to the edge here, and what agrees with itself stays as it is', () => {
    const windows = windowsOf(19, 8, 4);
    expect(windows.starts).toEqual([0, 4, 8, 11]);
    const half = {
      denoise: (x: { data: Float64Array }, _: number, out: { data: Float64Array }) => (
        x.data.forEach((v, i) => (out.data[i] = v / 2)),
        out as never
      ),
    };
    const x = normalBatch(2, 3 * 19, random(5));
    const out = overWindows(half, 3, windows).denoise(x, 0.5, zeros(2, 3 * 19));
    expectClose(
      out.data,
      x.data.map((value) => value / 2),
      1e-14,
    );
    expect(() => overWindows(half, 2, windows).denoise(x, 0.5, zeros(2, 3 * 19))).toThrow(
      'a picture of 57 numbers in windows (expected 2 by 19)',
    );
    expect(() => windowsOf(7, 8, 1)).toThrow(
      'windows with window = 8 (expected a whole number, at least 1, at most 7)',
    );
    expect(() => windowsOf(9, 4, 5)).toThrow(
      'windows with stride = 5 (expected a whole number, at least 1, at most 4)',
    );
  });
});
