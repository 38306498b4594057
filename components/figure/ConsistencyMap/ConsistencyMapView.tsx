/** Every point of a path of the probability-flow ODE is to be sent to the path's end: the learned map beside the exact one. */
import { useMemo } from 'preact/hooks';
import { backendNames } from '../../../src/engine/backends';
import { methodFacts } from '../../../src/engine/kinds/pupil/methods';
import { lengthsOf } from '../../../src/engine/kinds/pupil/settings';
import { grouped } from '../../../src/picture/index';
import { Choice, PlayBar, Progress, SeedBox, Slider } from '../../control/index';
import { Controls, More, Panels, Shell, timeAxis } from '../index';
import { useConvention } from '../convention';
import { type CloudProps, EndsPanel, ExactPanel, LearnedPanel } from './CloudPanels';
import { CutLegend, CutPanel, LearningPanel, PathPanel, TimePanel } from './ErrorPanels';
import { methodLabels, methodSaid, nextPress, summary, targetLabels } from './labels';
import { mapMethods, mapTargets, schedule, timeIndex, times } from './state';
import { useConsistencyMap, type ConsistencyMapProps } from './useConsistencyMap';
import './consistency-map.css';

const methods = mapMethods.map((value) => ({ value, label: methodLabels[value] }));
const targets = mapTargets.map((value) => ({ value, label: targetLabels[value] }));
const whole = (v: number) => grouped(v);

export default function ConsistencyMapView(props: ConsistencyMapProps) {
  const state = useConsistencyMap(props);
  const { figure, training, run, step, renewing, exact, path, press, again } = state;
  const s = figure.settings.value;
  const settings = run.value;
  const shown = state.shown.value;
  const status = training.status.value;
  const latest = training.snapshot.value;
  const running = status === 'running' || status === 'resting';
  const convention = useConvention();
  const time = useMemo(() => timeAxis(convention, schedule), [convention]);
  const { teacher, pupilSteps: usual } = methodFacts[s.method];
  const { teacher: begin, total } = lengthsOf(settings);
  const cloud: CloudProps = { s, shown, status, time };
  const [from, to] = step.value < begin ? [0, begin] : [begin, total];

  return (
    <Shell
      figure={figure}
      status={status === 'resting' ? 'running' : status === 'static' ? 'ready' : status}
      summary={summary(s, renewing.value ? null : shown, latest?.step ?? 0, time)}
      error={training.failure.value?.sentence ?? exact.error.value}
      onDismissError={() => {
        training.dismissFailure();
        exact.error.value = null;
      }}
      run={training}
      chip={{
        backend: latest?.backend ? backendNames[latest.backend] : undefined,
        speed: latest && latest.stepsPerSecond > 0 ? `${grouped(latest.stepsPerSecond)} steps/s` : undefined,
        seed: s.seed,
      }}
      panels={
        <>
          <ExactPanel {...cloud} />
          <LearnedPanel {...cloud} />
          <EndsPanel {...cloud} />
        </>
      }
      controls={
        <>
          <PlayBar
            playing={running}
            loading={status === 'loading' || renewing.value}
            play={nextPress(settings, step.value)}
            onPlay={press}
            onPause={training.pause}
            onReset={again}
          />
          <Choice
            label="Method"
            options={methods}
            value={s.method}
            onChange={(method) => figure.set({ method, pupilSteps: null })}
          />
          <Slider
            label={time.label}
            term="t"
            min={0}
            max={times.length - 1}
            step={1}
            value={timeIndex(s.t)}
            format={(k) => time.value(times[k])}
            onInput={(k) => figure.set({ t: times[Math.round(k)] })}
          />
        </>
      }
      after={
        <>
          <p class="f-readout cm-said">{methodSaid[s.method]}</p>
          {running && latest && latest.stepsPerSecond > 0 && step.value < total && (
            <Controls>
              <Progress
                label={`Step ${grouped(step.value)}, ${step.value < begin ? 'the teacher learns' : teacher ? 'the pupil learns' : 'the network learns'}`}
                value={(step.value - from) / (to - from)}
                elapsed={latest.spent.milliseconds / 1000}
                onStop={training.pause}
              />
            </Controls>
          )}
          <Panels>
            <PathPanel s={s} path={path.value} shown={shown} onPoint={(x, y) => figure.set({ x, y })} />
            <CutPanel s={s} shown={shown} time={time} />
          </Panels>
          <CutLegend shown={shown} />
          <Panels>
            <TimePanel s={s} shown={shown} before={state.before.value} time={time} />
            <LearningPanel history={training.history.value} settings={settings} />
          </Panels>
          <More summary="More of the run">
            <Controls>
              <Choice
                label="Shape"
                showLabel
                options={targets}
                value={s.target}
                onChange={(target) => figure.set({ target })}
              />
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
              <Slider
                label={teacher ? 'The pupil’s steps' : 'Steps'}
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
