/** Train a network in front of the reader: a target chosen or drawn, its samples, its guess, its loss by noise level. */
import { useMemo } from 'preact/hooks';
import { Button, Choice, DrawTools, PlayBar, Progress, Slider, useDrawing } from '../../control/index';
import { backendNames } from '../../../src/engine/backends';
import { fixed, grouped, squareFrame } from '../../../src/picture/index';
import { Panels, Shell } from '../index';
import { KeepPanel } from '../KeepPanel';
import { bestLoss } from './bestLoss';
import { summary } from './labels';
import { FrozenPanel, GuessPanel, LevelsPanel, LossPanel, SamplesPanel } from './Panels';
import { RunSettingsPanel } from './Settings';
import { scheduleOf } from './state';
import { useTrainLive, type TrainLiveProps } from './useTrainLive';
import { TargetPanel } from '../kit/DrawnPanel';
import { extent, targetLabels, targetOf, targetPoints } from '../kit/plane-target';

const square = squareFrame(extent);
const targets = Object.entries(targetLabels).map(([value, label]) => ({
  value: value as keyof typeof targetLabels,
  label,
}));

export default function TrainLiveView(props: TrainLiveProps) {
  const state = useTrainLive(props);
  const { figure, training, frozen, keeping } = state;
  const { said } = keeping;
  const spec = state.learns.value;
  const s = figure.settings.value;
  const { wanting } = useMemo(() => targetOf(s), [s.target, s.letter, s.points]);
  const points = useMemo(() => targetPoints(s), [s.target, s.letter, s.points, s.seed]);
  const best = useMemo(
    () => (s.weighting === 'uniform' ? bestLoss(spec, scheduleOf(s), s.prediction) : null),
    [spec, s.preset, s.prediction, s.weighting],
  );
  const drawing = useDrawing({ points: s.points, onChange: (drawn) => figure.set({ points: drawn }), most: 600 });
  const status = training.status.value;
  const latest = training.snapshot.value;
  const seen = training.seen.value;
  const running = status === 'running' || status === 'resting';
  const failure = training.failure.value;

  return (
    <Shell
      figure={figure}
      status={status === 'resting' ? 'running' : status === 'static' ? 'ready' : status}
      summary={summary(s, seen, running)}
      error={failure?.sentence ?? said.value ?? (s.target === 'drawn' ? null : wanting)}
      run={training}
      onDismissError={() => {
        training.dismissFailure();
        said.value = null;
      }}
      chip={{
        backend: latest?.backend ? backendNames[latest.backend] : undefined,
        speed: latest && latest.stepsPerSecond > 0 ? `${grouped(latest.stepsPerSecond)} steps/s` : undefined,
        seed: s.seed,
      }}
      panels={
        <>
          <TargetPanel frame={square} drawing={drawing} wanting={wanting} target={s.target} points={points} />
          <SamplesPanel seen={seen} target={points} spec={spec} status={status} />
          {frozen.value ? (
            <FrozenPanel frozen={frozen.value} />
          ) : (
            <GuessPanel field={seen?.field ?? null} t={s.t} data={points} />
          )}
        </>
      }
      controls={
        <>
          <PlayBar
            playing={running}
            loading={status === 'loading'}
            play={status === 'static' || status === 'ready' ? 'Train' : status === 'done' ? 'Train more' : 'Go on'}
            onPlay={training.play}
            onPause={training.pause}
            onStep={() => training.step(1)}
            onReset={training.reset}
            speeds={speeds.map(({ times }) => times)}
            speed={speeds.find(({ rate }) => rate === s.speed)?.times ?? 1}
            onSpeed={(times) => figure.set({ speed: speeds.find((x) => x.times === times)?.rate ?? 0 })}
          />
          <Choice label="Target" options={targets} value={s.target} onChange={(target) => figure.set({ target })} />
          {s.target === 'drawn' && <DrawTools drawing={drawing} />}
          <Button disabled={!seen} onClick={state.freeze}>
            {frozen.value ? 'Unfreeze' : 'Freeze'}
          </Button>
        </>
      }
      after={
        <>
          <Panels>
            <LossPanel history={training.history.value} frozen={frozen.value} best={best} />
            <LevelsPanel
              levels={latest && latest.step > 0 ? latest.lossByLevel : null}
              best={best}
              frozen={frozen.value}
            />
          </Panels>
          <div class="f-controls">
            <Slider
              label="guess at time t"
              term="t"
              min={0.02}
              max={0.98}
              step={0.01}
              value={s.t}
              format={fixed}
              onInput={(t) => figure.set({ t })}
            />
            <RunSettingsPanel figure={figure} />
            <KeepPanel keeping={keeping} />
          </div>
        </>
      }
    >
      {running && latest && isLong(latest.stepsPerSecond, s.steps) && (
        <Progress
          label={`Step ${grouped(latest.step)}`}
          value={(latest.step % s.steps) / s.steps}
          elapsed={(latest.step % s.steps) / latest.stepsPerSecond}
          onStop={training.pause}
        />
      )}
    </Shell>
  );
}

/** Worth a progress bar: more than four seconds from start to end. */
function isLong(stepsPerSecond: number, steps: number): boolean {
  return stepsPerSecond > 0 && steps / stepsPerSecond > 4;
}

/** Steps a second for each speed on offer; 1 is as fast as the machine goes. */
const speeds = [
  { times: 1, rate: 0 },
  { times: 0.1, rate: 60 },
  { times: 0.02, rate: 10 },
] as const;
