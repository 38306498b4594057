/** How much each question weighs an error of the denoised guess, at each noise level. */
import type { ComponentChildren } from 'preact';
import { Choice, Slider, Toggle } from '../../control/index';
import { Chart } from '../../control/Chart';
import { significant } from '../../../src/picture/index';
import { Panel, Shell, useFigure, type IslandProps } from '../index';
import { chartHeight, weightChart } from './chart';
import './loss-weights.css';
import { lossWeights, weightAt, type LossWeightsSettings } from './state';

const schedules = [{ value: 'linear', label: 'Linear' }, { value: 'cosine', label: 'Cosine' }, { value: 'sigmoid', label: 'Sigmoid' }] as const;

export default function LossWeightsView({ id, initial, children }: IslandProps & { readonly children?: ComponentChildren }) {
  const figure = useFigure({ id, schema: lossWeights, initial });
  const settings = figure.settings.value;
  return (
    <Shell
      figure={figure}
      status="ready"
      summary={summary(settings)}
      panels={
        <Panel ratio={640 / chartHeight} border={false} label="Weights on the error of the denoised guess against log-SNR">
          <Chart label={summary(settings)} version={JSON.stringify(settings)} draw={(plot) => weightChart(plot, settings)}>{children}</Chart>
        </Panel>
      }
      controls={
        <>
          <Slider label="min-SNR clip γ" log min={0.5} max={50} value={settings.gamma} format={(v) => significant(v, 2)} onInput={(gamma) => figure.set({ gamma })} />
          <Toggle label="times the time spent there" value={settings.time} onChange={(time) => figure.set({ time })} />
          {settings.time && <Choice label="Schedule" options={schedules} value={settings.schedule} onChange={(schedule) => figure.set({ schedule })} />}
        </>
      }
    />
  );
}

function summary({ gamma, time, schedule }: LossWeightsSettings): string {
  const at = (logSnr: number) =>
    `${significant(weightAt('epsilon', Math.exp(logSnr), gamma), 2)} for ε, 1 for x₀, ${significant(weightAt('v', Math.exp(logSnr), gamma), 2)} for v and ${significant(weightAt('min-SNR', Math.exp(logSnr), gamma), 2)} for min-SNR with γ = ${significant(gamma, 2)}`;
  const spent = time ? ` Drawn times the share of time that the ${schedule} schedule spends at each level.` : '';
  return `Weight on the squared error of the denoised guess: at log-SNR −4, ${at(-4)}; at 4, ${at(4)}.${spent}`;
}
