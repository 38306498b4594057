/** The clouds of the composition figure. */
import { useMemo } from 'preact/hooks';
import type { Mixture } from '../../../src/core/data/mixture';
import { contours, dots, gridFrom, gridOver, gridPoints, massLevels, significant } from '../../../src/picture/index';
import { Area, Dots, Label, Line, Panel } from '../index';
import { gridSize, pointCount, wanted } from './models';
import { doneText, samplesText, wantedText } from './labels';
import { pairs } from './shapes';
import { square, wantedKey, type ComposeSettings } from './state';
import type { Samples, Truth } from './work';

const held = [0.5, 0.9] as const;

function outline(of: Mixture): readonly string[] {
  const shape = gridOver(square, 72);
  const grid = gridFrom(shape, of.logDensity(gridPoints(shape), 1, 0).map(Math.exp));
  return contours(square, grid, massLevels(grid, held)).map(({ d }) => d);
}

/** Where the letters stand: in the highest part of each. */
const letterSpots: Readonly<Record<ComposeSettings['shapes'], readonly (readonly [x: number, y: number])[]>> = {
  blobs: [
    [-2.05, 1.5],
    [1.5, -1.35],
  ],
  rings: [
    [-2.25, 0],
    [2.25, 0],
  ],
  bars: [
    [2.1, 0.8],
    [-0.8, 2.1],
  ],
};

export function PartsPanel({ s }: { readonly s: ComposeSettings }) {
  const [a, b] = useMemo(() => [outline(pairs[s.shapes].a), outline(pairs[s.shapes].b)], [s.shapes]);
  const [spotA, spotB] = letterSpots[s.shapes];
  return (
    <Panel
      frame={square}
      title="A and B"
      tone="data"
      readout={wantedText(s)}
      label="Contours of the two densities, that hold 50 and 90 per cent: A filled, B dashed"
    >
      {a.map((d, i) => (
        <Area key={held[i]} d={d} tone="data" opacity={0.2} />
      ))}
      <Line d={b.join('')} tone="ink" width={1.4} dash="4 3" />
      <Label x={square.x(spotA[0])} y={square.y(spotA[1]) + 4} tone="data" anchor="middle">
        A
      </Label>
      <Label x={square.x(spotB[0])} y={square.y(spotB[1]) + 4} tone="ink" anchor="middle">
        B
      </Label>
    </Panel>
  );
}

function useAnswer(s: ComposeSettings): readonly string[] {
  return useMemo(() => {
    const grid = gridFrom(gridOver(square, gridSize), wanted(s).values);
    return contours(square, grid, massLevels(grid, held)).map(({ d }) => d);
  }, [wantedKey(s)]);
}

export function SamplesPanel({ samples }: { readonly samples: Samples }) {
  const s = samples.settings;
  const answer = useAnswer(s);
  const cloud = useMemo(() => dots(square, samples.points), [samples.points]);
  return (
    <Panel
      frame={square}
      title={doneText(s)}
      tone="model"
      term="score"
      readout={samplesText(samples)}
      label={`Scatter plot of ${pointCount} points made by reverse diffusion with the composed score, over contours of the exact answer`}
    >
      {answer.map((d, i) => (
        <Line key={held[i]} d={d} tone="exact" width={1.2} opacity={0.9} />
      ))}
      <Dots d={cloud} tone="model" size={2.8} opacity={0.75} />
    </Panel>
  );
}

export function AnswerPanel({ truth }: { readonly truth: Truth }) {
  const answer = useAnswer(truth.settings);
  const cloud = useMemo(() => dots(square, truth.points), [truth.points]);
  return (
    <Panel
      frame={square}
      title="The exact answer"
      tone="exact"
      readout={`${pointCount} true points; as many others are at ${significant(truth.floor, 2)} on average`}
      label={`Scatter plot of ${pointCount} points of the exact answer, over its contours`}
    >
      {answer.map((d, i) => (
        <Area key={held[i]} d={d} tone="exact" opacity={0.16} />
      ))}
      <Dots d={cloud} tone="exact" size={2.8} opacity={0.75} />
    </Panel>
  );
}
