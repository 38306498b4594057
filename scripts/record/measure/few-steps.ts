/**
 * The protocol, fixed before it was run. On each shape and for each of ten seeds every method is trained once, with the settings that the figure of
 * chapter 8 begins with (`engine/kinds/pupil/methods.ts`): a seed decides the data, the weights, the batches and the noise that samples begin with. All
 * pupils of one seed that learn from the same kind of teacher have the same teacher. Of each network 500 samples by 1, 2 and 4 evaluations (of a
 * teacher by more too) are held against the 1,000 points of the shape that the book measures everything by, and so are 500 true points; eight times, from
 * other noise each, as one draw of 500 says less than the methods differ. A run's number is the mean of the eight. Every run is kept: none is left out or repeated.
 * On the ring alone consistency in discrete time takes part, and some methods are spoiled in one thing, which the chapter speaks of.
 */
import { makeTarget } from '../../../src/core/data/index';
import { heldOutPoints } from '../../../src/core/data/held-out';
import { mean } from '../../../src/core/statistics/index';
import { normalBatch, random } from '../../../src/core/random';
import { copy, count, type Batch } from '../../../src/core/batch';
import type { Target } from '../../../src/core/data/target';
import type { Mixture } from '../../../src/core/data/mixture';
import { energyDistanceTo, modeCoverage } from '../../../src/core/metric/index';
import { methodFacts, pupilMethods, type PupilMethod } from '../../../src/engine/kinds/pupil/methods';
import { lengthsOf, pupilSettings, type PupilSettings } from '../../../src/engine/kinds/pupil/settings';
import { pupilEvaluations, teacherEvaluations, type PupilLook } from '../../../src/engine/kinds/pupil/types';
import type { FinishedTeacher } from '../../../src/engine/kinds/pupil/worker/learner';
import { dueLooks, type Due } from '../../../src/engine/kinds/pupil/worker/look';
import { evaluationFlops } from '../../../src/engine/kinds/pupil/cost';
import { startPupil } from '../../../src/engine/kinds/pupil/worker/start';
import { fewSteps, type FewSteps, type FewStepsRow, type FewStepsShape } from '../../../src/record/few-steps';
import { machine } from '../../train/files';
import { keepForLater, kept, tell } from '../kept';
import { beside, measured } from '../measurement';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SAMPLES = 500;
/** Sets of samples, each from noise of its own. */
const DRAWS = 8;
const SHAPES = ['eight-gaussians', 'two-moons', 'checkerboard'] as const;

interface Entrant {
  readonly name: string;
  readonly says: string;
  readonly method: PupilMethod;
  readonly change: Partial<PupilSettings>;
  /** Only on the ring. */
  readonly onRing?: boolean;
}

const said: Readonly<Record<PupilMethod, string>> = {
  progressive: 'progressive distillation',
  'consistency-distillation': 'consistency distillation, continuous',
  'discrete-distillation': 'consistency distillation, 16 levels',
  'easy-consistency': 'easy consistency tuning',
  'improved-consistency': 'improved consistency training, 10 to 160 levels',
  'distribution-matching': 'distribution matching',
  pairs: 'regression on pairs',
  reflow: 'reflow',
  'consistency-training': 'consistency training',
  'mean-flow': 'MeanFlow',
  shortcut: 'shortcut model',
};

/** Consistency in discrete time, beside the continuous forms of the figure. */
const inTime: readonly PupilMethod[] = ['discrete-distillation', 'easy-consistency', 'improved-consistency'];
/** Those whose training needs a derivative along the path, and one that does not. */
const quick: readonly PupilMethod[] = ['progressive', 'consistency-distillation', 'consistency-training', 'mean-flow'];

const entrants: readonly Entrant[] = [
  ...pupilMethods.map((method) => ({
    name: method,
    says: said[method],
    method,
    change: {},
    onRing: inTime.includes(method),
  })),
  {
    name: 'without-fake',
    says: 'distribution matching without its second network',
    method: 'distribution-matching',
    change: { fake: false },
    onRing: true,
  },
  {
    name: 'reflow-of-a-bad-teacher',
    says: 'reflow, its teacher trained for 50 steps',
    method: 'reflow',
    change: { teacherSteps: 50 },
    onRing: true,
  },
  ...quick.map((method) => ({
    name: `quick-${method}`,
    says: `${said[method]}, told of time by quick frequencies`,
    method,
    change: { clock: 'quick' as const },
    onRing: true,
  })),
];

