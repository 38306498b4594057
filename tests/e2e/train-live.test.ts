import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawn } from '../../src/core/data/index';
import { squareFrame } from '../../src/picture/index';
import { extent } from '../../components/figure/TrainLive/state';
import { handles, hydrated, openTraining, type TrainingFigure } from './training';

const tensorflow = (requests: readonly string[]): readonly string[] => requests.filter((url) => /tensorflow|tfjs/i.test(url));

describe.each([
  { query: '', name: 'SIMD', steps: 400 },
  { query: 'backend=webgl', name: 'WebGL', steps: 300 },
  { query: 'backend=wasm', name: 'WASM', steps: 300 },
])('on $name', ({ query, name, steps }) => {
  it('learns the eight Gaussians to an energy distance below 0.02 and says who computes', async () => {
    const f = await openTraining(`steps:${steps}`, query);
    await f.trainToTheEnd();
    expect(await f.step()).toBe(steps);
    expect(await f.chip()).toMatch(new RegExp(`^${name}, [\\d\\s]+ steps/s; seed 7$`));
    expect(await f.distance()).toBeLessThan(0.02);
    expect(await f.figure.innerText()).toContain('8 of 8 modes');
    expect(await f.said()).toBe('');
    expect(f.errors).toEqual([]);
    const worker = f.page.workers().map((w) => w.url());
    expect(worker).toHaveLength(1);
    await f.close();
  });
});
