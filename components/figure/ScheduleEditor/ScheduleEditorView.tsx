/** Drag the schedule: the digits, the exact samples and the network follow. */
import { Choice, PlayBar, SeedBox, Slider, Toggle } from '../../control/index';
import { backendNames } from '../../../src/engine/backends';
import { grouped, significant } from '../../../src/picture/index';
import { Panels, Shell } from '../index';
import { ExactPanel, LearnedPanel } from './CloudPanels';
import { CurvePanel } from './CurvePanel';
import { DigitsPanel } from './DigitsPanel';
import { digitsReadout, presetNames, standInNote, summary, targetNames } from './labels';
import { betaMaxRange, chosen, oddity, presets, targets, usualBetaMax } from './settings';
import { ProgressPanel, TimePanel } from './SmallPanels';
import { useScheduleEditor, type ScheduleEditorProps } from './useScheduleEditor';
import './schedule-editor.css';

const presetOptions = [...presets, 'drawn' as const].map((value) => ({ value, label: presetNames[value] }));
const targetOptions = targets.map((value) => ({ value, label: targetNames[value] }));

export default function ScheduleEditorView(props: ScheduleEditorProps) {
  const state = useScheduleEditor(props);
  const { figure, inForce, exact, training, digits, learned, said, change } = state;
  const s = figure.settings.value;
  const { spec, schedule } = inForce.value;
  const status = training.status.value;
  const latest = training.snapshot.value;
  const running = status === 'running' || status === 'resting';
  const note = standInNote(s.target);
  const linear = s.preset === 'linear' || s.preset === 'scaled-linear' ? s.preset : null;

  return (
    <Shell
      figure={figure}
      status={status === 'resting' ? 'running' : status === 'static' ? 'ready' : status}
      summary={summary(
        s,
        spec,
        schedule,
        exact.cloud.value,
        learned.value,
        digitsReadout(digits.shown.value, digits.progress.value, digits.failure.value),
      )}
      error={training.failure.value?.sentence ?? said.value ?? digits.failure.value ?? oddity(spec)}
      onDismissError={() => {
        training.dismissFailure();
        digits.dismiss();
        said.value = null;
      }}
      chip={{
        backend: latest?.backend ? backendNames[latest.backend] : undefined,
        speed: latest && latest.stepsPerSecond > 0 ? `${grouped(latest.stepsPerSecond)} steps/s` : undefined,
        seed: s.seed,
      }}
      panels={
        <>
          <CurvePanel state={state} />
          <ExactPanel state={state} />
          <LearnedPanel state={state} />
        </>
      }
      controls={
        <>
          <PlayBar
            playing={running}
            loading={status === 'loading'}
            play={playWord(status)}
            onPlay={training.play}
            onPause={training.pause}
            onReset={state.reset}
            reset="Reset"
          />
          <Choice
            label="Schedule"
            options={presetOptions}
            value={s.preset}
            onChange={(preset) => change(chosen(preset, s))}
          />
        </>
      }
      after={
        <>
          <div class="f-controls se-settings">
            <Slider
              label="Sampling steps"
              value={s.steps}
              min={1}
              max={100}
              step={1}
              format={String}
              onInput={(steps) => change({ steps })}
            />
            {linear && (
              <Slider
                label="βmax"
                term="beta"
                tone="noised"
                log
                min={betaMaxRange(linear)[0]}
                max={betaMaxRange(linear)[1]}
                value={s.betaMax ?? usualBetaMax(linear)}
                format={(value) => significant(value, 3)}
                onInput={(betaMax) => change({ betaMax })}
                onCommit={state.commit}
              />
            )}
            <Choice label="Target" options={targetOptions} value={s.target} onChange={(target) => change({ target })} />
            <Toggle label="digits drawn as codes" value={s.codes} onChange={(codes) => change({ codes })} />
            <SeedBox value={s.seed} onChange={(seed) => change({ seed })} />
          </div>
          <Panels>
            <TimePanel state={state} />
            <ProgressPanel state={state} />
          </Panels>
          <DigitsPanel state={state} />
        </>
      }
    >
      {note && <p class="c-summary se-note">{note}</p>}
    </Shell>
  );
}

function playWord(status: string): string {
  if (status === 'paused') return 'Go on';
  return status === 'done' || status === 'error' ? 'Train on' : 'Train';
}
