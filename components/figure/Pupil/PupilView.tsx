/** A teacher, and a pupil that learns from it to need one evaluation, live: both beside each other at equal evaluations. */
import { Fragment } from 'preact';
import { useMemo } from 'preact/hooks';
import { letters, makeTarget } from '../../../src/core/data/index';
import { heldOutPoints } from '../../../src/core/data/held-out';
import type { TargetSpec } from '../../../src/core/data/target';
import { energyDistance } from '../../../src/core/metric/index';
import { random } from '../../../src/core/random';
import { backendNames } from '../../../src/engine/backends';
import { methodFacts } from '../../../src/engine/kinds/pupil/methods';
import { lengthsOf, stretchAt, stretchesOf } from '../../../src/engine/kinds/pupil/settings';
import { pupilEvaluations } from '../../../src/engine/kinds/pupil/types';
import { grouped } from '../../../src/picture/index';
import { Choice, DrawTools, PlayBar, Progress, SeedBox, Slider, Toggle, useDrawing } from '../../control/index';
import { Controls, More, Panels, Shell } from '../index';
import { TargetPanel } from '../kit/DrawnPanel';
import { shownPoints, targetLabels, targetOf, targetPoints, type TargetName } from '../kit/plane-target';
import { DistancePanel, LearningPanel } from './Charts';
import { methodOptions, saidOf, stageText, summary } from './labels';
import { CloudPanel, square } from './Panels';
import { Results } from './Results';
import { nextPress } from './state';
import { usePupil, type PupilProps } from './usePupil';
import './pupil.css';

const targets = Object.entries(targetLabels).map(([value, label]) => ({ value: value as TargetName, label }));
const letterOptions = [...letters].map((letter) => ({ value: letter, label: letter }));
const whole = (v: number) => grouped(v);

export default function PupilView(props: PupilProps) {
  const { figure, training, run, step, renewing, learned, learns, press, again } = usePupil(props);
  const s = figure.settings.value;
  const settings = run.value;
  const spec = learns.value;
  const { wanting } = useMemo(() => targetOf(s), [s.target, s.letter, s.points]);
  const points = useMemo(() => targetPoints(s), [s.target, s.letter, s.points, s.seed]);
  const floor = useMemo(() => floorOf(spec), [spec]);
  const drawing = useDrawing({ points: s.points, onChange: (drawn) => figure.set({ points: drawn }), most: 600 });
  const status = training.status.value;
  const latest = training.snapshot.value;
  const seen = training.seen.value;
  const running = status === 'running' || status === 'resting';
  const { method } = s;
  const { teacher, pupilSteps: usual } = methodFacts[method];
  const cloud = { seen, spec, method, status };
  // In columns of equal evaluations: on a phone each is a row, teacher and pupil beside each other.
  const clouds = (
    <div class="pu-clouds" data-pair={teacher ? '' : undefined}>
      {pupilEvaluations.map((n) => (
        <Fragment key={n}>
          {teacher && <CloudPanel who="teacher" evaluations={n} {...cloud} />}
          <CloudPanel who="pupil" evaluations={n} {...cloud} />
        </Fragment>
      ))}
      {teacher && <CloudPanel who="teacher" evaluations={50} {...cloud} />}
      <TargetPanel frame={square} drawing={drawing} wanting={wanting} target={s.target} points={points} />
    </div>
  );

  return (
    <Shell
      figure={figure}
      status={status === 'resting' ? 'running' : status === 'static' ? 'ready' : status}
      summary={summary(s, seen, running)}
      error={training.failure.value?.sentence ?? (s.target === 'drawn' ? null : wanting)}
      onDismissError={training.dismissFailure}
      run={training}
      chip={{
        backend: latest?.backend ? backendNames[latest.backend] : undefined,
        speed: latest && latest.stepsPerSecond > 0 ? `${grouped(latest.stepsPerSecond)} steps/s` : undefined,
        seed: s.seed,
      }}
      panels={clouds}
      controls={
        <>
          <PlayBar
            playing={running}
            loading={status === 'loading' || renewing.value}
            play={
              teacher
                ? nextPress(settings, step.value)
                : step.value === 0
                  ? 'Train it'
                  : nextPress(settings, step.value)
            }
            onPlay={press}
            onPause={training.pause}
            onReset={again}
          />
          <Choice
            label="Method"
            options={methodOptions}
            value={method}
            onChange={(next) => figure.set({ method: next, pupilSteps: null })}
          />
          <Choice label="Shape" options={targets} value={s.target} onChange={(target) => figure.set({ target })} />
          {s.target === 'drawn' && <DrawTools drawing={drawing} />}
        </>
      }
      after={
        <>
          <p class="f-readout pu-said">{saidOf(s)}</p>
          <Controls>
            {teacher && (
              <Slider
                label="The teacher’s steps"
                log
                min={10}
                max={5000}
                value={s.teacherSteps}
                format={whole}
                onInput={(v) => figure.set({ teacherSteps: Math.round(v) })}
              />
            )}
            {method === 'distribution-matching' && (
              <Toggle label="Second network" value={s.fake} onChange={(fake) => figure.set({ fake })} />
            )}
            {s.target === 'letter' && (
              <Choice
                label="Letter"
                showLabel
                options={letterOptions}
                value={s.letter.toUpperCase()}
                onChange={(letter) => figure.set({ letter })}
              />
            )}
            {running && latest && latest.stepsPerSecond > 0 && (
              <Way latest={latest} settings={settings} onStop={training.pause} />
            )}
          </Controls>
          <Panels>
            <DistancePanel seen={seen} settings={settings} learned={learned.value} floor={floor} />
            <LearningPanel history={training.history.value} settings={settings} />
          </Panels>
          <div class="pu-results">
            <Results seen={seen} settings={settings} learned={learned.value} />
          </div>
          <More summary="More of the run">
            <Controls>
              <Slider
                label="The pupil’s steps"
                log
                min={20}
                max={10_000}
                value={s.pupilSteps ?? usual}
                format={whole}
                onInput={(v) => figure.set({ pupilSteps: Math.round(v) })}
              />
              <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
            </Controls>
          </More>
        </>
      }
    />
  );
}

interface WayProps {
  readonly latest: NonNullable<ReturnType<typeof usePupil>['training']['snapshot']['value']>;
  readonly settings: ReturnType<typeof usePupil>['run']['value'];
  readonly onStop: () => void;
}

/** How far the teacher or the pupil is on its way. */
function Way({ latest, settings, onStop }: WayProps) {
  const { teacher, total } = lengthsOf(settings);
  const [from, to] = latest.step < teacher ? [0, teacher] : [teacher, total];
  const done = latest.step - from;
  const { stage } = stretchAt(stretchesOf(settings), latest.step);
  if (latest.step >= total) return null;
  const spent =
    stage === 'teacher'
      ? latest.cost.teacher.milliseconds
      : latest.cost.pairs.milliseconds + latest.cost.pupil.milliseconds;
  return (
    <Progress
      label={`Step ${grouped(latest.step)}, ${stageText(latest, settings)}`}
      value={done / (to - from)}
      elapsed={spent / 1000}
      onStop={onStop}
    />
  );
}

/** What as many true points are at: the mean of two draws. */
function floorOf(spec: TargetSpec): number {
  const target = makeTarget(spec);
  const held = heldOutPoints(target);
  const draws = [1, 2].map((draw) => energyDistance(target.sample(shownPoints, random(draw).split('floor')), held));
  return (draws[0] + draws[1]) / 2;
}
