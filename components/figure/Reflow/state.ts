/** What the reflow figure is set to, and what follows from it. No DOM here. */
import { choice, number, schema, seed, type SettingsOf } from '../../../src/core/schema';
import { pairPlan } from '../../../src/engine/kinds/pupil/methods';
import { pupilSettings, stretchesOf, type PupilSettings, type Stretch } from '../../../src/engine/kinds/pupil/settings';
import { flowEvaluations } from '../../../src/engine/kinds/pupil/types';
import { toFirstStop } from '../pupil-run';

export const flowTargets = [
  'eight-gaussians',
  'two-moons',
  'spiral',
  'checkerboard',
  'rings',
  'pinwheel',
  'twenty-five-gaussians',
] as const;

/** Flows in all. */
export const flowCount = 3;
export const flowNumbers = Array.from({ length: flowCount }, (_, i) => i + 1);

/** Numbers of steps in which pairs may be drawn. */
export const pairChoices = ['1', '2', '4', String(pairPlan.walk)] as const;

export const reflowFigure = schema({
  target: choice(flowTargets, 'eight-gaussians'),
  /** Paths of the flows, or the pairs of noise and sample that they make. */
  draw: choice(['paths', 'pairs'], 'paths'),
  /** Steps by which the samples are drawn that are shown. */
  evaluations: choice(flowEvaluations.map(String) as ['1', '2', '4', '50'], '1'),
  /** Steps of training of the first flow. */
  teacherSteps: number(1500, { min: 10, max: 20_000, integer: true }),
  /** Of each flow after it. */
  flowSteps: number(800, { min: 10, max: 20_000, integer: true }),
  /** Steps of Euler's method in which a flow draws the pairs for the next. */
  pairSteps: choice(pairChoices, '32'),
  seed: seed(7),
});

export type ReflowSettings = SettingsOf<typeof reflowFigure>;

/** The run of these settings; its first press ends where the first flow is trained. */
export function runSettings(s: ReflowSettings): PupilSettings {
  return toFirstStop({
    ...pupilSettings('reflow'),
    target: { kind: s.target },
    flows: flowCount,
    teacherSteps: s.teacherSteps,
    pupilSteps: (flowCount - 1) * s.flowSteps,
    pairSteps: Number(s.pairSteps),
    seed: s.seed,
    sampleSeed: s.seed,
  });
}

/** What a press does in a stretch of the run, at its beginning and on the way. */
export function pressOf({ stage, flow }: Pick<Stretch, 'stage' | 'flow'>): string {
  return stage === 'pairs' ? `Draw pairs for flow ${flow}` : `Train flow ${flow}`;
}

/** What the next press does. */
export function nextPress(settings: PupilSettings, step: number): string {
  const all = stretchesOf(settings);
  const next = all.find(({ to }) => step < to);
  if (!next) return `Train flow ${flowCount} on`;
  return step > next.from ? 'Go on' : pressOf(next);
}
