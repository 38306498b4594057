/** Walkers taken through a course: back from noise, forward from data, or forward between two pinned ends. */
import { batch, copy, zeros, type Batch } from '../../../src/core/batch';
import { bridgeKernel } from '../../../src/core/process/bridge';
import { posterior } from '../../../src/core/process/posterior';
import { eulerMaruyamaStep, forward, reverse, type Process, type Score } from '../../../src/core/process/sde';
import type { Schedule } from '../../../src/core/schedule/index';
import { courseOf, dataOf, dimOf, isForward, scaleAt, scheduleOf } from './course';
import { gather, makeNoise, walkerRandom, type Noise } from './noise';
import { crowdCount, lineCount, type SdeSettings } from './settings';

export interface Walk {
  readonly settings: SdeSettings;
  /** The times of the states. */
  readonly times: readonly number[];
  /** x_t over its scale (`scaleAt`), one row a walker. */
  readonly states: readonly Float32Array[];
  readonly dim: 1 | 2;
}

/** Takes as many walkers as there is noise for through the course. Yields after every step. */
export function* walk(s: SdeSettings, noise: Noise): Generator<void, Walk, void> {
  const schedule = scheduleOf(s);
  const { fine, stride, steps, keep, kept } = courseOf(s);
  const x = startOf(s, noise, fine);
  const epsilon = batch(new Float64Array(x.data.length), x.dim);
  const move = s.mode === 'bridge' ? bridgeMove(s, schedule, fine[fine.length - 1]) : eulerMove(s, schedule, x);
  const states = [scaled(x, scaleAt(schedule, fine[0]))];
  for (let i = 0; i < steps; i++) {
    const [here, there] = [i * stride, (i + 1) * stride];
    gather(noise, fine, here, stride, epsilon.data);
    move(x, epsilon, fine[here], fine[there]);
    if ((i + 1) % keep === 0) states.push(scaled(x, scaleAt(schedule, fine[there])));
    yield;
  }
  return { settings: s, times: kept, states, dim: dimOf(s) };
}

/** x at the first time of the course. */
function startOf(s: SdeSettings, { seed, dim, count, start }: Noise, fine: Float64Array): Batch {
  const schedule = scheduleOf(s);
  const [alpha, sigma] = [schedule.alpha(fine[0]), schedule.sigma(fine[0])];
  const x = zeros(count, dim);
  if (s.mode === 'bridge') {
    const end = fine[fine.length - 1];
    const { noised, data, variance } = posterior(schedule, fine[0], end);
    const mean = noised * s.to * scaleAt(schedule, end) + data * s.from;
    for (let i = 0; i < count; i++) x.data[i] = mean + Math.sqrt(variance) * start[i];
    return x;
  }
  if (!isForward(s)) {
    for (let i = 0; i < x.data.length; i++) x.data[i] = sigma * start[i];
    return x;
  }
  const target = dataOf(s);
  for (let walker = 0; walker < count; walker++) {
    x.data.set(target.sample(1, walkerRandom(seed, walker).split('data')).data, walker * dim);
  }
  for (let i = 0; i < x.data.length; i++) x.data[i] = alpha * x.data[i] + sigma * start[i];
  return x;
}

type Move = (x: Batch, epsilon: Batch, t: number, s: number) => void;

function eulerMove(s: SdeSettings, schedule: Schedule, like: Batch): Move {
  const target = dataOf(s);
  const exact: Score = { score: (x, t, out) => target.score(x, schedule.alpha(t), schedule.sigma(t), out) };
  const process: Process = isForward(s) ? forward(schedule) : reverse(schedule, exact, { lambda: s.lambda });
  const drift = copy(like);
  return (x, epsilon, t, next) => void eulerMaruyamaStep(process, x, epsilon, t, next, x, drift);
}

/** Exact at any length of step. */
function bridgeMove(s: SdeSettings, schedule: Schedule, end: number): Move {
  const goal = s.to * scaleAt(schedule, end);
  return (x, epsilon, t, next) => {
    const step = bridgeKernel(schedule, t, next, end);
    const deviation = Math.sqrt(step.variance);
    for (let i = 0; i < x.data.length; i++)
      x.data[i] = step.here * x.data[i] + step.end * goal + deviation * epsilon.data[i];
  };
}

function scaled({ data }: Batch, scale: number): Float32Array {
  return Float32Array.from(data, (value) => value / scale);
}

/** Runs sliced work to its end. */
export function atOnce<T>(work: Generator<void, T, void>): T {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}

let lineNoise: Noise | null = null;

/** The walkers that are drawn as lines, at once: they are few. */
export function lineWalk(s: SdeSettings): Walk {
  if (!lineNoise || lineNoise.seed !== s.seed || lineNoise.dim !== dimOf(s))
    lineNoise = atOnce(makeNoise(s.seed, dimOf(s), lineCount));
  return atOnce(walk(s, lineNoise));
}

/** The crowd, whose first walkers are those drawn. `keep` holds the noise between one crowd and the next. */
export function* crowdWalk(s: SdeSettings, keep: { noise: Noise | null }): Generator<void, Walk, void> {
  if (!keep.noise || keep.noise.seed !== s.seed || keep.noise.dim !== dimOf(s)) {
    keep.noise = null;
    keep.noise = yield* makeNoise(s.seed, dimOf(s), crowdCount(s));
  }
  return yield* walk(s, keep.noise);
}
