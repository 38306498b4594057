/** Up to four samplers from one noise, with equal evaluations. */
import { useMemo } from 'preact/hooks';
import { Button, Choice, PlayBar, Progress, Scrubber, SeedBox, Slider, Toggle } from '../../control/index';
import { makeSchedule } from '../../../src/core/schedule/index';
import { backendNames } from '../../../src/engine/backends';
import { Controls, More, Panels, Shell, timeAxis, useConvention, useFrames } from '../index';
import { CurvesPanels } from './Curves';
import { modelOptions, shares, summary } from './labels';
import { DigitRaceView } from './DigitRaceView';
import { Entrants } from './Entrants';
import { LanePanel, WaitingPanel } from './Lanes';
import { Results } from './Results';
import { mostEvaluations, mostPoints } from './settings';
import { trainingSteps, useSamplerRace, type SamplerRaceProps, type SamplerRaceState } from './useSamplerRace';
import './sampler-race.css';
import { gridOptions, samplerLabel, scheduleOptions, targetOptions } from '../kit/sampler-labels';
import { scheduleOf } from '../kit/samplers';

export default function SamplerRaceView(props: SamplerRaceProps) {
  const state = useSamplerRace(props);
  const { figure, training, running, ready, said, playing } = state;
  const s = figure.settings.value;
  const race = state.race.value;
  const convention = useConvention();
  const time = useMemo(() => timeAxis(convention, makeSchedule(scheduleOf(s))), [convention, s.schedule]);
  const latest = training.snapshot.value;
  const status = training.status.value;
  const busy = status === 'loading' || status === 'running' || status === 'resting';
  const spent = s.at * s.evaluations;
  const learning = s.model === 'learned' && busy;

  useFrames(figure, playing.value, (seconds) => {
    const at = Math.min(1, figure.settings.peek().at + seconds / 4);
    figure.set({ at });
    if (at === 1) playing.value = false;
  });

  if (s.model === 'digits')
    return <DigitRaceView state={state} real={props.real ?? null} built={props.digits ?? null} />;

  return (
    <Shell
      figure={figure}
      status={learning || running.value ? 'running' : race.lanes.length > 0 ? 'done' : 'ready'}
      summary={summary(s, race)}
      error={training.failure.value?.sentence ?? said.value}
      run={s.model === 'learned' ? training : null}
      onDismissError={() => {
        training.dismissFailure();
        said.value = null;
      }}
      chip={{
        backend: s.model === 'learned' && latest?.backend ? backendNames[latest.backend] : undefined,
        seed: s.seed,
      }}
      panels={
        race.lanes.length > 0 && ready.value
          ? race.lanes.map((lane, i) => (
              <LanePanel
                key={lane.sampler}
                lane={lane}
                index={i}
                spent={spent}
                truth={s.misses ? race.truth : null}
                time={time}
              />
            ))
          : s.samplers.map((name) => (
              <WaitingPanel key={name} label={samplerLabel(name)} text={waiting(s.model, learning)} />
            ))
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
            label="Evaluations spent"
            value={s.at}
            min={0}
            max={1}
            step={1 / s.evaluations}
            format={(at) => `${Math.round(at * s.evaluations)} of ${s.evaluations}`}
            onInput={(at) => {
              playing.value = false;
              figure.set({ at });
            }}
            playing={playing.value}
            onPlay={(on) => {
              if (on && s.at >= 1) figure.set({ at: 0 });
              playing.value = on;
            }}
          />
          <Slider
            label="Evaluations each may spend"
            min={4}
            max={mostEvaluations}
            step={1}
            value={s.evaluations}
            format={String}
            onInput={(evaluations) => state.change({ evaluations, at: 1 })}
          />
          <Choice
            label="Times of the steps"
            showLabel
            options={gridOptions}
            value={s.grid}
            onChange={(grid) => state.change({ grid })}
          />
          <Button disabled={!ready.value} onClick={state.again}>
            Race again
          </Button>
        </>
      }
      after={
        <>
          <Panels>
            <CurvesPanels s={s} race={race} />
          </Panels>
          <Results s={s} race={race} />
          <Options state={state} />
        </>
      }
    >
      <p class="c-summary sr-shares">{shares(s)}</p>
      <Entrants state={state} />
      {learning && latest && (
        <Progress
          label={`Training, step ${latest.step}`}
          value={Math.min(1, latest.step / trainingSteps)}
          elapsed={latest.stepsPerSecond > 0 ? latest.step / latest.stepsPerSecond : 0}
          onStop={training.pause}
        />
      )}
    </Shell>
  );
}

function Options({ state }: { readonly state: SamplerRaceState }) {
  const { figure, change } = state;
  const s = figure.settings.value;
  return (
    <More summary="Change the course">
      <Controls>
        <Choice
          label="Model"
          showLabel
          options={modelOptions}
          value={s.model}
          onChange={(model) => change({ model })}
        />
        {s.model === 'exact' && (
          <Choice
            label="Data"
            showLabel
            options={targetOptions}
            value={s.target}
            onChange={(target) => change({ target })}
          />
        )}
        <Slider
          label="Points in each lane"
          min={100}
          max={mostPoints}
          step={100}
          value={s.points}
          format={String}
          onInput={(points) => change({ points })}
        />
        <Choice
          label="Schedule"
          showLabel
          term="alphabar"
          options={scheduleOptions}
          value={s.schedule}
          onChange={(schedule) => change({ schedule })}
        />
        <Toggle label="last step to t = 0" value={s.zero} onChange={(zero) => change({ zero })} />
        <Toggle label="lines to where the ODE ends" value={s.misses} onChange={(misses) => change({ misses })} />
        <SeedBox value={s.seed} onChange={(seed) => change({ seed })} />
        <Button
          onClick={() => {
            state.playing.value = false;
            figure.reset();
          }}
        >
          Reset
        </Button>
      </Controls>
      {s.model === 'learned' && (
        <p class="c-summary">
          One network, trained on the eight Gaussians under the cosine schedule; another schedule changes only the times
          at which it is asked.
        </p>
      )}
    </More>
  );
}

function waiting(model: string, learning: boolean): string {
  if (model === 'exact') return 'about to run';
  return learning ? 'waits for the network' : 'no network yet: press Train the network';
}
