/** The strips, each with its windows as brackets and what the judge reads in them; and how the one that is looked at changes from column to column. */
import { useMemo } from 'preact/hooks';
import { fixed, frame, line, pixels } from '../../../src/picture/index';
import { Axes, Line, Panel, Picture } from '../index';
import { ruleNames, stripText, windowText } from './labels';
import { classesOf, stripRules, windowSide, windowsOfStrip, type StripRule } from './state';
import { guessAt, measuresOf, type Shown } from './work';

interface StripsProps {
  readonly shown: Shown;
  readonly step: number;
  readonly rule: StripRule;
  readonly onChoose: (rule: StripRule) => void;
}

export function Strips({ shown, step, rule, onChoose }: StripsProps) {
  return (
    <ul class="pa-strips" aria-label="Strips by four rules, from the same noise">
      {stripRules.map((one) => (
        <li key={one} data-rule={one}>
          <button
            type="button"
            class="pa-strip"
            aria-pressed={rule === one}
            aria-label={`${ruleNames[one]}: ${stripText(shown, one, step)}`}
            onClick={() => onChoose(one)}
          >
            <Drawn shown={shown} rule={one} step={step} />
          </button>
          <Brackets shown={shown} rule={one} />
          <p class="f-title">{ruleNames[one]}</p>
          <p class="f-readout">{stripText(shown, one, step)}</p>
        </li>
      ))}
    </ul>
  );
}

function Drawn({ shown, rule, step }: { readonly shown: Shown; readonly rule: StripRule; readonly step: number }) {
  const { width } = shown.settings;
  const grey = guessAt(shown.strips[rule], step);
  const href = useMemo(() => (grey ? pixels(grey, width, { paper: 0, ink: 255 }) : ''), [grey, width]);
  return (
    <svg viewBox={`0 0 ${width} ${windowSide}`} aria-hidden="true">
      {grey && <Picture href={href} width={width} height={windowSide} />}
    </svg>
  );
}

/** Each window where it stands, in as many rows as windows lie over each other. */
function Brackets({ shown, rule }: { readonly shown: Shown; readonly rule: StripRule }) {
  const s = shown.settings;
  const reading = shown.strips[rule]?.reading;
  const told = classesOf(s);
  const { starts, length } = windowsOfStrip(s);
  const lanes = Math.ceil(windowSide / s.stride);
  // A last window that was moved to the edge takes a row of its own where it would lie over another.
  const lane = (i: number) => (i > 0 && starts[i] - starts[i - 1] < s.stride ? lanes : i % lanes);
  const rows = Math.max(...starts.map((_, i) => lane(i))) + 1;
  return (
    <div class="pa-brackets" style={{ '--rows': String(rows) }} aria-hidden="true">
      {starts.map((start, i) => (
        <span
          key={start}
          class="pa-bracket"
          data-met={reading && told[i] >= 0 ? String(told[i] === reading.classes[i]) : undefined}
          style={{
            left: `${(100 * start) / length}%`,
            width: `${(100 * windowSide) / length}%`,
            top: `calc(${lane(i)} * var(--lane))`,
          }}
        >
          <span>{reading ? windowText(told[i], reading, i) : ''}</span>
        </span>
      ))}
    </div>
  );
}

/** Change of ink from column to column; where another window is the nearest it is marked. */
export function ChangePanel({ shown, step, rule }: Omit<StripsProps, 'onChoose'>) {
  const s = shown.settings;
  const grey = guessAt(shown.strips[rule], step);
  const found = useMemo(() => (grey ? measuresOf(s, grey) : null), [grey, shown.key]);
  const box = frame({
    width: 640,
    height: 190,
    margin: { top: 26, right: 10, bottom: 36, left: 40 },
    x: [0, s.width],
    y: [0, Math.max(0.3, ...(found?.changes ?? []))],
  });
  const columns = Array.from(found?.changes ?? [], (_, j) => j + 1);
  const seam = found && !Number.isNaN(found.seam) ? fixed(found.seam, 2) : null;
  const marks = (found?.borders ?? []).map((j) => `M${box.x(j + 1).toFixed(1)},${box.top}V${box.bottom}`).join('');
  return (
    <Panel
      frame={box}
      border={false}
      title={`Change from column to column: ${ruleNames[rule].toLowerCase()}`}
      tone="model"
      readout={
        seam
          ? `where another window takes over (dashed) ${seam} times the change elsewhere`
          : 'no window takes over from another, or nothing changes'
      }
      label="Mean change of ink from each column to the next, against the column, with the columns marked where another window is the nearest"
    >
      <Axes frame={box} x={{ label: 'column' }} y={{ label: 'change of ink', count: 3 }} />
      <Line d={marks} tone="ink" width={1} dash="3 3" opacity={0.6} />
      {found && <Line d={line(box, columns, Array.from(found.changes))} tone="model" width={1.8} />}
    </Panel>
  );
}
