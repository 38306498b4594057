/** Two clouds from one noise: sampled with the exact score, and by the network that learns. */
import { useMemo } from 'preact/hooks';
import { batch } from '../../../src/core/batch';
import { dots, squareFrame } from '../../../src/picture/index';
import { Dots, Panel } from '../index';
import { sampleCount, targetCloud } from './exact';
import { exactReadout, learnedReadout, learnedTitle } from './labels';
import type { ScheduleEditorState } from './useScheduleEditor';

const square = squareFrame(2.9, 300);

export function ExactPanel({ state: { exact } }: { readonly state: ScheduleEditorState }) {
  const cloud = exact.cloud.value;
  const d = useMemo(() => dots(square, cloud.samples), [cloud.samples]);
  return (
    <Panel
      frame={square}
      title="Exact score"
      tone="exact"
      term="score"
      readout={exactReadout(cloud)}
      label={`Scatter plot of ${sampleCount} points sampled with the exact score`}
    >
      <Dots d={d} tone="exact" />
    </Panel>
  );
}

export function LearnedPanel({ state: { figure, training, learned } }: { readonly state: ScheduleEditorState }) {
  const { target } = figure.settings.value;
  const seen = learned.value;
  const status = training.status.value;
  const d = useMemo(
    () => (seen ? dots(square, batch(seen.samples, 2)) : dots(square, targetCloud(target))),
    [seen, target],
  );
  return (
    <Panel
      frame={square}
      title={learnedTitle(seen)}
      tone="model"
      term="Dtheta"
      readout={seen ? learnedReadout(seen) : waiting(status)}
      label={
        seen
          ? `Scatter plot of ${sampleCount} points sampled by the network`
          : 'Points of the target, faint; the network is not trained yet'
      }
    >
      {seen ? <Dots d={d} tone="model" /> : <Dots d={d} tone="data" opacity={0.22} />}
    </Panel>
  );
}

/** Before there are samples: what the faint points are, and what is going on. */
function waiting(status: string): string {
  if (status === 'loading' || status === 'running') return 'the network is starting; faint: the target';
  return 'not trained yet; faint: the target';
}
