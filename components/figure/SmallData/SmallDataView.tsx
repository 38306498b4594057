/** Both models where there is little to learn from: recorded runs, any of which can be run again. */
import { Choice } from '../../control/index';
import { Shell, useFigure, type IslandProps } from '../index';
import { metrics, type SmallDataFile } from '../../../src/record/small-data/reading';
import { metricNames, summary } from './labels';
import { CountPanel, NarrowPanel } from './Panels';
import { smallData } from './state';
import './small-data.css';

export interface SmallDataProps extends IslandProps {
  readonly data: SmallDataFile;
  /** Id of the figure that trains a case live. */
  readonly trains: string;
}

export default function SmallDataView({ id, initial, data, trains }: SmallDataProps) {
  const figure = useFigure({ id, schema: smallData, initial });
  const { metric } = figure.settings.value;
  return (
    <Shell
      figure={figure}
      status="done"
      summary={summary(data, metric)}
      panels={
        <>
          <CountPanel {...{ data, metric, trains }} />
          <NarrowPanel {...{ data, metric, trains }} />
        </>
      }
      controls={
        <Choice
          label="Measure"
          showLabel
          options={metrics.map((value) => ({ value, label: metricNames[value] }))}
          value={metric}
          onChange={(next) => figure.set({ metric: next })}
        />
      }
    />
  );
}
