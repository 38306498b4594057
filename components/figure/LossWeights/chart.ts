/** The chart, by Observable Plot: the same options at build time and live. */
import type { Plot } from '../../control/Chart';
import { levels, questions, weightCurves, weightRange, type LossWeightsSettings, type Question, type WeightPoint } from './state';

const colours: Readonly<Record<Question, string>> = { epsilon: 'var(--noise)', x0: 'var(--data)', v: 'var(--model)', 'min-SNR': 'var(--noised)' };
const dashes: Readonly<Record<Question, string>> = { epsilon: '6 4', x0: '2 3', v: '', 'min-SNR': '10 3 2 3' };
const names: Readonly<Record<Question, string>> = { epsilon: 'ε', x0: 'x₀', v: 'v', 'min-SNR': 'min-SNR' };
/** Where each curve's name stands, in log-SNR: apart from the others. */
const nameAt: Readonly<Record<Question, number>> = { epsilon: -4, x0: 5.4, v: -6.4, 'min-SNR': 7 };

/** Units of the drawing, which is 640 wide. */
export const chartHeight = 330;

/** @param document where to make the chart; the browser's own when left out */
export function weightChart(plot: Plot, settings: LossWeightsSettings, document?: Document): Element {
  const points = weightCurves(settings);
  const inside = points.filter(({ weight }) => weight >= weightRange.least && weight <= weightRange.most);
  const labelled = questions.flatMap((question) => nearest(inside, question, nameAt[question]));
  return plot.plot({
    ...(document && { document }),
    width: 640,
    height: chartHeight,
    // Room for the text of a phone, which is half as large again (loss-weights.css).
    marginTop: 40,
    marginLeft: 72,
    marginBottom: 56,
    style: { fontFamily: 'var(--sans)', fontSize: '12px', color: 'var(--soft)', background: 'none', overflow: 'visible' },
    x: { domain: [levels.from, levels.to], label: null, ticks: 9, grid: true },
    y: {
      type: 'log',
      domain: [weightRange.least, weightRange.most],
      label: null,
      ticks: [0.001, 0.01, 0.1, 1, 10, 100, 1000],
      tickFormat: (value: number) => String(value),
      grid: true,
    },
    marks: [
      plot.text([settings.time ? '↑ weight × time spent, on the error of x̂₀' : '↑ weight on the error of x̂₀'],
        { text: (label: string) => label, frameAnchor: 'top-left', lineAnchor: 'bottom', dx: -60, dy: -14 }),
      plot.text(['log-SNR λ, from noise to data →'], { text: (label: string) => label, frameAnchor: 'bottom-right', lineAnchor: 'top', dy: 32 }),
      ...questions.map((question) =>
        plot.line(inside.filter((p) => p.question === question), {
          x: 'logSnr', y: 'weight', stroke: colours[question], strokeWidth: 2, ...(dashes[question] && { strokeDasharray: dashes[question] }),
        })),
      plot.text(labelled, {
        x: 'logSnr', y: 'weight', dy: -10, fontWeight: 600, stroke: 'var(--paper)', strokeWidth: 4,
        text: (p: WeightPoint) => names[p.question], fill: (p: WeightPoint) => colours[p.question],
      }),
    ],
    color: { type: 'identity' },
  });
}

function nearest(points: readonly WeightPoint[], question: Question, at: number): WeightPoint[] {
  const own = points.filter((p) => p.question === question);
  const best = own.reduce<WeightPoint | null>((found, p) => (!found || Math.abs(p.logSnr - at) < Math.abs(found.logSnr - at) ? p : found), null);
  return best ? [best] : [];
}
