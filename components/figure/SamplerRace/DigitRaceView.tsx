/** The race on digits: grids side by side, the judge's numbers under each, and against evaluations. */
import { Button, Choice, Progress, Scrubber, SeedBox, Slider, Toggle } from '../../control/index';
import { Controls, More, Panels, Shell } from '../index';
import type { BuiltDigits } from './digit-built';
import { digitRungs } from './digit-race';
import { runnersOf } from './runners';
import { DigitCurves } from './DigitCurves';
import { DigitLanePanel } from './DigitLane';
import { DigitResults } from './DigitResults';
import { Entrants } from './Entrants';
import { codesText, digitFloor, digitSummary, modelOptions, pupilOptions, pupilText, shares } from './labels';
import type { RealDigits } from './real-moments';
import { mostEvaluations, pictureCounts } from './settings';
import { useDigitRace } from './useDigitRace';
import type { SamplerRaceState } from './useSamplerRace';
import { gridOptions, scheduleOptions } from '../kit/sampler-labels';
import { stepsFor } from '../kit/samplers';

const countOptions = pictureCounts.map((n) => ({ value: String(n), label: String(n) }));

export interface DigitRaceViewProps {
  readonly state: SamplerRaceState;
  readonly real: RealDigits | null;
  readonly built: BuiltDigits | null;
}

export function DigitRaceView({ state, real, built }: DigitRaceViewProps) {
  const { figure, change, playing } = state;
  const s = figure.settings.value;
  const race = useDigitRace(figure, { real, built });
  const lanes = race.lanes.value;
  const points = race.points.value;
  const running = race.running.value;
  const measuring = race.measuring.value;
  const floor = real?.floors.find(([n]) => n === s.pictures)?.[1];
  const finished = lanes.length > 0 && lanes.every(({ done }) => done === 1);
  const missing = s.samplers.some((name) =>
    digitRungs.some((rung) => !points.some((m) => m.sampler === name && m.steps === stepsFor(name, rung))),
  );
  return (
    <Shell
      figure={figure}
      status={race.failure.value ? 'error' : running ? 'running' : finished ? 'done' : 'ready'}
      summary={digitSummary(s, lanes)}
      error={race.failure.value}
      onDismissError={() => {
        race.dismiss();
      }}
      chip={{ seed: s.seed }}
      panels={runnersOf(s).map((name, i) => (
        <DigitLanePanel
          key={name}
          name={name}
          lane={lanes.find(({ sampler }) => sampler === name)}
          index={i}
          pictures={s.pictures}
          spent={s.at * s.evaluations}
        />
      ))}
      controls={
        <>
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
            onInput={(evaluations) => change({ evaluations, at: 1 })}
          />
          <Choice
            label="Times of the steps"
            showLabel
            options={gridOptions}
            value={s.grid}
            onChange={(grid) => change({ grid })}
          />
          <Button onClick={() => (running && !measuring ? race.stop() : race.again())}>
            {running && !measuring ? 'Stop' : 'Race again'}
          </Button>
        </>
      }
      after={
        <>
          <Panels>
            <DigitCurves s={s} points={points} floor={floor} />
          </Panels>
          {measuring ? (
            <Progress
              label={`Measuring at ${digitRungs.join(', ')} evaluations`}
              value={measuring.done}
              elapsed={measuring.seconds}
              onStop={race.stop}
            />
          ) : (
            <div class="f-controls sr-measure">
              <Button disabled={running || !missing} onClick={race.measure}>
                Measure the curves
              </Button>
              <span class="c-hint">
                {missing
                  ? `Every race leaves its points. This runs all of them with ${digitRungs.join(', ')} evaluations.`
                  : 'All measured on this course.'}
              </span>
            </div>
          )}
          <DigitResults s={s} lanes={lanes} points={points} />
          <More summary="Change the course" open>
            <Controls>
              <Choice
                label="Model"
                showLabel
                options={modelOptions}
                value={s.model}
                onChange={(model) => change({ model })}
              />
              <Choice
                label="Digits in each lane"
                showLabel
                options={countOptions}
                value={String(s.pictures)}
                onChange={(n) => change({ pictures: Number(n) })}
              />
              <Choice
                label="The network’s pupil"
                showLabel
                options={pupilOptions}
                value={s.pupil}
                onChange={(pupil) => change({ pupil })}
              />
              <Toggle label="A lane in codes" value={s.codes} onChange={(codes) => change({ codes })} />
              <Slider
                label="Guidance w"
                min={0}
                max={4}
                step={0.5}
                value={s.guidance}
                format={String}
                onInput={(guidance) => change({ guidance })}
              />
              <Choice
                label="Schedule"
                showLabel
                term="alphabar"
                options={scheduleOptions}
                value={s.schedule}
                onChange={(schedule) => change({ schedule })}
              />
              <SeedBox value={s.seed} onChange={(seed) => change({ seed })} />
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
        </>
      }
    >
      <p class="c-summary sr-shares">
        {shares(s)}
        {pupilText(s)}
        {codesText(s)}
      </p>
      {real && <p class="c-summary">{digitFloor(s, real.training, floor)}</p>}
      <Entrants state={state} />
    </Shell>
  );
}
