/** A digit whose steps are taken all at once: its states as pictures, steps across and sweeps down. */
import { useMemo } from 'preact/hooks';
import { backendNames } from '../../../src/engine/backends';
import { Button, Choice, Progress, Readout, Readouts, SeedBox, Slider } from '../../control/index';
import { Controls, Panel, Picture, Shell } from '../index';
import { CommonSliders, ModelChoice } from './Settings';
import {
  digitSpec,
  digitsPay,
  digitsText,
  gap,
  rowPicture,
  shownStands,
  side,
  useDigitSteps,
  type DigitRun,
} from './digits';
import { distanceText } from './labels';
import type { ParallelStepsState } from './useParallelSteps';

const margin = { left: 44, top: 22, bottom: 18 } as const;
const digitOptions = Array.from({ length: 10 }, (_, i) => ({ value: String(i), label: String(i) }));

export function DigitView({ state: { figure } }: { readonly state: ParallelStepsState }) {
  const steps = useDigitSteps(figure);
  const s = figure.settings.value;
  const { run, sweep, done, seconds } = steps.shown.value;
  const busy = steps.running.value;
  const stopped = !busy && (!run || JSON.stringify(digitSpec(run.of)) !== JSON.stringify(digitSpec(s)));
  const last = run?.answer.stands.at(-1);
  return (
    <Shell
      figure={figure}
      status={busy ? 'running' : 'ready'}
      summary={
        run ? `${digitsText(run)} ${digitsPay(run)}` : 'The steps of a digit in parallel: nothing is computed yet.'
      }
      error={steps.error.value}
      onDismissError={() => (steps.error.value = null)}
      chip={{ seed: s.seed, backend: run ? backendNames[run.answer.backend] : undefined }}
      panels={
        <div class="ps-digits">
          <DigitStrip run={run} busy={busy} />
        </div>
      }
      controls={<CommonSliders figure={figure} />}
      after={
        <>
          <Controls>
            <ModelChoice figure={figure} />
            <Choice
              label="Digit"
              showLabel
              options={digitOptions}
              value={String(s.digit)}
              onChange={(digit) => figure.set({ digit: Number(digit) })}
            />
            <Slider
              label="guidance"
              min={0}
              max={4}
              step={0.5}
              value={s.guidance}
              format={String}
              onInput={(guidance) => figure.set({ guidance })}
            />
            <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
          </Controls>
          {run && <p class="ps-timing">{digitsPay(run)}</p>}
        </>
      }
    >
      <Controls>
        {stopped && <Button onClick={steps.again}>Compute</Button>}
        <Button onClick={() => figure.reset()}>Reset</Button>
      </Controls>
      {busy && (
        <Progress
          label={sweep === 0 ? 'The steps one after the other' : `Sweep ${sweep}`}
          value={done}
          elapsed={seconds}
          onStop={steps.stop}
        />
      )}
      {run && last && (
        <Readouts>
          <Readout label="Sweeps needed" tone="noised" value={String(last.sweep)} />
          <Readout label="Evaluations in a row" value={`${last.inARow} in place of ${run.of.steps}`} />
          <Readout label="in all" value={String(last.evaluations)} />
          <Readout label="Last picture off" tone="exact" value={distanceText(last.distance[run.of.steps])} />
        </Readouts>
      )}
    </Shell>
  );
}

/** A row a sweep, a column a state; the last row is the sequential run. */
function DigitStrip({ run, busy }: { readonly run: DigitRun | null; readonly busy: boolean }) {
  const drawn = useMemo(() => {
    if (!run) return null;
    const { stands, sequential } = run.answer;
    const shown = shownStands(stands);
    return { shown, rows: [...shown.map(({ pictures }) => pictures), sequential].map(rowPicture) };
  }, [run]);
  if (!run || !drawn)
    return (
      <Panel
        frame={{ width: 400, height: 300 }}
        title="States of a digit"
        readout={busy ? 'being computed' : 'not computed yet'}
        label="Nothing yet"
      >
        {null}
      </Panel>
    );
  const { columns } = run.answer;
  const { shown: stands, rows: pictures } = drawn;
  const step = side + gap;
  const [left, top] = [margin.left, margin.top];
  const rows = stands.length + 1;
  const wide = columns.length * step - gap;
  const [width, height] = [left + wide, top + rows * step + 8 + margin.bottom];
  const rowTop = (i: number) => top + i * step + (i === stands.length ? 8 : 0);
  return (
    <Panel
      frame={{ width, height }}
      border={false}
      tone="noised"
      title="Its states, steps across and sweeps down"
      readout="framed: still evaluated in that sweep; the last row is the sequential run"
      label={`Pictures of ${columns.length} states, from noise to a ${run.of.digit}, after ${stands.length} sweeps and in the sequential run`}
    >
      {pictures.map(({ href, height }, i) => (
        <Picture key={i} href={href} x={left} y={rowTop(i)} width={wide} height={height} />
      ))}
      {stands.map(({ sweep, from, to }, i) =>
        columns.map((k, j) =>
          k > from && k <= to ? (
            <path
              key={`${sweep} ${k}`}
              class="f-line tone-noised"
              d={`M${left + j * step - 1},${rowTop(i) - 1}h${side + 2}v${side + 2}h${-side - 2}z`}
              stroke-width={1}
            />
          ) : null,
        ),
      )}
      <path
        class="f-line tone-exact"
        d={`M${left - 2},${rowTop(stands.length) - 2}h${wide + 4}v${side + 4}h${-wide - 4}z`}
        stroke-width={1}
      />
      <g class="f-axes" aria-hidden="true">
        {stands.map(({ sweep }, i) => (
          <text key={sweep} x={left - 8} y={rowTop(i) + side / 2} dy="0.32em" text-anchor="end">
            {sweep}
          </text>
        ))}
        <text x={left - 8} y={rowTop(stands.length) + side / 2} dy="0.32em" text-anchor="end">
          seq.
        </text>
        {columns.map((k, j) => (
          <text key={k} x={left + j * step + side / 2} y={height - 4} text-anchor="middle">
            {j === 0 ? 'noise' : k}
          </text>
        ))}
        <text class="f-axis" x={0} y={12}>
          {'↓ sweeps'}
        </text>
        <text class="f-axis" x={width} y={12} text-anchor="end">
          {'steps →'}
        </text>
      </g>
    </Panel>
  );
}
