/** Networks that readers kept or downloaded before still load: see `tests/golden/checkpoints/PROVENANCE.md`. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sampleDigits } from '../../src/core/data/digits-sample';
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../../src/engine/checkpoint';
import { digitWatchDefaults, type DigitData } from '../../src/engine/kinds/digits/settings';
import { shippedDigits } from '../../src/engine/kinds/shipped/worker/networks';
import { planeGanWatchDefaults } from '../../src/engine/kinds/plane-gan/types';
import { watchNothing } from '../../src/engine/kinds/plane/watch';
import type { RunFacts } from '../../src/engine/protocol';
import type { Host } from '../../src/engine/worker/half';
import { digitGanRun, digitRun, planeGanRun, planeRun } from './runs';
import { servePublic } from './served';

const folder = 'tests/golden/checkpoints';
const networks = shippedDigits(['webgl', 'wasm', 'cpu']);
beforeAll(servePublic);
afterAll(() => {
  networks.forget();
  vi.unstubAllGlobals();
});

const twenty: DigitData = {
  kind: 'own',
  name: 'twenty',
  labels: Uint8Array.from(sampleDigits(), ({ label }) => label),
  images: Uint8Array.from(sampleDigits().flatMap(({ pixels }) => [...pixels])),
};
const unlooked = { ...digitWatchDefaults, samplesEvery: 0 };

/** A file of which the header was kept alone: its arrays are filled. */
function filled(name: string): Uint8Array {
  const header = JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')) as {
    readonly about: Checkpoint['about'];
    readonly arrays: readonly { readonly name: string; readonly length: number }[];
  };
  const arrays = header.arrays.map(({ name, length }, k) => [
    name,
    Float32Array.from({ length }, (_, i) => ((i + k) % 11) / 100),
  ]);
  return encodeCheckpoint({ about: header.about, arrays: Object.fromEntries(arrays) as Checkpoint['arrays'] });
}

const game = { latent: 1, generator: { width: 8, depth: 1 }, discriminator: { width: 8, depth: 1 } };
const network = { width: 8, depth: 1, prediction: 'v' } as const;

describe('a network saved before the table of kinds', () => {
  it.each([
    [
      'plane',
      3,
      readFileSync(`${folder}/plane.net`),
      (host: Host) => planeRun('run', { backend: 'simd', network }, watchNothing, host),
    ],
    [
      'plane-gan',
      3,
      readFileSync(`${folder}/plane-gan.net`),
      (host: Host) =>
        planeGanRun('run', { backend: 'simd', networks: game }, { ...planeGanWatchDefaults, samples: false }, host),
    ],
    [
      'digits',
      1,
      filled('digits'),
      (host: Host) => digitRun('run', { backend: 'simd', size: 'medium', data: twenty }, unlooked, host, networks),
    ],
    [
      'digits-gan',
      1,
      filled('digits-gan'),
      (host: Host) => digitGanRun('run', { backend: 'simd', data: twenty }, unlooked, host, networks),
    ],
  ] as const)('of %s loads, at its step, and is saved as it was', async (_, step, bytes, open) => {
    const snapshots: RunFacts[] = [];
    const run = open({ without: [], report: (r) => void (r.type === 'snapshot' && snapshots.push(r.snapshot)) });
    try {
      await run.prepare();
      await run.load(bytes);
      expect(snapshots.at(-1)).toMatchObject({ step, status: 'paused' });
      const [before, now] = [decodeCheckpoint(bytes), decodeCheckpoint(run.save())];
      expect(now.arrays).toEqual(before.arrays);
      expect(now.about.kind).toBe(before.about.kind);
      // A crash is repaired so: the run opens with the file.
      await run.prepare(bytes);
      expect(snapshots.at(-1)).toMatchObject({ step });
    } finally {
      run.dispose();
    }
  });
});
