/** Everything measured, as rows to take away. */
import type { Results } from './useGanVsDiffusion';
import { contestants } from './trial';

const columns = [
  'model',
  'seed',
  'target',
  'budget_unit',
  'mark',
  'step',
  'examples',
  'flop',
  'milliseconds',
  'energy_distance',
  'modes_covered',
  'precision',
  'recall',
  'sampler',
  'evaluations',
] as const;

/** RFC 4180, all digits: the marks of every run, then the samples with few evaluations. */
export function csv({ trials, settings }: Pick<Results, 'trials' | 'settings'>): string {
  const rows = trials.flatMap((trial) => [
    ...contestants.flatMap((who) =>
      trial[who].marks.map((m) => [
        who,
        trial.seed,
        settings.target,
        settings.by,
        m.mark,
        m.step,
        m.spent.examples,
        m.spent.flops,
        m.spent.milliseconds,
        m.energyDistance,
        m.modesCovered >= 0 ? m.modesCovered : '',
        m.precision,
        m.recall,
        '',
        '',
      ]),
    ),
    ...trial.probes.map((p) => [
      'diffusion',
      trial.seed,
      settings.target,
      settings.by,
      '',
      '',
      '',
      '',
      '',
      p.distance,
      '',
      '',
      '',
      p.sampler,
      p.evaluations,
    ]),
  ]);
  return `${[columns, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`;
}
