/** One cloud of charges in any number of extra dimensions: its denoiser, its kernel's tails, and samples. */
import { useMemo } from 'preact/hooks';
import { Button, Choice, SeedBox, Slider, optionsOf } from '../../control/index';
import { fixed } from '../../../src/picture/index';
import { Controls, More, Panels, Shell, useFigure, type IslandProps } from '../index';
import { useDerived } from '../kit/useDerived';
import { fieldsAt } from './fields';
import { dataLabels, dText, samplerLabels, summary } from './labels';
import { FieldPanel, KernelPanels, LimitPanel, SamplesPanel, TailPanel } from './Panels';
import { sampled, sampleKey, unbuilt, type Built, type Sampled } from './samples';
import { dSlider, lastPower, sigmas, type DSliderSettings } from './state';
import './d-slider.css';

export interface DSliderProps extends IslandProps {
  readonly built?: Built;
}

interface Shown {
  readonly found: Sampled | null;
}

export default function DSliderView({ id, initial, built }: DSliderProps) {
  const figure = useFigure({ id, schema: dSlider, initial });
  const derived = useDerived<DSliderSettings, Shown>({
    figure,
    first: () => ({ found: built ? unbuilt(built) : null }),
    key: sampleKey,
    known: built !== undefined,
    policy: 'finish',
    *run(s, { change }) {
      change({ found: yield* sampled(s) });
    },
  });
  const s = figure.settings.value;
  const { found } = derived.shown.value;
  const current = found?.key === sampleKey(s) ? found : null;
  const fields = useMemo(() => fieldsAt(s), [s.data, s.sigma, s.power]);

  return (
    <Shell
      figure={figure}
      status={derived.running.value ? 'running' : 'ready'}
      error={derived.error.value}
      summary={summary(s, fields, current)}
      chip={{ seed: s.seed }}
      panels={
        <>
          <FieldPanel s={s} fields={fields} />
          <SamplesPanel s={s} found={found} current={current !== null} />
          <LimitPanel s={s} fields={fields} />
        </>
      }
      controls={
        <>
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
              <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
              <Button onClick={figure.reset}>Reset</Button>
            </Controls>
          </More>
        </>
      }
    />
  );
}
