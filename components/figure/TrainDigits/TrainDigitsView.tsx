/** Train a network for digits in front of the reader. */
import { Button, Choice, PlayBar, Readout, Readouts, SeedBox, Slider, optionsOf } from '../../control/index';
import { backendNames } from '../../../src/engine/backends';
import { duration, grouped, significant } from '../../../src/picture/index';
import { Panels, Shell } from '../index';
import { KeepPanel } from '../KeepPanel';
import { recognisableText, sizeLabels, sizeWords, startLabels, summary } from './labels';
import { OwnPanel } from './OwnPanel';
import { AgreementPanel, LevelsPanel, RealPanel, SamplesPanel } from './Panels';
import { recordedPoints } from './state';
import { useTrainDigits, type TrainDigitsProps, type TrainDigitsState } from './useTrainDigits';
import './train-digits.css';

export default function TrainDigitsView(props: TrainDigitsProps) {
  const state = useTrainDigits(props);
  const { figure, training, keeping, data } = state;
  const s = figure.settings.value;
  const status = training.status.value;
  const snapshot = training.snapshot.value;
  const look = training.seen.value?.look ?? null;
  const points = training.history.value;
  const running = status === 'running' || status === 'resting';
  return (
    <Shell
      figure={figure}
      status={status === 'resting' ? 'running' : status === 'static' ? 'ready' : status}
      summary={summary(snapshot, look, data.value, running)}
      error={training.failure.value?.sentence ?? keeping.said.value}
      run={state.told}
      onDismissError={() => {
        training.failure.value = null;
        keeping.said.value = null;
      }}
      chip={{
        backend: snapshot?.backend ? backendNames[snapshot.backend] : undefined,
        speed: snapshot && snapshot.imagesPerSecond > 0 ? `${grouped(snapshot.imagesPerSecond)} pictures/s` : undefined,
        seed: s.seed,
      }}
      panels={
        <>
          <SamplesPanel look={look} snapshot={snapshot} built={props.built.samples} />
          <RealPanel data={data.value} />
        </>
      }
      controls={
        <>
          <PlayBar
            playing={running}
            loading={status === 'loading'}
            play={status === 'static' || status === 'ready' ? 'Train' : 'Go on'}
            onPlay={training.play}
            onPause={training.pause}
            onReset={training.reset}
            reset="Begin anew"
          />
          <Button disabled={status === 'static' || status === 'loading'} onClick={state.stop}>
            Stop
          </Button>
          <Choice
            label="Start"
            options={optionsOf(startLabels)}
            value={s.start}
            onChange={(start) => figure.set({ start, learningRate: start === 'shipped' ? 3e-4 : 1.5e-3 })}
          />
        </>
      }
      after={
        <>
          <Panels>
            <AgreementPanel
              points={points}
              own={data.value.kind === 'own'}
              recorded={recordedPoints(snapshot?.size ?? (s.start === 'shipped' ? 'shipped' : s.size))}
            />
            <LevelsPanel
              levels={snapshot && snapshot.images > 0 ? snapshot.lossByLevel : null}
              shipped={props.built.levels}
              own={data.value.kind === 'own'}
            />
          </Panels>
          <div class="f-controls">
            <RunSettings state={state} />
            <OwnPanel state={state} />
            <KeepPanel keeping={keeping} whole={false} />
          </div>
        </>
      }
    >
      <LeftOver state={state} />
      {snapshot && (
        <Readouts>
          <Readout label="Pictures seen" value={grouped(snapshot.images)} />
          <Readout label="Trained for" value={duration(snapshot.trained / 1000)} />
          <Readout label="Recognisable" value={recognisableText(snapshot, points, data.value)} tone="model" />
          <Readout label="Network" value={`${sizeWords[snapshot.size]}, ${grouped(snapshot.parameters)} weights`} />
        </Readouts>
      )}
    </Shell>
  );
}

/** What an earlier visit left behind, offered once. */
function LeftOver({ state }: { readonly state: TrainDigitsState }) {
  const left = state.left.value;
  if (!left || state.training.status.value !== 'static') return null;
  return (
    <div class="td-left" role="status">
      <p class="c-hint">
        A network of yours is kept in this browser: {left.note ?? 'from an earlier visit'}. Train begins a new one,
        which takes its place.
      </p>
      <Button onClick={() => void state.goOn()}>Go on with it</Button>
      <Button onClick={() => void state.forget()}>Forget it</Button>
    </div>
  );
}

function RunSettings({ state: { figure } }: { readonly state: TrainDigitsState }) {
  const s = figure.settings.value;
  return (
    <details class="c-more">
      <summary>Change the run</summary>
      <div class="f-controls">
        {s.start === 'scratch' && (
          <Choice
            label="Size of the network"
            showLabel
            options={optionsOf(sizeLabels)}
            value={s.size}
            onChange={(size) => figure.set({ size })}
          />
        )}
        <Slider
          label="Learning rate"
          log
          min={1e-5}
          max={1e-1}
          value={Math.min(1e-1, s.learningRate)}
          format={(v) => significant(v, 2)}
          onInput={(learningRate) => figure.set({ learningRate })}
        />
        <Slider
          label="Guidance w of the samples"
          min={0}
          max={6}
          step={0.25}
          value={s.guidance}
          format={(v) => significant(v, 2)}
          onInput={(guidance) => figure.set({ guidance })}
        />
        <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
      </div>
    </details>
  );
}
