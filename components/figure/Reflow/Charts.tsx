/** How straight the flows become while they learn, and how far few steps of each are from the data. */
import type { PupilPoint } from '../../../src/engine/kinds/pupil/built';
import { lengthsOf, stretchesOf, type PupilSettings } from '../../../src/engine/kinds/pupil/settings';
import { flowEvaluations, type PupilSnapshot } from '../../../src/engine/kinds/pupil/types';
import { frame, line } from '../../../src/picture/index';
import { Axes, Label, Line, Panel, Rule } from '../index';
import { MarkedLine } from '../kit/MarkedLine';
import { distanceText, flowOf, shareText } from './labels';
import { toneOf } from './FlowPanels';
import { flowNumbers } from './state';

const chart = { width: 470, height: 262, margin: { top: 24, right: 66, bottom: 38, left: 48 } } as const;
const distances = [2e-3, 2] as const;
const ticks = flowEvaluations.map((value) => ({ value, label: String(value) }));
const byEvaluations = frame({ ...chart, x: [0.9, 60], y: distances, xLog: true, yLog: true });
const within = (value: number, [low, high]: readonly [number, number]) => Math.max(low, Math.min(high, value));
const dashes = [undefined, '7 3', undefined] as const;

export function DistancePanel({ seen, floor }: { readonly seen: PupilSnapshot | null; readonly floor: number | null }) {
  return (
    <Panel
      frame={byEvaluations}
      border={false}
      title="How far from the data"
      label="Energy distance against steps of Euler's method on logarithmic axes, for each flow"
      readout={floor === null ? '' : `dashed: true samples, ${distanceText(floor)}`}
    >
      <Axes frame={byEvaluations} x={{ label: 'steps', ticks }} y={{ label: 'energy distance' }} />
      {floor !== null && <Rule frame={byEvaluations} y={within(floor, distances)} tone="exact" dash="6 3" />}
      {flowNumbers.map((flow) => {
        const points = (flowOf(seen, flow)?.looks ?? []).map(
          ({ evaluations, energyDistance }) => [evaluations, within(energyDistance, distances)] as const,
        );
        if (points.length === 0) return null;
        const [x, y] = points[0];
        return (
          <g key={flow}>
            <MarkedLine
              frame={byEvaluations}
              points={points}
              tone={toneOf(flow)}
              dash={dashes[flow - 1]}
              size={4}
              filled={flow !== 2}
            />
            <Label
              x={byEvaluations.x(x) + 9}
              y={byEvaluations.y(y) + (flow === 2 ? -7 : flow === 3 ? 15 : 4)}
              tone={toneOf(flow)}
            >
              {`flow ${flow}`}
            </Label>
          </g>
        );
      })}
    </Panel>
  );
}

const shares = [2e-3, 3] as const;

export interface StraighteningProps {
  readonly history: readonly PupilPoint[];
  readonly settings: PupilSettings;
  readonly seen: PupilSnapshot | null;
}

/** S over the squared way, of the flow that learns. */
export function StraighteningPanel({ history, settings, seen }: StraighteningProps) {
  const last = history.at(-1)?.step ?? 0;
  const box = frame({ ...chart, x: [0, Math.max(lengthsOf(settings).total, last)], y: shares, yLog: true });
  const stretches = stretchesOf(settings);
  return (
    <Panel
      frame={box}
      border={false}
      title="How straight, while they learn"
      label="Straightness of the flow that learns, as a share of the squared way, against steps of training"
      readout={`S over the squared way${seen && seen.flows.length > 0 ? `: ${seen.flows.map(({ flow, relative }) => `flow ${flow} ${shareText(relative)}`).join(', ')}` : ''}`}
    >
      <Axes frame={box} x={{ label: 'steps of training', count: 4 }} y={{ label: 'share' }} />
      {stretches.slice(0, -1).map(({ to }) => (
        <Rule key={to} frame={box} x={to} tone="soft" dash="2 3" />
      ))}
      {flowNumbers.map((flow) => {
        const own = stretches.find((one) => one.flow === flow && one.stage !== 'pairs');
        const points = history.flatMap(({ step, flows = [] }) => {
          const found = flows.find((one) => one.flow === flow);
          const during = own !== undefined && step > own.from && (step <= own.to || flow === flowNumbers.length);
          return found && during ? [[step, within(found.relative, shares)] as const] : [];
        });
        const end = points.at(-1);
        return (
          <g key={flow}>
            <Line
              d={line(
                box,
                points.map(([x]) => x),
                points.map(([, y]) => y),
              )}
              tone={toneOf(flow)}
              width={1.9}
            />
            {end && (
              <Label x={box.x(end[0]) - 4} y={box.y(end[1]) - 9} tone={toneOf(flow)} anchor="end">
                {`flow ${flow}`}
              </Label>
            )}
          </g>
        );
      })}
    </Panel>
  );
}
