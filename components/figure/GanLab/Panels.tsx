/** The pictures of the gan-lab figure. */
import { useMemo } from 'preact/hooks';
import { batch, type Batch } from '../../../src/core/batch';
import type { TargetSpec } from '../../../src/core/data/target';
import type { Status } from '../../../src/engine/protocol';
import {
  arrows,
  contours,
  dots,
  energyDistanceText,
  frame,
  line,
  percent,
  significant,
  squareFrame,
} from '../../../src/picture/index';
import type { GamePoint } from '../plane-gan-run';
import { Area, Axes, Dots, Label, Line, Panel } from '../index';
import { equilibrium, gridOf, lineLabel, shades, undecided, type Judged } from './judge';
import { gameTitle, type Seen } from './labels';
import { extent, toDrawing } from './state';
import { notYet } from '../kit/not-yet';
import '../kit/legend.css';

export const square = squareFrame(extent, 420);
/** Both charts are of one size. */
const chart = { width: 500, height: 186, margin: { top: 22, right: 106, bottom: 32, left: 40 } } as const;
/** Fakes that carry an arrow: more would hide each other. */
const arrowed = 120;
/** Data units of arrow for one unit of pull; longer ones than `longest` user units are cut. */
const arrowStyle = { scale: 0.35, longest: 44, shortest: 1, head: 4 } as const;

interface GameProps {
  readonly seen: Seen | null;
  readonly real: Batch;
  readonly spec: TargetSpec;
  readonly rules: Judged;
  readonly status: Status | 'static';
}

export function GamePanel({ seen, real, spec, rules, status }: GameProps) {
  const shown = seen?.snapshot ?? null;
  const surface = useMemo(
    () => (shown?.field ? surfaceOf(shown.field, rules, shown.losses) : null),
    [shown, rules.loss, rules.relativistic],
  );
  const cloud = useMemo(() => dots(square, toDrawing(spec, real.data)), [real, spec]);
  const fakes = useMemo(() => (shown ? dots(square, toDrawing(spec, shown.samples)) : ''), [shown, spec]);
  const pulls = useMemo(() => (shown ? pullArrows(spec, shown.samples, shown.pull) : ''), [shown, spec]);
  return (
    <Panel
      frame={square}
      title={gameTitle(shown)}
      tone="generator"
      readout={
        <>
          {judgement(seen, status)}
          <Legend rules={rules} />
        </>
      }
      label="Real points and fake ones over the discriminator's surface, with its decision line and an arrow where it pulls each fake"
    >
      {surface?.regions.map(({ level, d }) => (
        <Area key={level} d={d} tone="discriminator" opacity={0.085} term="discriminator" />
      ))}
      {surface && <Line d={surface.line} tone="discriminator" width={1.6} term="discriminator" />}
      <Dots d={cloud} tone="data" size={2.6} opacity={0.55} term="x0" />
      <Line d={pulls} tone="ink" width={0.9} opacity={0.75} />
      <Dots d={fakes} tone="generator" size={3.4} opacity={0.85} term="generator" />
    </Panel>
  );
}

function judgement(seen: Seen | null, status: GameProps['status']): string {
  if (!seen) return notYet(status, 'not played yet: press Play');
  return `D takes ${percent(seen.taken)} of the fakes for real; mean pull ${significant(seen.pull)}${seen.built ? '; played when the page was built' : ''}`;
}

function surfaceOf(field: NonNullable<Seen['snapshot']['field']>, rules: Judged, outputs: Seen['snapshot']['losses']) {
  const grid = gridOf(field);
  const regions = contours(square, grid, shades(rules, outputs));
  return {
    regions,
    line: contours(square, grid, [undecided(rules, outputs)])
      .map(({ d }) => d)
      .join(''),
  };
}

function pullArrows(spec: TargetSpec, samples: Float64Array, pull: Float64Array): string {
  const n = 2 * Math.min(arrowed, pull.length / 2);
  return arrows(square, toDrawing(spec, samples.subarray(0, n)), batch(pull.subarray(0, n), 2), arrowStyle);
}

/** What the marks of the game are. */
function Legend({ rules }: { readonly rules: Judged }) {
  return (
    <span class="f-legend gl-legend">
      <span class="f-key tone-data">
        <i class="gl-dot" />
        real
      </span>
      <span class="f-key tone-generator">
        <i class="gl-dot" />
        fake
      </span>
      <span class="f-key tone-discriminator">
        <i class="f-shade gl-shade" />
        the deeper the tint, the more real to D
      </span>
      <span class="f-key tone-discriminator">
        <i class="gl-line" />
        {lineLabel(rules)}
      </span>
      <span class="f-key tone-ink">
        <i aria-hidden="true">→</i>where a fake is told to go
      </span>
    </span>
  );
}

interface ChartProps {
  readonly history: readonly GamePoint[];
  /** Steps that the axis shows at least. */
  readonly steps: number;
}

