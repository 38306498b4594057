/** A flow between two clouds: its exact velocity beside a learned one, the paths whose mean it is, and what both carry. */
import { useMemo } from 'preact/hooks';
import { backendNames } from '../../../src/engine/backends';
import { fixed, grouped } from '../../../src/picture/index';
import { Button, Choice, DrawTools, PlayBar, SeedBox, Slider, optionsOf, useDrawing } from '../../control/index';
import { Controls, More, Panels, Shell } from '../index';
import { DrawnPanel } from '../kit/DrawnPanel';
import { carriedKey, errorsOf, exactFlow, learnedVelocity, meanError } from './exact';
import { meetingAt } from './meeting';
import { cloudOptions, couplingLabels, pathLabels, summary } from './labels';
import { CarriedPanel, carriedReadout, ErrorPanel, ExactPanel, LearnedPanel, MapLegend, MeetingPanel } from './Panels';
import { cloudSpec, mostSteps, noiseOf, square, timeRange } from './state';
import { useFlow, type FlowProps } from './useFlow';

export default function FlowView(props: FlowProps) {
  const state = useFlow(props);
  const { figure, training } = state;
  const s = figure.settings.value;
  const learned = state.learned.value;
  const { truth } = state.truth.shown.value;
  const { carried } = state.carried.shown.value;
  const current = carried?.key === carriedKey(s) ? carried : null;
  const flow = exactFlow(s);
  const met = useMemo(() => meetingAt(s), [flow, s.t, s.x, s.y]);
  const velocity = useMemo(() => (learned ? learnedVelocity(learned.field.values, learned.field.t) : null), [learned]);
  // The worker answers for a new t a moment later; until then there is nothing to compare at this t.
  const here = learned && learned.field.t === truth?.t && learned.key === flow.key ? velocity : null;
  const error = here && truth ? meanError(errorsOf(here, truth), truth) : null;
  const drawing = useDrawing({ points: s.points, onChange: (points) => figure.set({ points }), most: 600 });
  const draws = s.source === 'drawn' || s.data === 'drawn';
  const wanting = draws ? cloudSpec('drawn', s).wanting : null;
  const status = training.status.value;
  const latest = training.snapshot.value;
  const running = status === 'running' || status === 'resting';
  const point = { s, onPoint: (x: number, y: number) => figure.set({ x, y }) };

  return (
    <Shell
      figure={figure}
      status={status === 'resting' ? 'running' : status === 'static' ? 'ready' : status}
      summary={summary(s, met, current, learned, error)}
      error={training.failure.value?.sentence ?? state.truth.error.value ?? state.carried.error.value}
      run={training}
      onDismissError={training.dismissFailure}
      chip={{
        backend: latest?.backend ? backendNames[latest.backend] : undefined,
        speed: latest && latest.stepsPerSecond > 0 ? `${grouped(latest.stepsPerSecond)} steps/s` : undefined,
        seed: s.seed,
      }}
      panels={
        <>
          <ExactPanel {...point} truth={truth} met={met} />
          <LearnedPanel {...point} truth={truth} learned={learned} velocity={velocity} status={status} />
          <ErrorPanel {...point} truth={truth} velocity={here} />
        </>
      }
      controls={
        <>
          <PlayBar
            playing={running}
            loading={status === 'loading'}
            play={status === 'paused' ? 'Go on' : status === 'done' ? 'Train on' : 'Train'}
            onPlay={training.play}
            onPause={training.pause}
            onReset={training.reset}
          />
          <Slider
            label="time t"
            term="t"
            tone="noised"
            {...timeRange}
            step={0.01}
            value={s.t}
            format={(v) => fixed(v)}
            onInput={(t) => figure.set({ t })}
          />
          <Choice
            label="From, at t = 1"
            showLabel
            options={cloudOptions}
            value={s.source}
            onChange={(source) => figure.set({ source })}
          />
          <Choice
            label="To, at t = 0"
            showLabel
            options={cloudOptions}
            value={s.data}
            onChange={(data) => figure.set({ data })}
          />
        </>
      }
      after={
        <>
          <MapLegend />
          <Panels>
            <MeetingPanel {...point} met={met} path={state.passing.shown.value.path} />
            <CarriedPanel
              s={s}
              title="Carried by the exact velocity"
              tone="exact"
              states={carried?.states ?? null}
              readout={carriedReadout(s, current)}
            />
            <CarriedPanel
              s={s}
              title="Carried by the learned velocity"
              tone="model"
              states={learned && learned.states.length > 0 ? learned.states : null}
              readout={
                learned
                  ? carriedReadout(s, { key: '', states: learned.states, energy: learned.snapshot.energyDistance })
                  : 'once it is trained'
              }
            />
            {draws && <DrawnPanel frame={square} drawing={drawing} wanting={wanting} aim="as a cloud" />}
          </Panels>
          {draws && (
            <Controls>
              <DrawTools drawing={drawing} />
            </Controls>
          )}
          <More summary="Change the path, the pairs and how samples are carried">
            <Controls>
              <Choice
                label="Path"
                showLabel
                options={optionsOf(pathLabels)}
                value={s.path}
                onChange={(path) => figure.set({ path })}
              />
              <Slider
                label="noise γ half-way"
                tone="noise"
                min={0}
                max={1.5}
                step={0.05}
                value={noiseOf(s)}
                format={(v) => fixed(v)}
                onInput={(noise) => figure.set({ noise })}
              />
              <Choice
                label="Pairs"
                showLabel
                options={optionsOf(couplingLabels)}
                value={s.coupling}
                onChange={(coupling) => figure.set({ coupling })}
              />
              <Slider
                label="steps that carry"
                min={1}
                max={mostSteps}
                step={1}
                value={s.carry}
                format={String}
                onInput={(carry) => figure.set({ carry })}
              />
              <Slider
                label="noise ε on the exact way"
                tone="noise"
                min={0}
                max={0.5}
                step={0.01}
                value={s.epsilon}
                format={(v) => fixed(v)}
                onInput={(epsilon) => figure.set({ epsilon })}
              />
              <Slider
                label="training steps"
                min={100}
                max={8000}
                step={100}
                value={s.steps}
                format={grouped}
                onInput={(steps) => figure.set({ steps })}
              />
              <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
              <Button onClick={figure.reset}>Reset</Button>
            </Controls>
          </More>
        </>
      }
    />
  );
}
