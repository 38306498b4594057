/** The strip, and beside it the points where the window ends. */
import { useMemo } from 'preact/hooks';
import { samplers } from '../../../src/core/sampler/index';
import { dots, trails } from '../../../src/picture/index';
import { Area, Dots, Line, Panel } from '../index';
import { PointLayer } from '../PointLayer';
import { endText, levelText, outsideText, sweepText } from './labels';
import type { Solved, Stand } from './solve';
import { fewLines, lineCount, square } from './state';
import { isRoomy, levels, rowOf, shades, stripFrame, sweepTicks, windowOutline } from './strip';
import '../kit/table.css';

export interface StandProps {
  readonly solved: Solved;
  readonly stand: Stand;
}

export function StripPanel({ solved, stand, onSweep }: StandProps & { readonly onSweep: (sweep: number) => void }) {
  const { stands, of } = solved;
  const box = useMemo(() => stripFrame(solved), [solved]);
  const roomy = isRoomy(box);
  const rows = useMemo(() => stands.map((one) => rowOf(box, one, { only: !roomy })), [solved]);
  const now = roomy ? rows[stand.sweep] : rowOf(box, stand);
  const last = stands.length - 1;
  const joined = (shade: number) =>
    rows
      .slice(0, stand.sweep)
      .map((row) => row[shade])
      .join('') + now[shade];
  const outlines = (from: number, to: number) =>
    stands
      .slice(Math.max(1, from), to)
      .map((one) => windowOutline(box, one))
      .join('');
  const ticks = [0, 1, 2, 3, 4, 5].map((i) => Math.round((i * of.steps) / 5));
  return (
    <Panel
      frame={box}
      border={false}
      interactive="point"
      title={`Sweep ${stand.sweep} of ${last}`}
      tone="noised"
      readout={sweepText(solved, stand)}
      label={`Strip of ${of.steps} states across and ${last} sweeps down, each cell shaded by its distance from the sequential answer; point at a row to see its sweep`}
    >
      {shades.map((opacity, shade) => (
        <Area key={opacity} d={joined(shade)} tone="noised" opacity={opacity} />
      ))}
      <Line d={roomy ? outlines(1, stand.sweep) : ''} tone="soft" width={0.8} opacity={0.7} />
      <Line d={outlines(stand.sweep + 1, last + 1)} tone="soft" width={0.8} dash="1.5 3" />
      {stand.sweep > 0 && <Line d={windowOutline(box, stand)} tone="ink" width={2} />}
      <g class="f-axes" aria-hidden="true">
        {sweepTicks(last).map((sweep) => (
          <text key={sweep} x={box.left - 6} y={box.y(sweep + 0.5)} dy="0.32em" text-anchor="end">
            {sweep}
          </text>
        ))}
        {ticks.map((k) => (
          <text key={`x${k}`} x={box.x(k)} y={box.bottom} dy="1.3em" text-anchor={anchorOf(k, of.steps)}>
            {k === 0 ? 'noise' : k === of.steps ? `data, ${k}` : k}
          </text>
        ))}
        <text class="f-axis" x={box.left - 24} y={box.top - 8}>
          {'↓ sweeps'}
        </text>
        <text class="f-axis" x={box.right} y={box.top - 8} text-anchor="end">
          {'steps →'}
        </text>
      </g>
      <PointLayer
        frame={box}
        x={stand.sweep}
        label="Sweep that is shown"
        onPoint={(_, y) => onSweep(Math.max(0, Math.min(last, Math.floor(y))))}
        beside={() => [0, stand.sweep]}
      />
    </Panel>
  );
}

function anchorOf(k: number, steps: number): 'start' | 'middle' | 'end' {
  return k === 0 ? 'start' : k === steps ? 'end' : 'middle';
}

/** The strip's shades with their numbers, and what the rest of it means. */
export function StripLegend() {
  return (
    <p class="f-legend ps-legend">
      <span>Distance from the sequential answer, mean over the points, at least</span>
      {shades.map((opacity, i) => (
        <span key={opacity} class="f-key">
          <i class="f-shade tone-noised" style={{ opacity: String(opacity) }} />
          {i === 0 ? 'less' : levelText(levels[i - 1])}
        </span>
      ))}
      <span class="f-key">
        <i class="ps-window" />
        evaluated in that sweep
      </span>
      <span class="f-key">
        <i class="ps-thin tone-noised" />
        done, or waiting
      </span>
      <span class="f-key">
        <i class="ps-window ps-later" />
        still to come
      </span>
    </p>
  );
}

export function PlanePanel({ solved, stand }: StandProps) {
  const { sequential, of } = solved;
  const { to } = stand;
  const outside = outsideText(stand);
  const lines = samplers[of.sampler].stochastic ? fewLines : lineCount;
  const answer = useMemo(
    () => ({ cloud: dots(square, sequential[to]), ways: trails(square, sequential.slice(0, to + 1), lines) }),
    [solved, to],
  );
  const now = useMemo(() => ({ cloud: dots(square, stand.end), ways: trails(square, stand.paths, lines) }), [stand]);
  return (
    <Panel
      frame={square}
      tone="noised"
      title={to === of.steps ? 'The samples, the last state' : `Where the window ends, state ${to} of ${of.steps}`}
      readout={
        <>
          {endText(stand)}
          <br />
          {outside && (
            <>
              {outside}
              <br />
            </>
          )}
          <span class="tone-exact ps-answer">large and pale: the sequential answer</span>
        </>
      }
      label={`Scatter plot of the points at state ${to} of ${of.steps}, after sweep ${stand.sweep}, and of the sequential answer, with the paths of ${lines} of them`}
    >
      <Line d={answer.ways} tone="exact" width={1} opacity={0.4} />
      <Dots d={answer.cloud} tone="exact" size={7} opacity={0.35} />
      <Line d={now.ways} tone="noised" width={1.1} opacity={0.75} />
      <Dots d={now.cloud} tone="noised" size={3.4} opacity={0.95} />
    </Panel>
  );
}
