/** Three rectified flows, each learning on the pairs of the one before: how straight they are, and what one step of each gives. */
import { backendNames } from '../../../src/engine/backends';
import { stretchAt, stretchesOf, type PupilSettings } from '../../../src/engine/kinds/pupil/settings';
import type { PupilSnapshot } from '../../../src/engine/kinds/pupil/types';
import { grouped } from '../../../src/picture/index';
import { Choice, PlayBar, Progress, SeedBox, Slider } from '../../control/index';
import { Controls, More, Panels, Shell } from '../index';
import { TargetPanel } from './TargetPanel';
import { DistancePanel, StraighteningPanel } from './Charts';
import { FlowPanel, IndependentPanel, SamplesPanel } from './FlowPanels';
import { drawOptions, evaluationOptions, pairsText, summary, targetOptions } from './labels';
import { Results } from './Results';
import { flowNumbers, nextPress, pairChoices, pressOf } from './state';
import { couplingsNow, useReflow, type ReflowProps } from './useReflow';
import './reflow.css';

const pairOptions = pairChoices.map((value) => ({ value, label: value }));
const whole = (v: number) => grouped(v);

export default function ReflowView(props: ReflowProps) {
  const { figure, training, run, step, renewing, couplings, press, again } = useReflow(props);
  const s = figure.settings.value;
  const settings = run.value;
  const known = couplingsNow(couplings.shown.value, s);
  const status = training.status.value;
  const latest = training.snapshot.value;
  const seen = training.seen.value;
  const running = status === 'running' || status === 'resting';
  const flows = { s, seen, settings, status };

  return (
    <Shell
      figure={figure}
      status={status === 'resting' ? 'running' : status === 'static' ? 'ready' : status}
      summary={summary(s, renewing.value ? null : seen, latest?.step ?? 0)}
      error={training.failure.value?.sentence ?? couplings.error.value}
      onDismissError={() => {
        training.dismissFailure();
        couplings.error.value = null;
      }}
      run={training}
      chip={{
        backend: latest?.backend ? backendNames[latest.backend] : undefined,
        speed: latest && latest.stepsPerSecond > 0 ? `${grouped(latest.stepsPerSecond)} steps/s` : undefined,
        seed: s.seed,
      }}
      panels={
        <div class="rf-four">
          <IndependentPanel couplings={known} />
          {flowNumbers.map((flow) => (
            <FlowPanel key={flow} flow={flow} {...flows} />
          ))}
        </div>
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
          <Choice label="Drawn" options={drawOptions} value={s.draw} onChange={(draw) => figure.set({ draw })} />
          <Choice
            label="Shape"
            options={targetOptions}
            value={s.target}
            onChange={(target) => figure.set({ target })}
          />
        </>
      }
      after={
        <>
          {running && latest && latest.stepsPerSecond > 0 && (
            <Controls>
              <Way latest={latest} settings={settings} onStop={training.pause} />
            </Controls>
          )}
          <Controls>
            <Choice
              label="Steps of the samples below"
              showLabel
              options={evaluationOptions}
              value={s.evaluations}
              onChange={(evaluations) => figure.set({ evaluations })}
            />
            <Choice
              label="Steps in which pairs are drawn"
              showLabel
              options={pairOptions}
              value={s.pairSteps}
              onChange={(pairSteps) => figure.set({ pairSteps })}
            />
            <Slider
              label="Steps of training of flow 1"
              log
              min={10}
              max={5000}
              value={s.teacherSteps}
              format={whole}
              onInput={(v) => figure.set({ teacherSteps: Math.round(v) })}
            />
          </Controls>
          <p class="f-readout rf-said">{pairsText(s, seen)}</p>
          <Panels>
            <div class="rf-four">
              <TargetPanel
                s={s}
                floor={known?.floor ?? null}
                shown={(seen?.flows[0]?.looks[0].samples.length ?? 1000) / 2}
              />
              {flowNumbers.map((flow) => (
                <SamplesPanel key={flow} flow={flow} {...flows} />
              ))}
            </div>
          </Panels>
          <Panels>
            <DistancePanel seen={seen} floor={known?.floor ?? null} />
            <StraighteningPanel history={training.history.value} settings={settings} seen={seen} />
          </Panels>
          <div class="rf-results">
            <Results seen={seen} settings={settings} couplings={known} />
          </div>
          <More summary="More of the run">
            <Controls>
              <Slider
                label="Steps of each flow after the first"
                log
                min={10}
                max={5000}
                value={s.flowSteps}
                format={whole}
                onInput={(v) => figure.set({ flowSteps: Math.round(v) })}
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
  readonly latest: PupilSnapshot;
  readonly settings: PupilSettings;
  readonly onStop: () => void;
}

/** How far the stage under way is. */
function Way({ latest, settings, onStop }: WayProps) {
  const stretch = stretchAt(stretchesOf(settings), latest.step);
  const { from, to } = stretch;
  if (latest.step >= to) return null;
  return (
    <Progress
      label={`${pressOf(stretch)}: ${grouped(latest.step - from)} of ${grouped(to - from)}`}
      value={(latest.step - from) / (to - from)}
      elapsed={latest.spent.milliseconds / 1000}
      onStop={onStop}
    />
  );
}
