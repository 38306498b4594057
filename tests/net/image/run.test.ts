import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { run, type Trainee } from '../../../scripts/train/run';
import { at } from '../../../scripts/train/files';
import { sampleDigits } from '../../../src/core/data/digits-sample';
import { digitUNet } from '../../../src/core/image-network/digits';
import { bind } from '../../../src/core/image-network/parameters';
import { liveImageSettings } from '../../../src/net/image/settings';
import { ImageTrainer } from '../../../src/net/image/trainer';
import { simdDevice } from './helpers';

const name = `test-${process.pid}`;
const network = digitUNet({ name: 'narrow digit U-Net', channels: [8, 8], dense: { channels: 2, hidden: 16 } });

async function trainee(): Promise<Trainee> {
  const trainer = new ImageTrainer(await simdDevice(bind(network)), {
    ...liveImageSettings,
    network,
    seed: 5,
    batchSize: 4,
  });
  const few = sampleDigits();
  trainer.setData({
    images: Uint8Array.from(few.flatMap(({ pixels }) => [...pixels])),
    labels: few.map(({ label }) => label),
  });
  return trainer;
}

describe('npm run train', () => {
  let said: string[] = [];
  beforeEach(() => {
    said = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => (said.push(String(text)), true));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(at(`.cache/train/${name}.state`), { force: true });
  });
  const options = { name, total: 12, identity: 'a', fresh: false, minutes: 0 };

  test('stopped and started again it ends with the weights of one go', async () => {
    const first = await trainee();
    expect(await run(first, options)).toBeUndefined();
    expect(first.steps).toBeLessThan(12);
    expect(said.join('')).toContain(`stopped at step ${first.steps}; the same command goes on from here`);
    const second = await trainee();
    expect(await run(second, { ...options, minutes: 1 })).toBeGreaterThan(0);
    expect(said.join('')).toContain(`going on from step ${first.steps}`);
    const whole = await trainee();
    whole.train(12);
    expect(Array.from(second.save().ema)).toEqual(Array.from(whole.save().ema));
  });

  test('a state of another run, or one not wanted, is not taken up', async () => {
    await run(await trainee(), options);
    const other = await trainee();
    await run(other, { ...options, identity: 'b' });
    expect(said.join('')).toContain('the kept state is of another run');
    const fresh = await trainee();
    await run(fresh, { ...options, identity: 'b', fresh: true });
    expect(fresh.steps).toBe(other.steps);
  });
});
