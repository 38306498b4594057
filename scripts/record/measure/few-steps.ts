/**
 * The protocol, fixed before it was run. On each shape and for each of ten seeds every method is trained once, with the settings that the figure of
 * chapter 8 begins with (`engine/kinds/pupil/methods.ts`): a seed decides the data, the weights, the batches and the noise that samples begin with. All
 * pupils of one seed that learn from the same kind of teacher have the same teacher. Of each network 500 samples by 1, 2 and 4 evaluations (of a
 * teacher by more too) are held against the 1,000 points of the shape that the book measures everything by, and so are 500 true points; eight times, from
 * other noise each, as one draw of 500 says less than the methods differ. A run's number is the mean of the eight. Every run is kept: none is left out or repeated.
 * Besides the methods as they are meant, some are spoiled in one thing, which the chapter speaks of.
 */
import { makeTarget } from '../../../src/core/data/index';
import { heldOutPoints } from '../../../src/core/data/held-out';
import { mean } from '../../../src/core/statistics/index';
import { random } from '../../../src/core/random';
import { measure } from '../../../src/engine/kinds/plane/worker/look';
import { methodFacts, pupilMethods, type PupilMethod } from '../../../src/engine/kinds/pupil/methods';
import { lengthsOf, pupilSettings, type PupilSettings } from '../../../src/engine/kinds/pupil/settings';
import {
  pupilEvaluations,
  pupilWatchDefaults,
  teacherEvaluations,
  type PupilLook,
} from '../../../src/engine/kinds/pupil/types';
import type { FinishedTeacher } from '../../../src/engine/kinds/pupil/worker/learner';
import { Onlooker } from '../../../src/engine/kinds/pupil/worker/look';
import { evaluationFlops } from '../../../src/engine/kinds/pupil/worker/objectives';
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
}

const said: Readonly<Record<PupilMethod, string>> = {
  progressive: 'progressive distillation',
  'consistency-distillation': 'consistency distillation',
  'distribution-matching': 'distribution matching',
  pairs: 'regression on pairs',
  reflow: 'reflow',
  'consistency-training': 'consistency training',
  'mean-flow': 'MeanFlow',
  shortcut: 'shortcut model',
};

const entrants: readonly Entrant[] = [
  ...pupilMethods.map((method) => ({ name: method, says: said[method], method, change: {} })),
  {
    name: 'without-fake',
    says: 'distribution matching without its second network',
    method: 'distribution-matching',
    change: { fake: false },
  },
  {
    name: 'reflow-of-a-bad-teacher',
    says: 'reflow, its teacher trained for 50 steps',
    method: 'reflow',
    change: { teacherSteps: 50 },
  },
  {
    name: 'progressive-of-a-bad-teacher',
    says: 'progressive distillation, its teacher trained for 50 steps',
    method: 'progressive',
    change: { teacherSteps: 50 },
  },
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
  const key = JSON.stringify([kind, settings.teacherSteps]);
  const target = makeTarget(settings.target);
  const { trainer: learner } = await startPupil(settings, target, teachers.get(key) ?? null, []);
  try {
    learner.reset(seed);
    const { teacher, total } = lengthsOf(settings);
    if (learner.steps < teacher) learner.train(teacher - learner.steps);
    if (learner.finishedTeacher) teachers.set(key, learner.finishedTeacher);
    learner.train(total - learner.steps);
    const looks: PupilLook[] = [];
    for (let draw = 0; draw < DRAWS; draw++) {
      const view = { ...still, settings: { ...settings, sampleSeed: 100 * seed + draw } };
      const onlooker = new Onlooker(() => ({ target, heldOut: heldOutPoints(target) }));
      looks.push(...((await onlooker.look(learner, view)) ?? []));
    }
    const of = (who: PupilLook['of'], evaluations: readonly number[]) => runOf(seed, looks, who, evaluations);
    const { cost } = learner;
    return {
      pupil: of('pupil', pupilEvaluations),
      flops: cost.pairs.flops + cost.pupil.flops,
      teacher: kind && of('teacher', teacherEvaluations),
      teacherFlops: cost.teacher.flops,
    };
  } finally {
    learner.dispose();
  }
}

/** A run that stands still, looked at from outside. */
const still = {
  watch: pupilWatchDefaults,
  edition: 0,
  stepsPerSecond: 0,
  playedAt: 0,
  active: false,
  atMark: false,
  givenUp: () => false,
  showStatus: () => {},
  fail: () => {},
};

/** Means over the draws. */
function runOf(seed: number, looks: readonly PupilLook[], who: PupilLook['of'], evaluations: readonly number[]): Run {
  const means = (read: (look: PupilLook) => number) =>
    evaluations.map((n) => mean(looks.filter((look) => look.of === who && look.evaluations === n).map(read)));
  const counted = looks[0].modesCovered >= 0;
  return {
    seed,
    distances: means((look) => look.energyDistance),
    inside: counted ? means((look) => 1 - look.between) : null,
    modes: counted ? means((look) => look.modesCovered) : null,
  };
}

/** The same in every run but the seed and the shape. */
const identityOf = (one: Entrant, shape: string, seed: number) =>
  JSON.stringify([
    one.method,
    one.change,
    pupilSettings(one.method),
    methodFacts[one.method],
    shape,
    seed,
    SAMPLES,
    DRAWS,
  ]);

function truthOf(shape: FewStepsShape['shape']): Pick<FewStepsShape, 'modes' | 'truth'> {
  const target = makeTarget({ kind: shape });
  const heldOut = heldOutPoints(target);
  const { modes } = target;
  return {
    modes: modes ? modes.data.length / modes.dim : -1,
    truth: SEEDS.map((seed) => {
      const draws = Array.from({ length: DRAWS }, (_, draw) =>
        measure(target.sample(SAMPLES, random(100 * seed + draw).split('truth')), target, heldOut, false),
      );
      return {
        seed,
        distance: mean(draws.map(({ energyDistance }) => energyDistance)),
        inside: modes ? 1 - mean(draws.map(({ between }) => between)) : null,
      };
    }),
  };
}

export const measurement = measured<FewSteps>({
  digits: 4,
  measure: async ({ fresh, named }, keep) => {
    const shapes: FewStepsShape[] = [];
    for (const shape of SHAPES) {
      const runs = new Map<string, Taught[]>(entrants.map(({ name }) => [name, []]));
      for (const seed of SEEDS) {
        const teachers: Teachers = new Map();
        for (const one of entrants) {
          if (named.length > 0 && !named.includes(one.name)) continue;
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
      if (named.length > 0) continue;
      shapes.push({
        shape,
        ...truthOf(shape),
        teachers: [
          { name: 'teacher', says: 'teacher', of: runs.get('progressive')! },
          { name: 'flow-teacher', says: 'teacher of reflow', of: runs.get('reflow')! },
        ].map(({ of, ...row }) => ({ ...row, flops: of[0].teacherFlops, runs: of.map(({ teacher }) => teacher!) })),
        pupils: entrants.map(({ name, says }) => {
          const of = runs.get(name)!;
          return { name, says, flops: of[0].flops, runs: of.map(({ pupil }) => pupil) };
        }),
      });
    }
    if (named.length > 0) return 0;
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
