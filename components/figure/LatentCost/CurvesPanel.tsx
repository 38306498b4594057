/** Recorded: how far samples are from real digits, against all operations of training; the floors that no training goes below. */
import { fixed, frame, line } from '../../../src/picture/index';
import { Axes, Label, Line, Marker, Panel, Rule } from '../index';
import type { CurvePoint, Curves } from './curves';

const chart = { width: 520, height: 300, margin: { top: 28, right: 96, bottom: 42, left: 44 } } as const;
/** Distances beyond are cut. */
const most = 30;

/** @param budget operations that a live run has, in 10^12: marked in the chart */
export function CurvesPanel({ curves, budget }: { readonly curves: Curves; readonly budget: number }) {
  const { pixels, codes, sizes, floor, real } = curves;
  const all = [...pixels, ...codes, ...sizes].map(({ flops }) => flops / 1e12);
  const box = frame({
    ...chart,
    x: [Math.min(...all, budget) / 1.25, Math.max(...all, budget) * 1.25],
    y: [0, most],
    xLog: true,
  });
  const at = ({ flops, mean }: CurvePoint) => [box.x(flops / 1e12), box.y(Math.min(most, mean))] as const;
  const sides = [
    { name: 'pixels', points: pixels, tone: 'model', dash: undefined },
    { name: 'codes of 32', points: codes, tone: 'noised', dash: '6 3' },
  ] as const;
  const floors = [
    { y: floor.untuned, name: 'decoder, plain' },
    { y: floor.tuned, name: 'decoder, tuned' },
    { y: real, name: 'real digits' },
  ];
  return (
    <Panel
      frame={box}
      border={false}
      title="Recorded: distance to real digits over all operations"
      readout={`Fréchet distance, ${curves.sets} sets of ${curves.samples}, bars one deviation;${curves.sizes.length > 0 ? ' numerals: codes of other sizes;' : ''} the upright rule: what is trained live here`}
      label={`Fréchet distance against operations of training. ${sides.map(({ name, points }) => `${name}: ${points.map(({ flops, mean }) => `${fixed(mean, 1)} at ${fixed(flops / 1e12, 1)}`).join(', ')}`).join('; ')}. ${floors.map(({ name, y }) => `${name} ${fixed(y, 1)}`).join(', ')}`}
    >
      <Axes
        frame={box}
        x={{ label: '10¹² operations, the autoencoder’s included', count: 5 }}
        y={{ label: 'Fréchet distance, less is better', count: 6 }}
      />
      {floors.map(({ y, name }) => (
        <Rule key={name} frame={box} y={y} tone={name === 'real digits' ? 'data' : 'noised'} dash="2 3" />
      ))}
      {floors.map(({ y, name }) => (
        <Label
          key={`n${name}`}
          x={box.right + 6}
          y={box.y(y) + (name === 'real digits' ? 11 : name === 'decoder, tuned' ? -1 : 4)}
          tone={name === 'real digits' ? 'data' : 'noised'}
        >
          {name}
        </Label>
      ))}
      <Rule frame={box} x={budget} tone="exact" dash="4 3" />
      {sides.map(({ name, points, tone, dash }) => (
        <Line
          key={name}
          d={line(
            box,
            points.map(({ flops }) => flops / 1e12),
            points.map(({ mean }) => Math.min(most, mean)),
          )}
          tone={tone}
          dash={dash}
        />
      ))}
      {sides.map(({ name, points, tone }) =>
        points.map((point) => {
          const [x, y] = at(point);
          const spread = box.y(0) - box.y(point.deviation);
          return (
            <g key={`${name}${point.flops}`}>
              <path class={`f-line tone-${tone}`} d={`M${x},${y - spread}V${y + spread}`} stroke-width={1.5} />
              <Marker x={x} y={y} tone={tone} size={3.5} />
            </g>
          );
        }),
      )}
      {sizes.map((point) => {
        const [x, y] = at(point);
        return (
          <Label key={`s${point.numbers} ${point.flops}`} x={x} y={y + 4} tone="noised" anchor="middle">
            {point.numbers}
          </Label>
        );
      })}
      {sides.map(({ name, points, tone }) => {
        if (points.length === 0) return null;
        const [x, y] = at(points[0]);
        return (
          <Label key={`l${name}`} x={x + 8} y={y - 8} tone={tone}>
            {name}
          </Label>
        );
      })}
    </Panel>
  );
}
