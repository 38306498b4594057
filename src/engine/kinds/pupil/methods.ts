/** The ways in which a pupil is taught, as plain data: what each learns from, what its network is told, how it is drawn from. */

export const pupilMethods = [
  'progressive',
  'consistency-distillation',
  'distribution-matching',
  'pairs',
  'reflow',
  'consistency-training',
  'mean-flow',
  'shortcut',
  'discrete-distillation',
  'easy-consistency',
  'improved-consistency',
] as const;
export type PupilMethod = (typeof pupilMethods)[number];

export interface MethodFacts {
  /** What its teacher learns by; null for a method that learns from the data alone. */
  readonly teacher: 'denoising' | 'flow' | null;
  /** It learns from pairs of noise and sample, which the teacher draws first. */
  readonly pairs: boolean;
  /** The pupil's network is told how far back a jump goes. */
  readonly span: boolean;
  /** The schedule that it is usually taught on; `flow` where it is taught on straight lines alone. */
  readonly schedule: 'cosine' | 'flow';
  /** Steps of training by default: of the teacher, and of the pupil (of reflow, of each flow). */
  readonly teacherSteps: number;
  readonly pupilSteps: number;
  /** Peak rate of Adam. */
  readonly learningRate: number;
  /**
   * How several evaluations are used: `steps` of DDIM, which on the flow schedule is Euler's method; `renoise`, each answer noised anew; `jumps`
   * over the whole way in equal parts.
   */
  readonly walk: 'steps' | 'renoise' | 'jumps';
  /** It is taught at t = 1 alone: what it answers elsewhere it has not learned. */
  readonly once: boolean;
}

const taught = { teacher: 'denoising', pairs: false, span: false, schedule: 'cosine', teacherSteps: 1500 } as const;
const renoised = { pupilSteps: 1600, walk: 'renoise', once: false } as const;
const alone = { teacher: null, pairs: false, teacherSteps: 0, once: false } as const;

/** Rates and steps are measured: one evaluation's distance against operations, on the ring, the moons and the checkerboard. */
export const methodFacts: Readonly<Record<PupilMethod, MethodFacts>> = {
  progressive: { ...taught, pupilSteps: 1000, learningRate: 2e-3, walk: 'steps', once: false },
  'consistency-distillation': { ...taught, ...renoised, learningRate: 2e-3 },
  'distribution-matching': { ...taught, pupilSteps: 800, learningRate: 1e-3, walk: 'steps', once: true },
  pairs: { ...taught, pairs: true, pupilSteps: 800, learningRate: 2e-3, walk: 'steps', once: true },
  reflow: {
    ...taught,
    teacher: 'flow',
    schedule: 'flow',
    pairs: true,
    pupilSteps: 800,
    learningRate: 2e-3,
    walk: 'steps',
    once: false,
  },
  'consistency-training': { ...alone, ...renoised, span: false, schedule: 'cosine', learningRate: 4e-3 },
  'mean-flow': { ...alone, span: true, schedule: 'flow', pupilSteps: 1600, learningRate: 4e-3, walk: 'jumps' },
  shortcut: { ...alone, span: true, schedule: 'flow', pupilSteps: 1600, learningRate: 4e-3, walk: 'jumps' },
  'discrete-distillation': { ...taught, ...renoised, learningRate: 2e-3 },
  'easy-consistency': { ...taught, ...renoised, learningRate: 2e-3 },
  'improved-consistency': { ...alone, ...renoised, span: false, schedule: 'cosine', learningRate: 4e-3 },
};

/** Steps of DDIM that the pupils of progressive distillation take, phase by phase. */
export const phases = [16, 8, 4, 2, 1] as const;

/** Pairs of noise and sample; how many of them one step draws, and in how many steps of DDIM unless another number is set. */
export const pairPlan = { count: 20_480, rows: 256, walk: 32 } as const;

/** Flows that reflow makes, the teacher's counted: at the least, and at the most. */
export const flowCounts = [2, 3] as const;

/** Consistency training in discrete time: from how many intervals to how many, doubled on the way, and where its distance turns from square to plain. */
export const improvedPlan = { first: 10, last: 160, huber: 0.03 } as const;
/** Stages of easy consistency tuning. */
export const easyStages = 7;
/** Intervals of consistency distillation in discrete time. */
export const distillationIntervals = 16;
