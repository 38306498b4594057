import { digitPixels } from '../../../src/core/data/digits';
import { bars, fixed, frame as makeFrame, percent, plot } from '../../../src/picture';
import { Area, Axes, Label, Line } from '../Marks';
import { Panel } from '../Panel';
import { pixelDomain, type PixelStatistics, standardNormal } from './digit';

/** Density at the top of the panel: the bar of the paper is far taller at small t and says how much it holds. */
const ceiling = 0.72;

const frame = makeFrame({
  width: 360,
  height: 190,
  margin: { top: 16, right: 10, bottom: 34, left: 10 },
  x: pixelDomain,
  y: [0, ceiling],
});

/** The values of the 784 pixels of x_t against the standard normal that they are to become. */
export function PixelHistogram({ statistics }: { readonly statistics: PixelStatistics }) {
  const { bins, mean, deviation } = statistics;
  const tallest = bins.density.indexOf(bins.density.reduce((a, b) => Math.max(a, b), 0));
  const cut = bins.density[tallest] > ceiling;
  const middle = (bins.edges[tallest] + bins.edges[tallest + 1]) / 2;
  return (
    <Panel
      frame={frame}
      title={`Its ${digitPixels} pixel values`}
      tone="noised"
      term="xt"
      label="Histogram of the pixel values of the noised picture, with the curve of the standard Gaussian"
      readout={`mean ${fixed(mean)}, deviation ${fixed(deviation)}; of noise 0 and 1`}
    >
      <Axes frame={frame} y={false} x={{ label: 'pixel value', count: 9 }} />
      <Area
        d={bars(
          frame,
          bins,
          bins.density.map((d) => Math.min(d, ceiling)),
        )}
        tone="noised"
        opacity={0.45}
      />
      <Line d={plot(frame, standardNormal)} tone="noise" width={1.6} dash="5 4" term="epsilon" />
      <Label x={frame.x(1.15)} y={frame.y(0.3)} tone="noise" term="epsilon">
        standard Gaussian
      </Label>
      {cut && (
        <Label x={frame.x(middle) + 9} y={frame.top + 9} tone="noised">
          {`${percent(bins.counts[tallest] / digitPixels)} near ${fixed(middle, 1)}`}
        </Label>
      )}
    </Panel>
  );
}
