import { Choice } from '../../control';
import { type ScheduleName, schedules, type TargetName, targets } from './settings';

const scheduleWords: Readonly<Record<ScheduleName, string>> = {
  linear: 'Linear',
  cosine: 'Cosine',
  sigmoid: 'Sigmoid',
};
const targetWords: Readonly<Record<TargetName, string>> = {
  'eight-gaussians': 'Ring',
  'two-moons': 'Moons',
  spiral: 'Spiral',
  checkerboard: 'Checkers',
};

interface Props<V extends string> {
  readonly value: V;
  readonly onChange: (value: V) => void;
}

/** The schedule: how fast alpha falls and sigma grows. */
export function ScheduleChoice({ value, onChange }: Props<ScheduleName>) {
  return (
    <Choice
      label="Schedule"
      term="alpha"
      options={schedules.map((name) => ({ value: name, label: scheduleWords[name] }))}
      value={value}
      onChange={onChange}
    />
  );
}

/** The distribution of the clean points. */
export function TargetChoice({ value, onChange }: Props<TargetName>) {
  return (
    <Choice
      label="Data"
      term="x0"
      options={targets.map((name) => ({ value: name, label: targetWords[name] }))}
      value={value}
      onChange={onChange}
    />
  );
}
