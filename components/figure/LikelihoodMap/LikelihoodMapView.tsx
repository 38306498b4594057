/** The log-density by the probability-flow ODE beside the exact one; one point's path and what adds up along it. */
import { useMemo } from 'preact/hooks';
import { Button, Choice, PlayBar, Progress, Readout, Readouts, Scrubber, SeedBox, Slider } from '../../control/index';
import { backendNames } from '../../../src/engine/backends';
import { makeSchedule } from '../../../src/core/schedule/index';
import { significant } from '../../../src/picture/index';
import { Controls, More, Panels, Shell, timeAxis, useConvention, useFrames } from '../index';
import { scheduleOptions, targetOptions } from '../kit/sampler-labels';
import {
  bothUnits,
  divergenceOptions,
  gap,
  gapInBoth,
  modelOptions,
  priorOptions,
  solverOptions,
  summary,
  tolerance,
} from './labels';
import { errorsOf } from './map';
import { DifferencePanel, ExactPanel, MapLegend, OdePanel, odeTone } from './MapPanels';
import { OrderPanel } from './OrderPanel';
import { TermsPanel, WayPanel } from './PathPanels';
import { courseOf, mostProbes, mostSteps, patchRange, toleranceRange } from './settings';
import { useLikelihoodMap, type LikelihoodMapProps, type LikelihoodMapState } from './useLikelihoodMap';
import './likelihood-map.css';

/** Seconds that a path takes to play. */
const lasts = 5;

