/** Guidance in the plane: the same seeds at every weight, and the density that they come from. */
import { Button, Choice, SeedBox, Slider, Toggle, optionsOf } from '../../control/index';
import { fixed } from '../../../src/picture/index';
import { Controls, More, Panels, Shell } from '../index';
import { CurveLegend, CurvePanel } from './CurvePanel';
import {
  apartText,
  dataNames,
  diversityNames,
  letters,
  methodNames,
  nestedText,
  samplerNames,
  summary,
  weightText,
} from './labels';
import { CloudPanel, OwnPanel, TemperedPanel } from './Panels';
import { useGuidanceScale, type GuidanceScaleProps } from './useGuidanceScale';
import './guidance-scale.css';

const letterOptions = letters.map((value) => ({ value, label: value }));

export default function GuidanceScaleView(props: GuidanceScaleProps) {
  const { figure, shown, running } = useGuidanceScale(props);
  const s = figure.settings.value;
  const { cloud, densities, sweep } = shown.value;
  const more = apartText(cloud) ?? nestedText(cloud);
  return (
    <Shell
      figure={figure}
      status={running.value ? 'running' : 'done'}
      summary={summary(s, shown.value)}
      chip={{ seed: s.seed }}
      panels={
        <>
          <CloudPanel cloud={cloud} />
          <TemperedPanel densities={densities} />
          <OwnPanel densities={densities} />
        </>
      }
      controls={
        <>
          <Slider
            label="guidance weight w"
            term="w"
            tone="model"
            min={-1}
            max={8}
            step={0.1}
            value={s.w}
            format={(w) => `${weightText(w)}, or ${weightText(1 + w)} as libraries count`}
            onInput={(w) => figure.set({ w })}
          />
          {s.data === 'three' && (
            <Choice
              label="Class"
              showLabel
              options={letterOptions}
              value={s.class}
              onChange={(letter) => figure.set({ class: letter })}
            />
          )}
          <Choice
            label="Guide by"
            showLabel
            options={optionsOf(methodNames)}
            value={s.method}
            onChange={(method) => figure.set({ method })}
          />
          <Slider
            label={s.method === 'free' ? 'blur of the unconditional model' : 'blur of the classifier'}
            min={0}
            max={1}
            step={0.02}
            value={s.fault}
            format={fixed}
            onInput={(fault) => figure.set({ fault })}
          />
        </>
      }
      after={
        <>
          <Panels>
            <CurvePanel s={s} sweep={sweep} cloud={cloud} />
          </Panels>
          <CurveLegend s={s} sweep={sweep} cloud={cloud} />
          <More summary="Limit it, rescale it, change the data and the sampler" open={s.limited || s.phi > 0}>
            <Controls>
              <Toggle
                label="guide in an interval only"
                value={s.limited}
                onChange={(limited) => figure.set({ limited })}
              />
              {s.limited && (
                <Slider
                  label="from t"
                  tone="noised"
                  min={0}
                  max={1}
                  step={0.01}
                  value={s.from}
                  format={fixed}
                  onInput={(from) => figure.set({ from })}
                />
              )}
              {s.limited && (
                <Slider
                  label="to t"
                  tone="noised"
                  min={0}
                  max={1}
                  step={0.01}
                  value={s.to}
                  format={fixed}
                  onInput={(to) => figure.set({ to })}
                />
              )}
              <Slider
                label="rescaling φ"
                min={0}
                max={1}
                step={0.05}
                value={s.phi}
                format={fixed}
                onInput={(phi) => figure.set({ phi })}
              />
            </Controls>
            <Controls>
              <Choice
                label="Data"
                showLabel
                options={optionsOf(dataNames)}
                value={s.data}
                onChange={(data) => figure.set({ data })}
              />
              <Choice
                label="Sampler"
                showLabel
                options={optionsOf(samplerNames)}
                value={s.sampler}
                onChange={(sampler) => figure.set({ sampler })}
              />
              <Slider
                label="Steps"
                min={4}
                max={200}
                step={1}
                value={s.steps}
                format={String}
                onInput={(steps) => figure.set({ steps })}
              />
              <Choice
                label="Diversity as"
                showLabel
                options={optionsOf(diversityNames)}
                value={s.diversity}
                onChange={(diversity) => figure.set({ diversity })}
              />
              <SeedBox value={s.seed} onChange={(seed) => figure.set({ seed })} />
              <Button onClick={figure.reset}>Reset</Button>
            </Controls>
          </More>
        </>
      }
    >
      {more && <p class="c-summary gs-more">{more}</p>}
    </Shell>
  );
}
