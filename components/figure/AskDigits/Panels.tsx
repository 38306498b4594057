/** The pictures, and what a hundred of them measure. */
import { useMemo } from 'preact/hooks';
import { digitSide } from '../../../src/core/data/digits';
import { bars, fixed, frame, line } from '../../../src/picture/index';
import { Area, Axes, Label, Line, Marker, Panel, Picture, Rule } from '../index';
import { sheet } from '../../../src/picture/index';
import { measuredText, picturesText, titleText, weightText } from './labels';
import { columns, crowd, rows, shownCount, type AskDigitsSettings } from './state';
import type { Measured, Pictures } from './work';

const grid = { width: columns * digitSide, height: rows * digitSide } as const;
const chart = { width: 400, height: 320, margin: { top: 28, right: 16, bottom: 40, left: 42 } } as const;

export function PicturesPanel({ pictures }: { readonly pictures: Pictures }) {
  const href = useMemo(() => sheet(pictures.grey, columns, rows), [pictures.grey]);
  return (
    <Panel
      frame={grid}
      border
      title={titleText(pictures.settings)}
      tone="model"
      term="xhat"
      readout={picturesText(pictures)}
      label={`${shownCount} digits drawn by the network`}
    >
      <Picture href={href} width={grid.width} height={grid.height} />
    </Panel>
  );
}

export function MeasuredPanel({ s, measured }: { readonly s: AskDigitsSettings; readonly measured: Measured }) {
  return measured.settings.mode === 'guidance' ? (
    <CurvePanel s={s} measured={measured} />
  ) : (
    <CallsPanel measured={measured} />
  );
}

/** Agreement against diversity; real digits stand at 1. */
function CurvePanel({ s, measured }: { readonly s: AskDigitsSettings; readonly measured: Measured }) {
  const { marks, settings } = measured;
  const most = Math.max(1.1, ...marks.map((m) => m.diversity * 1.05));
  const least = Math.min(0.8, ...marks.map((m) => m.agreement));
  const box = frame({ ...chart, x: [0, Math.ceil(most * 5) / 5], y: [Math.max(0, Math.floor(least * 10) / 10), 1.02] });
  const now = marks.find((m) => m.w === s.w);
  let [lastX, lastY] = [Infinity, Infinity];
  return (
    <Panel
      frame={box}
      border={false}
      title="Agreement against diversity"
      tone="model"
      readout={measuredText(measured)}
      label={`Share that the judge calls ${settings.digit} against diversity, at ${marks.length} guidance weights: ${marks.map((m) => `w ${weightText(m.w)}, ${fixed(m.agreement)} and ${fixed(m.diversity)}`).join('; ')}`}
    >
      <Axes
        frame={box}
        x={{ label: 'diversity, 1 for real digits', count: 4 }}
        y={{ label: `share the judge calls ${settings.digit}`, count: 4 }}
      />
      <Rule frame={box} x={1} tone="data" dash="4 3" />
      <Line
        d={line(
          box,
          marks.map((m) => m.diversity),
          marks.map((m) => m.agreement),
        )}
        tone="model"
      />
      {marks.map((m) => (
        <Marker key={m.w} x={box.x(m.diversity)} y={box.y(m.agreement)} tone="model" size={3.2} />
      ))}
      {now && <Marker x={box.x(now.diversity)} y={box.y(now.agreement)} tone="model" size={7} filled={false} />}
      {marks.map((m) => {
        const [x, y] = [box.x(m.diversity), box.y(m.agreement)];
        // A label that would lie on the one before is left out.
        if (Math.abs(x - lastX) < 26 && Math.abs(y - lastY) < 16) return null;
        [lastX, lastY] = [x, y];
        return (
          <Label key={`n${m.w}`} x={x} y={y + 19} tone="model" anchor="middle">
            {m.w === 0 ? 'w = 0' : weightText(m.w)}
          </Label>
        );
      })}
    </Panel>
  );
}

/** How many of a hundred pictures the judge calls what. */
function CallsPanel({ measured }: { readonly measured: Measured }) {
  const {
    calls,
    settings: { digit, other },
  } = measured;
  const box = frame({ ...chart, x: [-0.5, 9.5], y: [0, crowd] });
  const edges = Float64Array.from({ length: 11 }, (_, i) => i - 0.5);
  const heights = (asked: boolean) =>
    Float64Array.from({ length: 10 }, (_, c) => ((c === digit || c === other) === asked ? (calls[c] ?? 0) : 0));
  const path = (asked: boolean) => bars(box, { edges, counts: heights(asked), density: heights(asked), outside: 0 });
  return (
    <Panel
      frame={box}
      border={false}
      title="What the judge calls them"
      tone="model"
      readout={measuredText(measured)}
      label={`Bars: of ${crowd} pictures the judge calls ${calls.map((n, c) => `${n} a ${c}`).join(', ')}`}
    >
      <Axes
        frame={box}
        x={{
          label: 'class by the judge',
          grid: false,
          ticks: Array.from({ length: 10 }, (_, value) => ({ value, label: String(value) })),
        }}
        y={{ label: `of ${crowd} pictures`, count: 4 }}
      />
      <Area d={path(true)} tone="model" opacity={0.7} />
      <Area d={path(false)} tone="soft" opacity={0.5} />
    </Panel>
  );
}
