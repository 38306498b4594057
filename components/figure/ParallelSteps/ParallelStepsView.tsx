/** A trajectory solved all steps at once: the strip of its sweeps, the points, what it takes, and when it pays. */
import { useMemo } from 'preact/hooks';
import { significant } from '../../../src/picture/index';
import { backendNames } from '../../../src/engine/backends';
import { Button, Choice, PlayBar, Progress, Readout, Readouts, Scrubber, SeedBox } from '../../control/index';
import { Controls, Panels, Shell, useFrames } from '../index';
import { SweepsPanel, TradePanel } from './ChartPanels';
import { DigitView } from './DigitView';
import {
  distanceText,
  learnedOptions,
  paysText,
  rowText,
  samplerOptions,
  shapeOptions,
  summary,
  timedText,
} from './labels';
import { CommonSliders, ModelChoice } from './Settings';
import { lastOf, standAt } from './solve';
import { trainingSteps } from './state';
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
  const { training } = state;
  const learned = s.model === 'learned';
  const [latest, status] = [training.snapshot.value, training.status.value];
  const learning = learned && (status === 'loading' || status === 'running' || status === 'resting');
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

  if (s.model === 'digits') return <DigitView state={state} />;

  return (
    <Shell
      figure={figure}
      status={state.busy.value || playing.value || learning ? 'running' : 'ready'}
      summary={summary(solved, stand, times)}
      error={training.failure.value?.sentence ?? state.said.value}
      run={learned ? training : null}
      onDismissError={() => {
        training.dismissFailure();
        state.dismiss();
      }}
      chip={{ seed: s.seed, backend: learned && latest?.backend ? backendNames[latest.backend] : undefined }}
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
          <CommonSliders figure={figure} />
        </>
      }
      after={
        <>
          <Controls>
            <ModelChoice figure={figure} />
            {learned && (
              <PlayBar
                playing={learning}
                loading={status === 'loading'}
                play="Train"
                onPlay={training.play}
                onPause={training.pause}
                onReset={() => {
                  training.reset();
                  training.play();
                }}
              />
            )}
            <Choice
              label="Data"
              showLabel
              options={learned ? learnedOptions : shapeOptions}
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
      {learning && latest && (
        <Progress
          label={`Training, step ${latest.step}; shown is still ${solved.of.model === 'learned' ? 'the network before' : 'the exact score'}`}
          value={Math.min(1, latest.step / trainingSteps)}
          elapsed={latest.stepsPerSecond > 0 ? latest.step / latest.stepsPerSecond : 0}
          onStop={training.pause}
        />
      )}
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