export default function LikelihoodMapView(props: LikelihoodMapProps) {
  const state = useLikelihoodMap(props);
  const { figure, training, running, stopped, said, playing } = state;
  const s = figure.settings.value;
  const convention = useConvention();
  const time = useMemo(() => timeAxis(convention, makeSchedule(courseOf(s).schedule)), [convention, s.schedule]);
  const map = state.map.value;
  const walked = state.path.value;
  const path = walked?.path ?? null;
  const errors = useMemo(() => (map ? errorsOf(map.of, map.state) : null), [map?.state]);
  const status = training.status.value;
  const latest = training.snapshot.value;
  const busy = status === 'loading' || status === 'running' || status === 'resting';
  const learning = s.model === 'learned' && busy;
  const waiting = learning
    ? 'while the network trains'
    : s.model === 'learned' && !map && !running.value
      ? 'not trained yet: press Train'
      : 'being computed';
  const point = (x: number, y: number) => figure.set({ x, y });
  const shared = { s, map: map?.state ?? null, errors, path: walked?.current ? path : null, waiting, onPoint: point };

  useFrames(figure, playing.value, (seconds) => {
    const t = Math.min(1, figure.settings.peek().t + seconds / lasts);
    if (t === 1) playing.value = false;
    figure.set({ t: Math.round(1e4 * t) / 1e4 });
  });

  return (
    <Shell
      figure={figure}
      status={learning || running.value ? 'running' : map ? (stopped.value ? 'paused' : 'done') : 'ready'}
      summary={summary(s, errors, shared.path)}
      error={training.failure.value?.sentence ?? said.value}
      run={s.model === 'learned' ? training : null}
      onDismissError={() => {
        training.dismissFailure();
        state.dismiss();
      }}
      chip={{
        backend: s.model === 'learned' && latest?.backend ? backendNames[latest.backend] : undefined,
        seed: s.seed,
      }}
      panels={
        <>
          <OdePanel {...shared} />
          <ExactPanel {...shared} />
          <DifferencePanel {...shared} />
        </>
      }
      controls={
        <>
          {s.model === 'learned' && (
            <PlayBar
              playing={busy}
              loading={status === 'loading'}
              play={latest && latest.step > 0 ? 'Train on' : 'Train the network'}
              onPlay={training.play}
              onPause={training.pause}
              onReset={training.reset}
            />
          )}
          <Scrubber
            label={`along the path, ${time.label}`}
            term="t"
            min={0}
            max={1}
            step={0.01}
            value={s.t}
            format={(v) => time.value(v)}
            onInput={(t) => {
              playing.value = false;
              figure.set({ t });
            }}
            playing={playing.value}
            onPlay={(on) => {
              if (on && s.t >= 1) figure.set({ t: 0 });
              playing.value = on;
            }}
          />
          <Choice
            label="Solver"
            showLabel
            options={solverOptions}
            value={s.solver}
            onChange={(solver) => figure.set({ solver })}
          />
          {s.solver === 'adaptive' ? (
            <Slider
              label="tolerance"
              log
              min={toleranceRange.min}
              max={toleranceRange.max}
              value={s.tolerance}
              format={tolerance}
              onInput={(v) => figure.set({ tolerance: Number(v.toPrecision(1)) })}
            />
          ) : (
            <Slider
              label="steps"
              min={1}
              max={mostSteps}
              step={1}
              value={s.steps}
              format={String}
              onInput={(steps) => figure.set({ steps })}
            />
          )}
        </>
      }
      after={
        <>
          <Controls>
            <Choice
              label="Score"
              showLabel
              options={modelOptions}
              value={s.model}
              onChange={(model) => figure.set({ model })}
            />
            <Choice
              label="Divergence by"
              showLabel
              options={divergenceOptions}
              value={s.divergence}
              onChange={(divergence) => figure.set({ divergence })}
            />
            {s.divergence === 'hutchinson' && (
              <Slider
                label="probes"
                min={1}
                max={mostProbes}
                step={1}
                value={s.probes}
                format={String}
                onInput={(probes) => figure.set({ probes })}
              />
            )}
          </Controls>
          {s.model === 'exact' && (
            <More summary="How the error falls with the steps">
              <Panels>
                <OrderPanel s={s} orders={map?.state.orders ?? []} />
              </Panels>
            </More>
          )}
          <Options state={state} />
        </>
      }
    >
      <MapLegend s={s} />
      {learning && latest && (
        <Progress
          label={`Training, step ${latest.step}`}
          value={Math.min(1, latest.step / s.training)}
          elapsed={latest.stepsPerSecond > 0 ? latest.step / latest.stepsPerSecond : 0}
          onStop={training.pause}
        />
      )}
      {running.value && map && map.state.done < 1 && (
        <Progress label="The map" value={map.state.done} onStop={state.stop} />
      )}
      {stopped.value && (
        <div class="f-controls">
          <Button onClick={state.again}>Compute the map</Button>
        </div>
      )}
      {errors && (
        <Readouts>
          <Readout label="Held-out −log p, exact" tone="exact" value={bothUnits(errors.nll.exact)} />
          <Readout
            label={s.model === 'exact' ? 'by the ODE' : 'by the network’s ODE'}
            tone={odeTone(s)}
            value={errors.nll.ode === null ? '…' : bothUnits(errors.nll.ode)}
          />
          <Readout
            label={s.model === 'exact' ? 'difference' : 'difference, an estimate of KL(data‖model)'}
            value={errors.nll.ode === null ? '…' : `${gap(errors.nll.ode - errors.nll.exact)} nats`}
          />
          <Readout label="Mean |error|, held-out" value={errors.heldOut === null ? '…' : gapInBoth(errors.heldOut)} />
          <Readout label="over the square" value={gapInBoth(errors.mean)} />
        </Readouts>
      )}
      <Panels>
        <WayPanel s={s} path={path} waiting={waiting} time={time} />
        <TermsPanel s={s} path={path} waiting={waiting} time={time} />
      </Panels>
    </Shell>
  );
}

function Options({ state: { figure, playing } }: { readonly state: LikelihoodMapState }) {
  const s = figure.settings.value;
  return (
    <More summary="Change the equation">
      <Controls>
        {s.model === 'exact' && (
          <Choice
            label="Data"
            showLabel
            options={targetOptions}
            value={s.target}
            onChange={(target) => figure.set({ target })}
          />
        )}
        <Choice
          label="Schedule"
          showLabel
          term="alphabar"
          options={scheduleOptions}
          value={s.schedule}
          onChange={(schedule) => figure.set({ schedule })}
        />
        <Choice
          label="The noise is taken as"
          showLabel
          options={priorOptions}
          value={s.prior}
          onChange={(prior) => figure.set({ prior })}
        />
        <Slider
          label="side of the square"
          tone="data"
          log
          min={patchRange.min}
          max={patchRange.max}
          value={s.patch}
          format={(v) => significant(v, 2)}
          onInput={(v) => figure.set({ patch: Number(v.toPrecision(2)) })}
        />
        {s.model === 'learned' && (
          <Slider
            label="training steps"
            log
            min={50}
            max={20_000}
            value={s.training}
            format={(v) => significant(v, 2)}
            onInput={(v) => figure.set({ training: Math.round(v) })}
          />
        )}
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
    </More>
  );
}