export function LossesPanel({ history, steps, rules }: ChartProps & { readonly rules: Judged }) {
  const balance = equilibrium(rules);
  const values = history.flatMap(({ discriminator, generator }) => [discriminator, generator]).filter(Number.isFinite);
  const [low, high] = span([...middle(values), balance.discriminator, balance.generator]);
  const box = frame({ ...chart, x: [0, longest(history, steps)], y: [low, high] });
  const clipped = (v: number) => Math.max(low, Math.min(high, v));
  const path = (of: (p: GamePoint) => number) =>
    line(
      box,
      history.map(({ step }) => step),
      history.map((p) => clipped(of(p))),
    );
  const last = history.at(-1);
  const ends = last ? apart([box.y(clipped(last.discriminator)), box.y(clipped(last.generator))], 13) : [];
  const known = rules.loss !== 'wasserstein';
  return (
    <Panel
      frame={box}
      title="Both losses"
      tone="ink"
      label="Losses of discriminator and generator against steps of the generator, with their values at equilibrium"
      readout={
        last
          ? `D ${significant(last.discriminator, 3)}, G ${significant(last.generator, 3)}; dashed: where neither can win, ${significant(balance.discriminator, 3)} and ${significant(balance.generator, 3)}`
          : 'dashed: where neither can win'
      }
    >
      <Axes frame={box} x={{ label: 'steps of the generator', count: 4 }} y={{ label: 'loss', count: 4 }} />
      <Line
        d={`M${box.left},${box.y(balance.discriminator)}H${box.right}`}
        tone="discriminator"
        width={1.4}
        dash="6 4"
      />
      {(known || balance.generator !== balance.discriminator) && (
        <Line d={`M${box.left},${box.y(balance.generator)}H${box.right}`} tone="generator" width={1.4} dash="2 4" />
      )}
      <Line d={path((p) => p.discriminator)} tone="discriminator" width={1.5} term="discriminator" />
      <Line d={path((p) => p.generator)} tone="generator" width={1.5} term="generator" />
      {last && (
        <Label x={box.x(last.step) + 6} y={ends[0] + 4} tone="discriminator">
          discriminator
        </Label>
      )}
      {last && (
        <Label x={box.x(last.step) + 6} y={ends[1] + 4} tone="generator">
          generator
        </Label>
      )}
    </Panel>
  );
}

/** Modes covered over time, or the energy distance where the target has no modes to count. */
export function QualityPanel({ history, steps, modes }: ChartProps & { readonly modes: number }) {
  const x = [0, longest(history, steps)] as const;
  const at = history.map(({ step }) => step);
  const last = history.at(-1);
  if (modes > 0) {
    const box = frame({ ...chart, x, y: [0, modes] });
    return (
      <Panel
        frame={box}
        title="Modes covered"
        tone="generator"
        label="Modes that the generator reaches, against steps"
        readout={
          last
            ? `${last.modesCovered} of ${modes} at step ${last.step}: a mode counts from a tenth of its fair share on`
            : `of ${modes}`
        }
      >
        <Axes frame={box} x={{ label: 'steps of the generator', count: 4 }} y={{ label: 'modes', count: 4 }} />
        <Line
          d={line(
            box,
            at,
            history.map((p) => p.modesCovered),
            { curve: 'step' },
          )}
          tone="generator"
          width={1.8}
        />
        {last && (
          <Label
            x={box.x(last.step) + 6}
            y={box.y(last.modesCovered) + 4}
            tone="generator"
          >{`${last.modesCovered} of ${modes}`}</Label>
        )}
      </Panel>
    );
  }
  const least = 1e-3;
  const box = frame({ ...chart, x, y: [least, 5], yLog: true });
  const held = (v: number) => Math.max(least, Math.min(5, v));
  return (
    <Panel
      frame={box}
      title="Energy distance"
      tone="generator"
      label="Energy distance between generated points and the data, against steps, on a logarithmic axis"
      readout={last ? `${energyDistanceText(last.energyDistance)} at step ${last.step}` : 'to 1,000 points of the data'}
    >
      <Axes frame={box} x={{ label: 'steps of the generator', count: 4 }} y={{ label: 'energy distance', count: 4 }} />
      <Line
        d={line(
          box,
          at,
          history.map((p) => (Number.isFinite(p.energyDistance) ? held(p.energyDistance) : NaN)),
        )}
        tone="generator"
        width={1.8}
      />
      {last && (
        <Label x={box.x(last.step) + 6} y={box.y(held(last.energyDistance)) + 4} tone="generator">
          {significant(last.energyDistance)}
        </Label>
      )}
    </Panel>
  );
}

/** The whole game, or of a very long one as much as has been played. */
function longest(history: readonly GamePoint[], steps: number): number {
  return Math.max(Math.min(steps, 2500), history.at(-1)?.step ?? 0);
}

/** All but the wildest two in a hundred at either end: one spike does not flatten a curve. */
function middle(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const cut = Math.floor(0.02 * sorted.length);
  return sorted.slice(cut, sorted.length - cut);
}

function span(values: readonly number[]): readonly [number, number] {
  const [low, high] = [Math.min(...values, 0), Math.max(...values, 0)];
  const room = 0.06 * (high - low || 1);
  return [low < 0 ? low - room : 0, high + room];
}

/** Two heights at least `gap` apart, about where they were. */
function apart([a, b]: readonly [number, number], gap: number): readonly [number, number] {
  const short = gap - Math.abs(a - b);
  if (short <= 0) return [a, b];
  const up = a <= b ? -1 : 1;
  return [a + (up * short) / 2, b - (up * short) / 2];
}
