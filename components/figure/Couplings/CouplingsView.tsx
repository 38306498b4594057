/** Who goes with whom: four couplings of two clouds, what each does to the flow, and two networks that learn on them. */
import { backendNames } from '../../../src/engine/backends';
import { grouped, significant } from '../../../src/picture/index';
import { Button, Choice, Progress, SeedBox, Slider, optionsOf } from '../../control/index';
import { Controls, More, Panels, Shell } from '../index';
import { cloudLabels, couplingLabels, summary } from './labels';
import { LinesPanel, StepsPanel, SweepPanel, TrainedPanel } from './Panels';
import { Results } from './Results';
import { counts, couplingKinds, entropies, evaluationsOf } from './state';
import { useCouplings, type CouplingsProps } from './useCouplings';
import './couplings.css';

export default function CouplingsView(props: CouplingsProps) {
  const { figure, derived, pair, trained: signal, backend } = useCouplings(props);
  const s = figure.settings.value;
  const { looks, sweep } = derived.shown.value;
  const trained = signal.value;
  const status = pair.status.value;
  const running = status === 'running';
  const computing = derived.running.value;
  const [a, b] = trained.sides;
  const step = Math.min(a.step, b.step);

  return (
    <Shell
      figure={figure}
      status={status === 'static' ? (computing ? 'running' : 'ready') : status}
      summary={summary(s, looks, trained)}
      error={pair.failure.value?.sentence ?? derived.error.value}
      onDismissError={() => {
        pair.failure.value = null;
        derived.error.value = null;
      }}
      chip={{ backend: backend.value ? backendNames[backend.value] : undefined, seed: s.seed }}
      panels={
        <div class="co-lines">
          {couplingKinds.map((kind) => (
            <LinesPanel key={kind} s={s} kind={kind} look={looks[kind]} onPick={(pick) => figure.set({ pick })} />
          ))}
        </div>
      }
      controls={
        <>
          <Slider
            label="points in a batch"
            tone="noised"
            min={2}
            max={s.n}
            step={1}
            value={Math.min(s.size, s.n)}
            format={String}
            onInput={(size) => figure.set({ size })}
          />
          <Slider
            label="entropy ε"
            tone="noise"
            log
            {...entropies}
            value={s.entropy}
            format={(v) => significant(v, 2)}
            onInput={(entropy) => figure.set({ entropy })}
          />
          <Choice
            label="From, at t = 1"
            showLabel
            options={optionsOf(cloudLabels)}
            value={s.source}
            onChange={(source) => figure.set({ source })}
          />
          <Choice
            label="To, at t = 0"
            showLabel
            options={optionsOf(cloudLabels)}
            value={s.data}
            onChange={(data) => figure.set({ data })}
          />
        </>
      }
      after={
        <>
          <Panels>
            <StepsPanel s={s} looks={looks} trained={trained} />
            <SweepPanel s={s} sweep={sweep} />
          </Panels>
          <div class="co-results">
            <Results s={s} looks={looks} />
          </div>
          <Controls>
            <Button kind="primary" disabled={status === 'loading'} onClick={running ? pair.pause : pair.play}>
              {running
                ? 'Pause'
                : status === 'paused'
                  ? 'Go on'
                  : trained.built || a.step === 0
                    ? 'Train both'
                    : 'Train both again'}
            </Button>
            <Choice
              label="One network learns on"
              showLabel
              options={optionsOf(couplingLabels)}
              value={s.a}
              onChange={(a) => figure.set({ a })}
            />
            <Choice
              label="The other on"
              showLabel
              options={optionsOf(couplingLabels)}
              value={s.b}
              onChange={(b) => figure.set({ b })}
            />
            <Slider
              label="Euler’s steps of their samples"
              tone="model"
              min={0}
              max={3}
              step={1}
              value={s.power}
              format={(power) => String(evaluationsOf({ power }))}
              onInput={(power) => figure.set({ power })}
            />
          </Controls>
          {running && step > 0 && step < s.steps && (
            <Progress
              label={`Step ${grouped(step)}`}
              value={step / s.steps}
              elapsed={(a.milliseconds + b.milliseconds) / 1000}
              onStop={pair.pause}
            />
          )}
          <div class="co-trained">
            <TrainedPanel s={s} trained={trained} i={0} />
            <TrainedPanel s={s} trained={trained} i={1} />
          </div>
          <More summary="Change how many points there are, and the training">
            <Controls>
              <Slider
                label="points of each cloud"
                {...counts}
                step={1}
                value={s.n}
                format={String}
                onInput={(n) => figure.set({ n })}
              />
              <Slider
                label="training steps"
                min={100}
                max={6000}
                step={100}
                value={s.steps}
                format={grouped}
                onInput={(steps) => figure.set({ steps })}
              />
              <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
              <Button onClick={figure.reset}>Reset</Button>
            </Controls>
          </More>
        </>
      }
    />
  );
}