type Run = FewStepsRow['runs'][number];

/** A pupil and its teacher, each with what its lessons cost. */
interface Taught {
  readonly pupil: Run;
  readonly flops: number;
  readonly teacher: Run | null;
  readonly teacherFlops: number;
}

/** Teachers that have learned, by what decides them: the pupils of a seed share them. */
type Teachers = Map<string, FinishedTeacher>;

async function teach(one: Entrant, shape: FewStepsShape['shape'], seed: number, teachers: Teachers): Promise<Taught> {
  const settings: PupilSettings = {
    ...pupilSettings(one.method),
    ...one.change,
    target: { kind: shape },
    seed,
    sampleSeed: seed,
    sampleCount: SAMPLES,
    backend: 'simd',
  };
  const { teacher: kind } = methodFacts[one.method];
  const key = JSON.stringify([kind, settings.teacherSteps, settings.clock]);
  const target = makeTarget(settings.target);
  const known = teachers.get(key) ?? null;
  const { trainer: learner } = await startPupil(settings, target, known, []);
  try {
    learner.reset(seed);
    const { teacher, total } = lengthsOf(settings);
    if (learner.steps < teacher) learner.train(teacher - learner.steps);
    if (learner.finishedTeacher) teachers.set(key, learner.finishedTeacher);
    learner.train(total - learner.steps);
    const seen = (who: PupilLook['of'], evaluations: readonly number[]): Run => {
      const due = evaluations.map((n) => dueLooks(learner).find((one) => one.of === who && one.evaluations === n)!);
      return runOf(
        seed,
        shape,
        due.map((one) => drawsOf(one, settings)),
      );
    };
    const { cost } = learner;
    return {
      pupil: seen('pupil', pupilEvaluations),
      flops: cost.pairs.flops + cost.pupil.flops,
      // Those who share a teacher need not look at it again.
      teacher: kind && !known ? seen('teacher', teacherEvaluations) : null,
      teacherFlops: cost.teacher.flops,
    };
  } finally {
    learner.dispose();
  }
}

/** Sets of samples of one network by so many evaluations, each from noise of its own. */
function drawsOf({ walk }: Due, settings: PupilSettings): readonly Batch[] {
  return Array.from({ length: DRAWS }, (_, draw) => {
    const sampleSeed = 100 * settings.seed + draw;
    let last = normalBatch(SAMPLES, 2, random(sampleSeed));
    for (const { x } of walk(last, { ...settings, sampleSeed })) last = x;
    return copy(last);
  });
}

/** Modes with a width, which the squares of the checkerboard have not: a sample is near one within three deviations. */
function modesOf(target: Target): { readonly centres: Batch; readonly reach: number } | null {
  const scales = (target as Partial<Mixture>).components?.scales;
  return target.modes && scales ? { centres: target.modes, reach: 3 * Math.max(...scales) } : null;
}

/** A shape, and what samples of it are held against. */
const yardsticks = new Map<
  string,
  (x: Batch) => { readonly distance: number; readonly inside: number; readonly modes: number }
>();
function yardstick(shape: FewStepsShape['shape']) {
  const known = yardsticks.get(shape);
  if (known) return known;
  const target = makeTarget({ kind: shape });
  const distance = energyDistanceTo(heldOutPoints(target));
  const modes = modesOf(target);
  const made = (x: Batch) => {
    const near = modes && modeCoverage(x, modes.centres, { radius: modes.reach });
    return { distance: distance(x), inside: near ? 1 - near.outside / count(x) : NaN, modes: near?.covered ?? NaN };
  };
  yardsticks.set(shape, made);
  return made;
}

/** Means over the draws. */
function runOf(seed: number, shape: FewStepsShape['shape'], sets: readonly (readonly Batch[])[]): Run {
  const found = sets.map((draws) => draws.map(yardstick(shape)));
  const means = (of: 'distance' | 'inside' | 'modes') => found.map((draws) => mean(draws.map((draw) => draw[of])));
  const counted = Number.isFinite(found[0][0].modes);
  return {
    seed,
    distances: means('distance'),
    inside: counted ? means('inside') : null,
    modes: counted ? means('modes') : null,
  };
}

