/** One cloud of charges in any number of extra dimensions: its denoiser, its kernel's tails, and samples. */
import { useMemo } from 'preact/hooks';
import { Button, Choice, PlayBar, SeedBox, Slider, optionsOf } from '../../control/index';
import { backendNames } from '../../../src/engine/backends';
import { fixed, grouped, significant } from '../../../src/picture/index';
import { Controls, More, Panels, Shell } from '../index';
import { fieldsAt, limitKey } from './fields';
import { dataLabels, dText, samplerLabels, summary } from './labels';
import { LearnedPanels } from './LearnedPanels';
import { FieldPanel, KernelPanels, LimitPanel, SamplesPanel, TailPanel } from './Panels';
import { sampleKey } from './samples';
import { lastPower, sigmas, sizes } from './state';
import { useDSlider, type DSliderProps } from './useDSlider';
import './d-slider.css';

export default function DSliderView(props: DSliderProps) {
  const { figure, training, learned: learnedSignal, exact, limits } = useDSlider(props);
  const s = figure.settings.value;
  const { found } = exact;
  const learned = learnedSignal.value;
  const status = training.status.value;
  const running = status === 'running' || status === 'resting';
  const latest = training.snapshot.value;
  const current = found?.key === sampleKey(s) ? found : null;
  const fields = useMemo(() => fieldsAt(s), [s.data, s.points, s.sigma, s.power]);

  return (
    <Shell
      figure={figure}
      status={running || exact.running ? 'running' : status === 'static' ? 'ready' : status}
      error={training.failure.value?.sentence ?? exact.error}
      run={training}
      onDismissError={training.dismissFailure}
      summary={summary(s, fields, current, learned)}
      chip={{
        backend: latest?.backend ? backendNames[latest.backend] : undefined,
        speed: latest && latest.stepsPerSecond > 0 ? `${grouped(latest.stepsPerSecond)} steps/s` : undefined,
        seed: s.seed,
      }}
      panels={
        <>
          <FieldPanel s={s} fields={fields} />
          <SamplesPanel s={s} found={found} current={current !== null} />
          <LearnedPanels s={s} fields={fields} learned={learned} />
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
            label="D, extra dimensions"
            tone="exact"
            min={0}
            max={lastPower}
            step={1}
            value={s.power}
            format={dText}
            onInput={(power) => figure.set({ power })}
          />
          <Slider
            label="noise level σ of the arrows"
            tone="noised"
            log
            {...sigmas}
            value={s.sigma}
            format={(v) => fixed(v)}
            onInput={(sigma) => figure.set({ sigma })}
          />
          <Slider
            label="steps of the sampler"
            min={2}
            max={60}
            step={1}
            value={s.steps}
            format={String}
            onInput={(steps) => figure.set({ steps })}
          />
        </>
      }
      after={
        <>
          <Panels>
            <KernelPanels s={s} />
          </Panels>
          <Panels>
            <LimitPanel s={s} fields={fields} all={limits.all} current={limits.key === limitKey(s)} />
            <TailPanel s={s} />
          </Panels>
          <More summary="Change the data and the sampler">
            <Controls>
              <Choice
                label="Data"
                showLabel
                options={optionsOf(dataLabels)}
                value={s.data}
                onChange={(data) => figure.set({ data })}
              />
              <Choice
                label="Sampler"
                showLabel
                options={optionsOf(samplerLabels)}
                value={s.sampler}
                onChange={(sampler) => figure.set({ sampler })}
              />
              <Slider
                label="charges in the cloud"
                tone="data"
                log
                {...sizes}
                value={s.points}
                format={(v) => grouped(Math.round(v))}
                onInput={(points) => figure.set({ points: Math.round(points) })}
              />
              <Slider
                label="Training steps"
                log
                min={100}
                max={10_000}
                value={s.training}
                format={(v) => significant(v, 2)}
                onInput={(training) => figure.set({ training: Math.round(training) })}
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
