/** A teacher, and a pupil that learns from it to need one evaluation, live: both beside each other at equal evaluations. */
import { Fragment } from 'preact';
import { useMemo } from 'preact/hooks';
import { letters, makeTarget } from '../../../src/core/data/index';
import { heldOutPoints } from '../../../src/core/data/held-out';
import type { TargetSpec } from '../../../src/core/data/target';
import { energyDistance } from '../../../src/core/metric/index';
import { random } from '../../../src/core/random';
import { backendNames } from '../../../src/engine/backends';
import { methodFacts, type PupilMethod } from '../../../src/engine/kinds/pupil/methods';
import { lengthsOf, onFlowOnly, stretchAt, stretchesOf } from '../../../src/engine/kinds/pupil/settings';
import { pupilEvaluations } from '../../../src/engine/kinds/pupil/types';
import { grouped } from '../../../src/picture/index';
import { Choice, DrawTools, PlayBar, Progress, SeedBox, Slider, Toggle, useDrawing } from '../../control/index';
import { Controls, More, Panels, Shell } from '../index';
import { TargetPanel } from '../kit/DrawnPanel';
import { shownPoints, targetLabels, targetOf, targetPoints, type TargetName } from '../kit/plane-target';
import { DistancePanel, LearningPanel } from './Charts';
import { clockOptions, methodLabels, methodOptions, saidOf, scheduleOptions, stageText, summary } from './labels';
import { CloudPanel, square } from './Panels';
import { RaceClouds, RacePanel } from './Race';
import { Results } from './Results';
import { mostRivals, nextPress, rivalsFor, rivalsOf } from './state';
import { usePupil, type PupilProps } from './usePupil';
import './pupil.css';

const targets = Object.entries(targetLabels).map(([value, label]) => ({ value: value as TargetName, label }));
const letterOptions = [...letters].map((letter) => ({ value: letter, label: letter }));
const whole = (v: number) => grouped(v);

export default function PupilView(props: PupilProps) {
  const { figure, training, race, run, step, renewing, learned, learns, curve, press, pause, again } = usePupil(props);
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
  const running = status === 'running' || status === 'resting' || race.running.value;
  const racers = race.racers.value;
  const rivals = rivalsOf(s);
  const due = rivals.length > 0 && !race.on.value;
  const { method } = s;
  const { teacher, pupilSteps: usual } = methodFacts[method];
  const cloud = { seen, spec, method, status };
  // In columns of equal evaluations: on a phone each is a row, teacher and pupil beside each other.
  const clouds = (
    <div
      class="pu-clouds"
      data-pair={teacher && racers.length === 0 ? '' : undefined}
      data-race={racers.length > 0 ? racers.length + (teacher ? 2 : 1) : undefined}
    >
      {racers.length > 0 && <RaceClouds racers={racers} spec={spec} seen={seen} />}
      {racers.length === 0 &&
        pupilEvaluations.map((n) => (
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
      summary={summary(s, renewing.value ? null : seen, running)}
      error={training.failure.value?.sentence ?? race.failure.value ?? (s.target === 'drawn' ? null : wanting)}
      onDismissError={() => {
        training.dismissFailure();
        race.dismissFailure();
      }}
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
                ? nextPress(settings, step.value, due)
                : step.value === 0 && !due
                  ? 'Train it'
                  : nextPress(settings, step.value, due)
            }
            onPlay={press}
            onPause={pause}
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
            {!onFlowOnly(method) && (
              <Choice
                label="Schedule"
                showLabel
                options={scheduleOptions}
                value={s.schedule}
                onChange={(schedule) => figure.set({ schedule })}
              />
            )}
            <Choice
              label="Frequencies of time"
              showLabel
              options={clockOptions}
              value={s.clock}
              onChange={(clock) => figure.set({ clock })}
            />
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
              <Way latest={latest} settings={settings} onStop={pause} />
            )}
          </Controls>
          <Controls>
            <Rivals method={method} chosen={rivals} onChange={(next) => figure.set({ rivals: next })} />
          </Controls>
          <Panels>
            <DistancePanel
              seen={seen}
              settings={settings}
              learned={learned.value}
              floor={floor}
              rivals={racers.slice(1)}
            />
            {racers.length > 0 ? (
              <RacePanel racers={racers} floor={floor} />
            ) : (
              <LearningPanel history={curve.value} settings={settings} />
            )}
          </Panels>
          <div class="pu-results">
            <Results seen={seen} settings={settings} learned={learned.value} rivals={racers.slice(1)} />
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

interface RivalsProps {
  readonly method: PupilMethod;
  readonly chosen: readonly PupilMethod[];
  readonly onChange: (rivals: readonly PupilMethod[]) => void;
}

/** Who else learns from the same teacher, or from the same data, at equal cost: up to three. */
function Rivals({ method, chosen, onChange }: RivalsProps) {
  return (
    <fieldset class="pu-rivals">
      <legend class="c-label">{`In a race with (up to ${mostRivals})`}</legend>
      {rivalsFor(method).map((one) => {
        const on = chosen.includes(one);
        return (
          <Toggle
            key={one}
            label={methodLabels[one]}
            value={on}
            disabled={!on && chosen.length >= mostRivals}
            onChange={(next) => onChange(next ? [...chosen, one] : chosen.filter((other) => other !== one))}
          />
        );
      })}
    </fieldset>
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
