import { describe, expect, it } from 'vitest';
import { raceAtBuild, stateOfBuilt } from '../../components/figure/SamplerRace/built';
import {
  emptyRace,
  newMemory,
  orderOf,
  reached,
  referenceSpec,
  rungs,
  runRace,
  specOf,
  type RaceState,
} from '../../components/figure/SamplerRace/race';
import { samplerRace, withLane, type RaceSettings } from '../../components/figure/SamplerRace/settings';
import { exactSolver, type Solve } from '../../components/figure/SamplerRace/solve';
import { csv, rowsOf } from '../../components/figure/SamplerRace/table';
import { strayText } from '../../components/figure/kit/stray';
import { laneReadout, shares, shareText, summary } from '../../components/figure/SamplerRace/labels';
import { samplerNames } from '../../src/core/sampler/index';
import { meanDistance, stateOf } from '../../src/engine/kinds/plane/sampling';
import { entryOf, racers, stepsFor, tooDear } from '../../components/figure/kit/samplers';
import { noPace } from '../../components/figure/kit/pace';

const usual = samplerRace.defaults;

async function race(change: Partial<RaceSettings> = {}, solve?: Solve, memory = newMemory()): Promise<RaceState> {
  const settings = { ...usual, ...change };
  let last = emptyRace;
  await runRace({
    settings,
    memory,
    solve: solve ?? exactSolver(settings.target, noPace),
    pace: noPace,
    network: '',
    wanted: () => true,
    report: (state) => {
      last = state;
    },
  });
  return last;
}

