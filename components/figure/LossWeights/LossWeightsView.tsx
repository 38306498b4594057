/** How much each question weighs an error of the denoised guess, at each noise level. */
import { useMemo } from 'preact/hooks';
import { Choice, Slider, Toggle, type Tone } from '../../control/index';
import { frame, line, significant } from '../../../src/picture/index';
import { Axes, Label, Line, Panel, Shell, useFigure, type IslandProps } from '../index';
import {
  levels,
  lossWeights,
  nameAt,
  questions,
  weightAt,
  weightCurves,
  weightRange,
  type LossWeightsSettings,
  type Question,
} from './state';

const schedules = [
  { value: 'linear', label: 'Linear' },
  { value: 'cosine', label: 'Cosine' },
  { value: 'sigmoid', label: 'Sigmoid' },
] as const;
const box = frame({
  width: 640,
  height: 310,
  margin: { top: 30, right: 12, bottom: 36, left: 64 },
  x: [levels.from, levels.to],
  y: [weightRange.least, weightRange.most],
  yLog: true,
});

const signs: Readonly<Record<Question, { readonly name: string; readonly tone: Tone; readonly dash?: string }>> = {
  epsilon: { name: 'ε', tone: 'noise', dash: '6 4' },
  x0: { name: 'x₀', tone: 'data', dash: '2 3' },
  v: { name: 'v', tone: 'model' },
  'min-SNR': { name: 'min-SNR', tone: 'noised', dash: '10 3 2 3' },
};

export default function LossWeightsView({ id, initial }: IslandProps) {
  const figure = useFigure({ id, schema: lossWeights, initial });
  const settings = figure.settings.value;
  const curves = useMemo(() => weightCurves(settings), [settings]);
  return (
    <Shell
      figure={figure}
      status="ready"
      summary={summary(settings)}
      panels={
        <Panel frame={box} border={false} label="Weights on the error of the denoised guess against log-SNR">
          <Axes
            frame={box}
            x={{ label: 'log-SNR λ, from noise to data', count: 9 }}
            y={{
              label: settings.time ? 'weight × time spent, on the error of x̂₀' : 'weight on the error of x̂₀',
              count: 7,
            }}
          />
          {questions.map((question) => {
            const own = curves.filter(
              (p) => p.question === question && p.weight >= weightRange.least && p.weight <= weightRange.most,
            );
            return (
              <Line
                key={question}
                d={line(
                  box,
                  own.map((p) => p.logSnr),
                  own.map((p) => p.weight),
                )}
                tone={signs[question].tone}
                {...(signs[question].dash && { dash: signs[question].dash })}
              />
            );
          })}
          {questions.map((question) => {
            const at = nameAt(curves, question);
            return (
              at && (
                <Label
                  key={question}
                  x={box.x(at.logSnr)}
                  y={box.y(at.weight) - 8}
                  anchor="middle"
                  tone={signs[question].tone}
                >
                  {signs[question].name}
                </Label>
              )
            );
          })}
        </Panel>
      }
      controls={
        <>
          <Slider
            label="min-SNR clip γ"
            log
            min={0.5}
            max={50}
            value={settings.gamma}
            format={(v) => significant(v, 2)}
            onInput={(gamma) => figure.set({ gamma })}
          />
          <Toggle label="times the time spent there" value={settings.time} onChange={(time) => figure.set({ time })} />
          {settings.time && (
            <Choice
              label="Schedule"
              options={schedules}
              value={settings.schedule}
              onChange={(schedule) => figure.set({ schedule })}
            />
          )}
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
