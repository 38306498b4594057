/** The same field as a network has learned it, and the samples that it carries. */
import { useMemo } from 'preact/hooks';
import { arrows, dots } from '../../../src/picture/index';
import { Dots, Line, Panel } from '../index';
import { isBuilt } from '../run';
import { arrowStyle } from './Panels';
import { places, reached, type Fields } from './fields';
import { learnedText, samplesText } from './labels';
import { cloudOf, square, type DSliderSettings } from './state';
import type { Learned } from './useDSlider';

interface Props {
  readonly s: DSliderSettings;
  readonly fields: Fields;
  readonly learned: Learned | null;
}

const untrained = 'not trained yet: press Train';

export function LearnedPanels({ s, fields, learned }: Props) {
  const cloud = useMemo(() => dots(square, cloudOf(s)), [s.data, s.points]);
  const exact = useMemo(() => arrows(square, places, fields.arrows, arrowStyle), [fields]);
  const own = useMemo(() => learned && arrows(square, places, learned.arrows, arrowStyle), [learned]);
  const points = useMemo(() => learned && dots(square, learned.samples.x), [learned]);
  const within = useMemo(() => reached(s), [s.data, s.points, s.sigma, s.power]);
  const from = learned && isBuilt(learned.snapshot) ? '; trained when the page was built' : '';
  return (
    <>
      <Panel
        frame={square}
        title="Learned field"
        tone="model"
        readout={learned ? `${learnedText(learned, within)}${from}` : untrained}
        label="Arrows from places to where the network guesses the datum, over the exact ones"
      >
        <Dots d={cloud} tone="data" size={3} opacity={0.5} />
        <Line d={exact} tone="exact" width={3.4} opacity={0.35} />
        {own !== null && <Line d={own} tone="model" width={1.3} />}
      </Panel>
      <Panel
        frame={square}
        title="Samples by the learned field"
        tone="model"
        readout={learned ? samplesText(s, learned.samples) : untrained}
        label="Samples that the network carries from the same prior to the data, over the data"
      >
        <Dots d={cloud} tone="data" size={5.5} opacity={0.35} />
        {points !== null && <Dots d={points} tone="model" size={2.6} opacity={0.9} />}
      </Panel>
    </>
  );
}
