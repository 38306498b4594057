/** Points of the data, beside what the flows make. */
import { useMemo } from 'preact/hooks';
import { makeTarget } from '../../../src/core/data/index';
import { random } from '../../../src/core/random';
import { dots, squareFrame } from '../../../src/picture/index';
import { Dots, Panel } from '../index';
import { extent, targetLabels } from '../kit/plane-target';
import { distanceText } from './labels';
import type { ReflowSettings } from './state';
import { inText } from '../kit/in-text';

const square = squareFrame(extent);
export interface TargetProps {
  readonly s: ReflowSettings;
  /** Energy distance of true points. */
  readonly floor: number | null;
  /** How many are drawn: as many as of each flow. */
  readonly shown: number;
}

export function TargetPanel({ s, floor, shown }: TargetProps) {
  const cloud = useMemo(
    () => dots(square, makeTarget({ kind: s.target }).sample(shown, random(s.seed).split('shown'))),
    [s.target, s.seed, shown],
  );
  return (
    <Panel
      frame={square}
      title={`The data: ${inText(targetLabels[s.target])}`}
      tone="data"
      readout={floor === null ? '' : `true samples: energy distance ${distanceText(floor)}`}
      label="Scatter plot of points of the data"
    >
      <Dots d={cloud} tone="data" size={2.6} opacity={0.8} />
    </Panel>
  );
}