describe('the sampler race', () => {
  it('enters every sampler of the registry whose cost is its steps', () => {
    expect(racers).toEqual(samplerNames.filter((name) => !entryOf(name).adaptive));
    expect(racers.length).toBeGreaterThan(15);
  });

  it('says what a step costs only where every step costs as much', () => {
    expect(shareText({ sampler: 'heun', steps: 6, evaluations: 12 })).toBe('6 steps of 2, 12 evaluations');
    expect(shareText({ sampler: 'predictorCorrector', steps: 1, evaluations: 2 })).toBe('1 step of 2, 2 evaluations');
    expect(shareText({ sampler: 'dpmFast', steps: 5, evaluations: 12 })).toBe('5 steps, 12 evaluations');
    expect(shareText({ sampler: 'ddim', steps: 12, evaluations: 12 })).toBe('12 steps, 12 evaluations');
  });

  it('lets nobody spend more evaluations than asked', async () => {
    const { lanes, points } = await race({ samplers: ['heun', 'dpmSolver3', 'ddim'], evaluations: 13 });
    expect(lanes.map(({ steps }) => steps)).toEqual([6, 4, 13]);
    for (const lane of lanes) expect(lane.evaluations).toBeLessThanOrEqual(13);
    for (const p of points)
      expect(rungs.some((rung) => p.evaluations <= rung && stepsFor(p.sampler, rung) === p.steps)).toBe(true);
  });

  it('lets no racer spend more than its share, or says what its one step costs', async () => {
    for (const evaluations of [4, 7]) {
      for (const sampler of racers) {
        const settings = { ...usual, samplers: [sampler], evaluations, points: 100 };
        const spec = specOf(settings, sampler, stepsFor(sampler, evaluations), false);
        const { evaluations: spent } = await exactSolver('eight-gaussians', noPace)(spec);
        const dear = tooDear(sampler, evaluations);
        if (dear === null) expect([sampler, spent.at(-1)! <= evaluations]).toEqual([sampler, true]);
        else expect(spent.at(-1)).toBe(dear);
        expect(shares(settings).includes('more than its share')).toBe(dear !== null);
      }
    }
    expect(tooDear('annealedLangevin', 4)).toBe(5);
  });

  it('says of a run that has left the data that these are no samples', async () => {
    const course = { schedule: 'edm', grid: 'uniform', evaluations: 4, zero: true } as const;
    const { lanes } = await race({ ...course, samplers: ['eulerMaruyama', 'ddim'] });
    expect(laneReadout(lanes[0])).toMatch(/These are no samples: it ran away .* numbers up to [\d,]+\. Give it more/);
    expect(laneReadout(lanes[1])).not.toContain('no samples');
    expect(strayText(NaN)).toBe(strayText(Infinity));
    expect(strayText(3)).toBe('');
  });

  it('measures the orders that the samplers are known for', async () => {
    const { points, done } = await race({ samplers: ['ddim', 'dpmpp2m', 'lms'] });
    expect(done).toBe(1);
    const order = (name: string) => orderOf(points.filter(({ sampler }) => sampler === name))!;
    expect(order('ddim')).toBeCloseTo(1, 1);
    expect(order('dpmpp2m')).toBeGreaterThan(1.8);
    expect(order('lms')).toBeGreaterThan(3);
  });

  it('has a reference that is far closer to the ODE than anyone who runs', async () => {
    const solve = exactSolver('eight-gaussians', noPace);
    const own = stateOf(await solve(referenceSpec(usual)));
    const twice = stateOf(await solve({ ...referenceSpec(usual), steps: 1200 }));
    expect(meanDistance(own, twice)).toBeLessThan(1e-6);
  });

  it('gives samplers that draw noise no end point, only a distance to the data', async () => {
    const state = await race({ samplers: ['ddpm', 'ddim'], evaluations: 50 });
    const [ddpm, ddim] = rowsOf(state);
    expect(ddpm.error).toBeNull();
    expect(ddpm.measured).toBeNull();
    expect(ddpm.distance).toBeLessThan(0.1);
    expect(ddim.error).toBeGreaterThan(0);
  });

  it('runs whatever it is given to the end, on every schedule and grid', async () => {
    for (const schedule of ['linear', 'cosine', 'sub-vp', 'edm', 'flow'] as const) {
      for (const grid of ['uniform', 'quadratic', 'log-snr', 'karras'] as const) {
        for (const zero of [true, false]) {
          const solve = exactSolver('uneven', noPace);
          const once: Solve = (spec) => solve({ ...spec, count: 20, steps: Math.min(spec.steps, 60) });
          const { lanes } = await race(
            { samplers: ['ddim', 'dpmpp2m'], target: 'uneven', schedule, grid, zero, evaluations: 24 },
            once,
          );
          for (const lane of lanes) expect(lane.error, `${schedule} ${grid} ${zero} ${lane.sampler}`).toBeLessThan(3);
        }
      }
    }
  }, 30_000);

  it('is the same as built and as run here, and measures nothing twice', async () => {
    const built = (await raceAtBuild({ samplers: ['ddim', 'unipc'] }))!;
    const travelled = stateOfBuilt(JSON.parse(JSON.stringify(built)) as typeof built);
    const here = await race({ samplers: ['ddim', 'unipc'] });
    expect(travelled.points).toEqual(here.points);
    expect(rowsOf(travelled)).toEqual(rowsOf(here));
    let asked = 0;
    const solve = exactSolver('eight-gaussians', noPace);
    const memory = {
      ...newMemory(),
      measures: new Map(built.known.measures),
      solutions: new Map(built.known.solutions),
    };
    await race({ samplers: ['ddim', 'unipc'] }, (spec) => (asked++, solve(spec)), memory);
    expect(asked).toBe(2); // the two paths on show
  });

  it('stops when nobody wants the rest', async () => {
    let wanted = true;
    const reports: RaceState[] = [];
    await runRace({
      settings: usual,
      memory: newMemory(),
      solve: exactSolver('eight-gaussians', noPace),
      pace: noPace,
      network: '',
      wanted: () => wanted,
      report: (state) => {
        reports.push(state);
        wanted = false;
      },
    });
    expect(reports).toHaveLength(1);
  });

  it('scrubs all lanes by evaluations spent', async () => {
    const { lanes } = await race({ samplers: ['ddim', 'heun'], evaluations: 12 });
    expect(lanes.map((lane) => reached(lane, 0))).toEqual([0, 0]);
    expect(lanes.map((lane) => reached(lane, 5))).toEqual([5, 2]);
    expect(lanes.map((lane) => reached(lane, 12))).toEqual([12, 6]);
  });

  it('writes every row with all digits', async () => {
    const state = await race({ samplers: ['ddim', 'ddpm'] });
    const lines = csv({ ...usual, samplers: ['ddim', 'ddpm'] }, state)
      .trimEnd()
      .split('\r\n');
    expect(lines).toHaveLength(1 + 2 + 2 * rungs.length);
    const first = lines[1].split(',');
    expect(lines[0].split(',')).toHaveLength(first.length);
    expect(Number(first[10])).toBe(state.lanes[0].error);
    expect(lines[2].split(',')[10]).toBe('');
    expect(summary(usual, state)).toContain('Measured orders: DDIM 1.0');
  });

  it('takes what it understands of a link and says what it does not', () => {
    const { settings, problems } = samplerRace.parse({
      samplers: ['nobody'],
      evaluations: 1e9,
      grid: 'heun',
      schedule: 'linear',
    });
    expect(settings).toEqual(usual);
    expect(problems).toHaveLength(3);
    expect(problems[0]).toMatch(/unknown sampler nobody/);
    expect(samplerRace.parse({ samplers: 'heun' }).settings.samplers).toEqual(['heun']);
    expect(samplerRace.parse({ samplers: ['heun', 'heun'] }).settings.samplers).toEqual(['heun']);
    expect(samplerRace.parse({ samplers: ['rk45'] }).problems).toHaveLength(1);
  });

  it('lets nobody run in two lanes', () => {
    expect(withLane(['ddim', 'heun'], 0, 'heun')).toEqual(['heun', 'ddim']);
    expect(withLane(['ddim', 'heun'], 2, 'unipc')).toEqual(['ddim', 'heun', 'unipc']);
    expect(withLane(['ddim', 'heun'], 2, 'ddim')).toEqual(['ddim', 'heun']);
    expect(withLane(['ddim', 'heun'], 0, 'none')).toEqual(['heun']);
    expect(withLane(['ddim'], 0, 'none')).toEqual(['ddim']);
  });
});
