/** A trajectory solved all steps at once: the strip of its sweeps, the points, what it takes, and when it pays. */
import { useMemo } from 'preact/hooks';
import { significant } from '../../../src/picture/index';
import { Button, Choice, Progress, Readout, Readouts, Scrubber, SeedBox, Slider } from '../../control/index';
import { Controls, Panels, Shell, useFrames } from '../index';
import { SweepsPanel, TradePanel } from './ChartPanels';
import { distanceText, levelText, paysText, rowText, samplerOptions, shapeOptions, summary, timedText } from './labels';
import { lastOf, standAt } from './solve';
import { stepRange, toleranceRange, windowOf } from './state';
import { PlanePanel, StripLegend, StripPanel } from './StripPanel';
import { useParallelSteps, type ParallelStepsProps, type ParallelStepsState } from './useParallelSteps';
import './parallel-steps.css';

/** Sweeps a second, and seconds that all of them take at the most. */
const pace = { sweeps: 2, most: 10 } as const;

export default function ParallelStepsView(props: ParallelStepsProps) {
  const state = useParallelSteps(props);
  const { figure, playing } = state;
  const s = figure.settings.value;
  const solved = state.solved.value;
  const charts = state.charts.value;
  const times = state.times.value;
  const last = lastOf(solved);
  const stand = standAt(solved, s.sweep);
  const clock = useMemo(() => ({ passed: 0 }), []);
  const show = (sweep: number) => {
    playing.value = false;
    figure.set({ sweep });
  };

  useFrames(figure, playing.value, (seconds) => {
    clock.passed += seconds * Math.max(pace.sweeps, last.sweep / pace.most);
    const sweeps = Math.floor(clock.passed);
    if (sweeps === 0) return;
    clock.passed -= sweeps;
    const next = Math.min(last.sweep, stand.sweep + sweeps);
    if (next === last.sweep) playing.value = false;
    figure.set({ sweep: next });
  });

  return (
    <Shell
      figure={figure}
      status={state.busy.value || playing.value ? 'running' : 'ready'}
      summary={summary(solved, stand, times)}
      error={state.said.value}
      onDismissError={state.dismiss}
      chip={{ seed: s.seed }}
      panels={
        <>
          <StripPanel solved={solved} stand={stand} onSweep={show} />
          <PlanePanel solved={solved} stand={stand} />
        </>
      }
      controls={
        <>
          <Scrubber
            label="sweeps"
            min={0}
            max={last.sweep}
            step={1}
            value={stand.sweep}
            format={(v) => `${v} of ${last.sweep}`}
            onInput={show}
            playing={playing.value}
            onPlay={(on) => {
              clock.passed = 0;
              if (on && stand.sweep === last.sweep) figure.set({ sweep: 0 });
              playing.value = on;
            }}
          />
          <Slider
            label="steps"
            min={stepRange.min}
            max={stepRange.max}
            step={1}
            value={s.steps}
            format={String}
            onInput={(steps) => figure.set({ steps })}
          />
          <Slider
            label="window"
            min={1}
            max={s.steps}
            step={1}
            value={windowOf(s)}
            format={(v) => (v === s.steps ? `all ${v}` : String(v))}
            onInput={(v) => figure.set({ window: v === s.steps ? stepRange.max : v })}
          />
          <Slider
            label="tolerance"
            log
            min={toleranceRange.min}
            max={toleranceRange.max}
            value={s.tolerance}
            format={levelText}
            onInput={(v) => figure.set({ tolerance: Number(v.toPrecision(1)) })}
          />
        </>
      }
      after={
        <>
          <Controls>
            <Choice
              label="Data"
              showLabel
              options={shapeOptions}
              value={s.target}
              onChange={(target) => figure.set({ target })}
            />
            <Choice
              label="Sampler"
              showLabel
              options={samplerOptions}
              value={s.sampler}
              onChange={(sampler) => figure.set({ sampler })}
            />
            <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
            <Button
              onClick={() => {
                playing.value = false;
                figure.reset();
              }}
            >
              Reset
            </Button>
          </Controls>
          <Panels>
            <SweepsPanel charts={charts} />
            <TradePanel charts={charts} />
          </Panels>
          <ChartsProgress state={state} />
          <Pays state={state} />
        </>
      }
    >
      <StripLegend />
      <Readouts>
        <Readout label="Sweeps needed" tone="noised" value={String(last.sweep)} />
        <Readout label="Evaluations in a row" value={`${last.inARow} in place of ${solved.sequentialEvaluations}`} />
        <Readout
          label="in all"
          value={`${last.evaluations}, ${significant(last.evaluations / solved.sequentialEvaluations, 2)} times as many`}
        />
        <Readout label="Samples off, mean" tone="exact" value={distanceText(last.distance[solved.of.steps])} />
        <Readout label="at most" tone="exact" value={distanceText(solved.furthest)} />
      </Readouts>
    </Shell>
  );
}

/** Of charts that take more than a second: how far they are, and a stop. */
function ChartsProgress({ state }: { readonly state: ParallelStepsState }) {
  const done = state.charts.value?.done ?? 0;
  const seconds = state.seconds.value.charts;
  if (state.charting.value)
    return seconds > 1 && done < 1 ? (
      <Progress label="The charts" value={done} elapsed={seconds} onStop={state.stopCharts} />
    ) : null;
  return done < 1 ? (
    <Controls>
      <Button onClick={state.chart}>Compute the charts</Button>
    </Controls>
  ) : null;
}

/** When it pays: by counting, and by the clock. */
function Pays({ state }: { readonly state: ParallelStepsState }) {
  const solved = state.solved.value;
  const times = state.times.value;
  const busy = state.timing.value;
  const seconds = state.seconds.value.timing;
  const known = times?.done === 1 && !busy ? times : null;
  return (
    <div class="ps-timing">
      <p>{paysText(solved, known)}</p>
      {known && <p>{`${timedText(solved, known)} ${rowText(solved, known)}`}</p>}
      {busy ? (
        <Progress label="Timing both in this page" value={times?.done ?? 0} elapsed={seconds} onStop={state.stop} />
      ) : (
        <Controls>
          <Button onClick={state.time}>{known ? 'Time both again' : 'Time both here'}</Button>
        </Controls>
      )}
    </div>
  );
}
