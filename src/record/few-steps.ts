/**
 * All ways of teaching a network of the plane to need few evaluations, on three shapes, beside their teachers and true samples. Chapter 8 reads it.
 * Protocol: `scripts/record/measure/few-steps.ts`.
 */
import { experiment } from './record';
import { fields, list, name, nullable, number, text, type Shaped } from './shape';
import { spreadOfValues, type Spread } from './spread';
import { significant } from './words';

/** One seed: what so many evaluations come to, in the order of `evaluations`. Means over the draws. */
const run = fields({
  seed: number,
  /** Energy distances to the held-out points. */
  distances: list(number),
  /** Shares of the samples within three standard deviations of a mode; null where the shape has none to count. */
  inside: nullable(list(number)),
  /** Modes reached. */
  modes: nullable(list(number)),
});

const row = fields({
  name: text,
  says: text,
  /** Floating-point operations of its lessons, pairs and all, without those of its teacher. */
  flops: number,
  runs: list(run),
});

const shape = fields({
  command: text,
  machine: text,
  /** Points that are drawn each time, how often that is done of each run, and held-out points that they are held against. */
  samples: number,
  draws: number,
  heldOut: number,
  seeds: list(number),
  /** Of the pupils, and of their teachers. */
  evaluations: list(number),
  teacherEvaluations: list(number),
  /** Operations of one evaluation for one point. */
  evaluationFlops: number,
  shapes: list(
    fields({
      shape: name('eight-gaussians', 'two-moons', 'checkerboard'),
      /** Modes there are; -1 where there are none to count. */
      modes: number,
      /** As many true points, for each seed. */
      truth: list(fields({ seed: number, distance: number, inside: nullable(number) })),
      teachers: list(row),
      pupils: list(row),
    }),
  ),
});

export type FewSteps = Shaped<typeof shape>;
export type FewStepsShape = FewSteps['shapes'][number];
export type FewStepsRow = FewStepsShape['pupils'][number];

/** Mean and deviation over the seeds of what the i-th number of evaluations came to. */
export function distanceOf({ runs }: Pick<FewStepsRow, 'runs'>, i: number): Spread {
  return spreadOfValues(runs.map(({ distances }) => distances[i]));
}

/** The share near a mode, likewise; null where the shape has no modes. */
export function insideOf({ runs }: Pick<FewStepsRow, 'runs'>, i: number): Spread | null {
  const shares = runs.map(({ inside }) => inside?.[i]);
  return shares.some((share) => share === undefined) ? null : spreadOfValues(shares.map((share) => share!));
}

/** Throws `RangeError` for a shape or a name that is not in the record, naming those that are. */
export function rowOf(record: FewSteps, kind: FewStepsShape['shape'], which: string): FewStepsRow {
  const { teachers, pupils } = record.shapes.find(({ shape: one }) => one === kind)!;
  const all = [...teachers, ...pupils];
  const found = all.find(({ name: one }) => one === which);
  if (!found) throw new RangeError(`no ${which} on ${kind} (expected ${all.map((one) => one.name).join(', ')})`);
  return found;
}

const shapeNames = {
  ring: 'eight-gaussians',
  moons: 'two-moons',
  checkerboard: 'checkerboard',
} as const satisfies Record<string, FewStepsShape['shape']>;

/** Of the pupils, in the order of the table. */
const pupils = [
  'pairs',
  'progressive',
  'consistency-distillation',
  'discrete-distillation',
  'easy-consistency',
  'consistency-training',
  'improved-consistency',
  'reflow',
  'mean-flow',
  'shortcut',
  'distribution-matching',
] as const;
const onRingAlone: readonly string[] = ['discrete-distillation', 'easy-consistency', 'improved-consistency'];
/** Measured on all three shapes. */
const everywhere = pupils.filter((which) => !onRingAlone.includes(which));
const spoiled = [
  'without-fake',
  'reflow-of-a-bad-teacher',
  'quick-progressive',
  'quick-consistency-distillation',
  'quick-consistency-training',
  'quick-mean-flow',
] as const;
const teachers = ['teacher', 'flow-teacher'] as const;

/** An energy distance as the prose has it. */
export const distanceText = (v: number): string => (v < 0.1 ? v.toFixed(4) : significant(v, 2));
const gflop = (flops: number): string => significant(flops / 1e9, 2);

/** `ring-progressive-1`: the mean of its energy distance by one evaluation; `ring-progressive-inside`: percent near a mode by one. */
const distances = Object.entries(shapeNames).flatMap(([short, kind]) =>
  [...(short === 'ring' ? [...pupils, ...spoiled] : everywhere), ...teachers].flatMap((which) => {
    const counts = (teachers as readonly string[]).includes(which) ? [1, 2, 4, 8, 16, 50] : [1, 2, 4];
    return counts.map(
      (n, i) =>
        [
          `${short}-${which}-${n}`,
          (record: FewSteps) => distanceText(distanceOf(rowOf(record, kind, which), i).mean),
        ] as const,
    );
  }),
);
const truths = Object.entries(shapeNames).map(
  ([short, kind]) => [`${short}-truth`, (record: FewSteps) => distanceText(truthOf(record, kind).mean)] as const,
);
const near = [...pupils, ...spoiled].map(
  (which) =>
    [
      `ring-${which}-inside`,
      (record: FewSteps) => `${(100 * insideOf(rowOf(record, 'eight-gaussians', which), 0)!.mean).toFixed(0)} %`,
    ] as const,
);
const truthInside = [
  [
    'ring-truth-inside',
    ({ shapes: [ring] }: FewSteps) =>
      `${(100 * spreadOfValues(ring.truth.map(({ inside }) => inside ?? 0)).mean).toFixed(0)} %`,
  ] as const,
];
const costs = [...pupils, ...teachers].map(
  (which) => [`flops-${which}`, (record: FewSteps) => gflop(rowOf(record, 'eight-gaussians', which).flops)] as const,
);

export const fewSteps = experiment({
  name: 'few-steps',
  says: "chapter 8's table of pupils in the plane",
  takes: 'half an hour',
  shape,
  sentences: Object.fromEntries([...distances, ...truths, ...near, ...truthInside, ...costs]),
});

/** What as many true points are at. */
export function truthOf({ shapes }: FewSteps, kind: FewStepsShape['shape']): Spread {
  return spreadOfValues(shapes.find(({ shape: one }) => one === kind)!.truth.map(({ distance }) => distance));
}

/** The rows of the table: the pupils as they are meant, then those that are spoiled. */
export const pupilRows = { pupils, spoiled, teachers, everywhere } as const;
