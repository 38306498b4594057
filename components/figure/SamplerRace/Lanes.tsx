/** The clouds side by side, each at the state that it has reached with the evaluations spent. */
import { useMemo } from 'preact/hooks';
import { count, type Batch } from '../../../src/core/batch';
import { dots, segments, squareFrame, trails } from '../../../src/picture/index';
import { Dots, Line, Panel, type TimeAxis } from '../index';
import { laneReadout, laneSigns, shareText } from './labels';
import { reached, trailCount, type Lane } from './race';
import { samplerLabel } from '../kit/sampler-labels';

const square = squareFrame(3.1);

export interface LanePanelProps {
  readonly lane: Lane;
  readonly index: number;
  /** Evaluations that are gone. */
  readonly spent: number;
  /** Where the ODE ends, for lines to it; null for none. */
  readonly truth: Batch | null;
  /** The time in the reader's notation. */
  readonly time: TimeAxis;
}

export function LanePanel({ lane, index, spent, truth, time }: LanePanelProps) {
  const k = reached(lane, spent);
  const last = k === lane.times.length - 1;
  const state = lane.states[k] ?? lane.trails[k];
  const { tone } = laneSigns[index];
  const cloud = useMemo(() => dots(square, state), [state]);
  const paths = useMemo(() => trails(square, lane.trails.slice(0, k + 1)), [lane.trails, k]);
  const misses = useMemo(
    () => (truth && last && lane.error !== null ? segments(square, state, truth) : ''),
    [truth, state, last],
  );
  return (
    <Panel
      frame={square}
      title={samplerLabel(lane.sampler)}
      tone={tone}
      readout={
        <>
          {shareText(lane)}
          <br />
          {last ? laneReadout(lane) : `at step ${k}, ${time.text(lane.times[k], 3)}`}
        </>
      }
      label={`Scatter plot of ${count(state)} points by ${samplerLabel(lane.sampler)} after ${k} of ${lane.steps} steps, with the trails of ${trailCount}`}
    >
      <Line d={paths} tone={tone} width={0.7} opacity={0.28} />
      <Line d={misses} tone="warning" width={1} opacity={0.7} />
      <Dots d={cloud} tone={tone} size={2.6} opacity={0.8} />
    </Panel>
  );
}

/** In place of a lane that has not run. */
export function WaitingPanel({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <Panel frame={square} title={label} tone="soft" readout={text} label={`${label}: ${text}`}>
      <path class="f-line" d="" />
    </Panel>
  );
}
