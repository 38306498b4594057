/** The flows: their paths or pairs, and what few steps of them give. */
import { useMemo } from 'preact/hooks';
import { batch, type Batch } from '../../../src/core/batch';
import type { PupilSettings } from '../../../src/engine/kinds/pupil/settings';
import { flowPoints, type FlowLook, type PupilSnapshot } from '../../../src/engine/kinds/pupil/types';
import type { Status } from '../../../src/engine/protocol';
import { dots, energyDistanceText, fixed, percent, segments, squareFrame, trails } from '../../../src/picture/index';
import type { Tone } from '../../control/tone';
import { Dots, Line, Panel } from '../index';
import { notYet } from '../kit/not-yet';
import { extent } from '../kit/plane-target';
import type { Couplings } from './couplings';
import { flowOf, lengthText, lookOf, straightnessText, waitingText } from './labels';
import type { ReflowSettings } from './state';

const square = squareFrame(extent);

/** The first flow is the teacher's; who learns from it is to need one evaluation. */
export const toneOf = (flow: number): Tone => (flow === 1 ? 'model' : 'generator');

/** The states of the paths, from noise to data. */
export function statesOf({ paths }: Pick<FlowLook, 'paths'>): readonly Batch[] {
  const size = paths.length / flowPoints;
  return Array.from({ length: flowPoints }, (_, k) => batch(paths.slice(k * size, (k + 1) * size), 2));
}

interface DrawnProps {
  readonly states: readonly Batch[];
  readonly pairs: boolean;
  readonly tone: Tone;
}

function Drawn({ states, pairs, tone }: DrawnProps) {
  const [first, last] = [states[0], states[states.length - 1]];
  const drawn = useMemo(
    () => ({
      lines: pairs ? segments(square, first, last) : trails(square, states),
      from: dots(square, first),
      to: dots(square, last),
    }),
    [states, pairs],
  );
  return (
    <>
      <Line d={drawn.lines} tone={tone} width={1.1} opacity={0.7} />
      <Dots d={drawn.from} tone="noise" size={4} opacity={0.9} />
      <Dots d={drawn.to} tone={tone} size={4.5} opacity={1} />
    </>
  );
}

export function IndependentPanel({ couplings }: { readonly couplings: Couplings | null }) {
  const states = useMemo(() => (couplings ? [couplings.from, couplings.to] : null), [couplings]);
  return (
    <Panel
      frame={square}
      title="What flow 1 learns from"
      tone="data"
      readout={
        couplings ? (
          <>
            any noise with any point of the data
            <br />
            {`moving costs ${fixed(couplings.transport)}`}
          </>
        ) : (
          'being drawn'
        )
      }
      label="Straight lines from noises to points of the data as they come: they cross everywhere"
    >
      {states && <Drawn states={states} pairs tone="data" />}
    </Panel>
  );
}

export interface FlowProps {
  readonly s: ReflowSettings;
  readonly flow: number;
  readonly seen: PupilSnapshot | null;
  readonly settings: PupilSettings;
  readonly status: Status | 'static';
}

export function FlowPanel({ s, flow, seen, settings, status }: FlowProps) {
  const look = flowOf(seen, flow);
  const states = useMemo(() => (look ? statesOf(look) : null), [look]);
  const pairs = s.draw === 'pairs';
  return (
    <Panel
      frame={square}
      title={`Flow ${flow}: ${pairs ? 'its pairs' : 'its paths'}`}
      tone={toneOf(flow)}
      readout={
        look ? (
          <>
            {straightnessText(look)}
            <br />
            {pairs ? `moving costs ${fixed(look.transport)}` : lengthText(look)}
          </>
        ) : (
          waiting({ flow, seen, settings, status })
        )
      }
      label={
        pairs
          ? `Lines from noises to the samples that flow ${flow} makes of them`
          : `Paths of flow ${flow} from noise to data`
      }
    >
      {states && <Drawn states={states} pairs={pairs} tone={toneOf(flow)} />}
    </Panel>
  );
}

export function SamplesPanel({ s, flow, seen, settings, status }: FlowProps) {
  const look = lookOf(flowOf(seen, flow), Number(s.evaluations));
  const cloud = useMemo(() => (look ? dots(square, batch(look.samples, 2)) : ''), [look]);
  return (
    <Panel
      frame={square}
      title={`Flow ${flow}, ${s.evaluations} ${s.evaluations === '1' ? 'step' : 'steps'}`}
      tone={toneOf(flow)}
      readout={
        look ? (
          <>
            {energyDistanceText(look.energyDistance)}
            <br />
            {seen!.modes > 0 ? `${look.modesCovered} of ${seen!.modes} modes, ${percent(look.between)} between` : ''}
          </>
        ) : (
          waiting({ flow, seen, settings, status })
        )
      }
      label={`Scatter plot of samples of flow ${flow} by ${s.evaluations} steps`}
    >
      <Dots d={cloud} tone={toneOf(flow)} size={2.6} opacity={0.8} />
    </Panel>
  );
}

function waiting({ flow, seen, settings, status }: Omit<FlowProps, 's'>): string {
  const how = waitingText(flow, seen, settings);
  return flow === 1 ? notYet(status, how) : how;
}
