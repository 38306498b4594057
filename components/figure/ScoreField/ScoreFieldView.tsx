/** The exact score beside one that is learned here: arrows, the error over the plane, the error over t. */
import { useMemo } from 'preact/hooks';
import { Button, Choice, PlayBar, SeedBox, Slider } from '../../control/index';
import { backendNames } from '../../../src/engine/backends';
import { fixed, grouped, significant } from '../../../src/picture/index';
import { Controls, More, Panels, Shell, timeAxis, useConvention } from '../index';
import { learnedScore, truthAt } from './fields';
import { predictionLabels, readingAt, summary } from './labels';
import { CurvePanel, ErrorPanel, ExactPanel, LearnedPanel, MapLegend } from './Panels';
import { schedule, timeRange } from './state';
import { useScoreField, type ScoreFieldProps } from './useScoreField';

const trainedOn = [
  { value: 'all', label: 'every noise level' },
  { value: 'one', label: 'one level only' },
] as const;
const predictionOptions = (['epsilon', 'x0', 'v'] as const).map((value) => ({ value, label: predictionLabels[value] }));

export default function ScoreFieldView(props: ScoreFieldProps) {
  const { figure, training, learned: learnedSignal } = useScoreField(props);
  const s = figure.settings.value;
  const learned = learnedSignal.value;
  const convention = useConvention();
  const time = useMemo(() => timeAxis(convention, schedule, [0, 1], [timeRange.min, timeRange.max]), [convention]);
  const level = (t: number) =>
    convention === 'book' || convention === 'sde' ? fixed(t) : `${fixed(t)}, ${time.text(t)}`;
  const truth = useMemo(() => truthAt(s.t), [s.t]);
  const score = useMemo(() => (learned ? learnedScore(learned.field) : null), [learned]);
  // The worker answers for a new t a moment later; until then there is nothing to compare at this t.
  const here = learned?.field.t === s.t ? score : null;
  const reading = readingAt(s, truth, here);
  const status = training.status.value;
  const latest = training.snapshot.value;
  const running = status === 'running' || status === 'resting';
  const point = (x: number, y: number) => figure.set({ x, y });
  const shared = { truth, reading, time, onPoint: point };

  return (
    <Shell
      figure={figure}
      status={status === 'resting' ? 'running' : status === 'static' ? 'ready' : status}
      summary={summary(s, learned, reading, time)}
      error={training.failure.value?.sentence}
      run={training}
      onDismissError={training.dismissFailure}
      chip={{
        backend: latest?.backend ? backendNames[latest.backend] : undefined,
        speed: latest && latest.stepsPerSecond > 0 ? `${grouped(latest.stepsPerSecond)} steps/s` : undefined,
        seed: s.seed,
      }}
      panels={
        <>
          <ExactPanel {...shared} />
          <LearnedPanel {...shared} learned={learned} score={score} status={status} />
          <ErrorPanel {...shared} score={here} />
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
            onStep={() => training.step(10)}
            step="10 steps"
            onReset={training.reset}
          />
          <Slider
            label="noise level, time t"
            term="t"
            tone="noised"
            min={timeRange.min}
            max={timeRange.max}
            step={0.01}
            value={s.t}
            format={level}
            onInput={(t) => figure.set({ t })}
          />
        </>
      }
      after={
        <>
          <Controls>
            <Choice
              label="The network is trained at"
              showLabel
              options={trainedOn}
              value={s.trained}
              onChange={(trained) => figure.set({ trained })}
            />
            {s.trained === 'one' && (
              <Slider
                label="the one level, t"
                tone="model"
                min={0.05}
                max={0.95}
                step={0.01}
                value={s.level}
                format={level}
                onInput={(level) => figure.set({ level })}
              />
            )}
          </Controls>
          <Panels>
            <CurvePanel settings={s} curve={learned?.curve ?? null} time={time} />
          </Panels>
          <More summary="Change the run">
            <Controls>
              <Choice
                label="The network predicts"
                showLabel
                options={predictionOptions}
                value={s.prediction}
                onChange={(prediction) => figure.set({ prediction })}
              />
              <Slider
                label="Training steps"
                log
                min={10}
                max={20_000}
                value={s.steps}
                format={(v) => significant(v, 2)}
                onInput={(steps) => figure.set({ steps: Math.round(steps) })}
              />
              <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
              <Button onClick={figure.reset}>Reset</Button>
            </Controls>
          </More>
        </>
      }
    >
      <MapLegend />
    </Shell>
  );
}