/** All that decides a run, as text. */
function identityOf({ method, change }: Entrant, shape: string, seed: number): string {
  const { learningRate } = methodFacts[method];
  const { schedule, clock, teacherSteps, pupilSteps, fake, pairSteps, flows } = { ...pupilSettings(method), ...change };
  return JSON.stringify([
    method,
    { schedule, clock, teacherSteps, pupilSteps, fake, pairSteps, flows, learningRate },
    [shape, seed, SAMPLES, DRAWS],
  ]);
}

function truthOf(shape: FewStepsShape['shape']): Pick<FewStepsShape, 'modes' | 'truth'> {
  const modes = modesOf(makeTarget({ kind: shape }));
  const target = makeTarget({ kind: shape });
  return {
    modes: modes ? count(modes.centres) : -1,
    truth: SEEDS.map((seed) => {
      const draws = Array.from({ length: DRAWS }, (_, draw) =>
        target.sample(SAMPLES, random(100 * seed + draw).split('truth')),
      );
      const { distances, inside } = runOf(seed, shape, [draws]);
      return { seed, distance: distances[0], inside: inside && inside[0] };
    }),
  };
}

export const measurement = measured<FewSteps>({
  digits: 4,
  measure: async ({ fresh, named, backwards }, keep) => {
    const unknown = named.find((name) => !(SHAPES as readonly string[]).includes(name));
    if (unknown !== undefined) {
      process.stderr.write(`pupils on what? ${unknown} (expected ${SHAPES.join(', ')}, or nothing for all)\n`);
      return 2;
    }
    const shapes: FewStepsShape[] = [];
    for (const shape of SHAPES) {
      if (named.length > 0 && !named.includes(shape)) continue;
      const there = entrants.filter(({ onRing }) => !onRing || shape === SHAPES[0]);
      const runs = new Map<string, Taught[]>(there.map(({ name }) => [name, []]));
      for (const seed of backwards ? [...SEEDS].reverse() : SEEDS) {
        const teachers: Teachers = new Map();
        for (const one of there) {
          const path = `.cache/record/few-steps/${shape}-${one.name}-${seed}.json`;
          const identity = identityOf(one, shape, seed);
          let found = fresh ? undefined : kept<Taught>(path, identity);
          if (!found) {
            found = await teach(one, shape, seed, teachers);
            keepForLater(path, identity, found);
            tell(`${shape}, ${one.name}, seed ${seed}: ${found.pupil.distances.map((v) => v.toFixed(4)).join(' ')}`);
          }
          runs.get(one.name)!.push(found);
        }
      }
      shapes.push({
        shape,
        ...truthOf(shape),
        teachers: [
          { name: 'teacher', says: 'teacher', of: runs.get('progressive')! },
          { name: 'flow-teacher', says: 'teacher of reflow', of: runs.get('reflow')! },
        ].map(({ of, ...row }) => ({ ...row, flops: of[0].teacherFlops, runs: of.map(({ teacher }) => teacher!) })),
        pupils: there.map(({ name, says }) => {
          const of = runs.get(name)!;
          return { name, says, flops: of[0].flops, runs: of.map(({ pupil }) => pupil) };
        }),
      });
    }
    // Parts are measured into .cache, for the whole to be written later.
    if (named.length > 0 || backwards) return 0;
    keep({
      command: fewSteps.command,
      machine: machine(),
      samples: SAMPLES,
      draws: DRAWS,
      heldOut: heldOutPoints(makeTarget({ kind: SHAPES[0] })).data.length / 2,
      seeds: SEEDS,
      evaluations: pupilEvaluations,
      teacherEvaluations,
      evaluationFlops,
      shapes,
    });
    return 0;
  },
  again: async ({ shapes: [ring] }) => {
    const found = await teach(entrants[0], ring.shape, SEEDS[0], new Map());
    const [recorded] = ring.pupils[0].runs;
    const truth = truthOf(ring.shape);
    return [
      ...beside('ring, progressive', ring.pupils[0], { flops: found.flops }),
      ...beside('ring, true points', ring.truth[0], truth.truth[0]),
      ...recorded.distances.map((distance, i) => ({
        what: `ring, progressive, ${pupilEvaluations[i]}`,
        recorded: distance,
        found: found.pupil.distances[i],
      })),
    ];
  },
});
