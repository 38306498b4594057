/** The numbers of the race on digits as a table, to copy or to take away. */
import { fixed, significant } from '../../../src/picture/index';
import { type DigitLane, type DigitMeasure } from './digit-race';
import { isEndless, pupilCalls } from './runners';
import { runnerLabel, signOf } from './labels';
import type { RaceSettings } from './settings';
import { digitCsv } from './table';
import { Table } from '../kit/Table';
import { Takeaway } from '../kit/Takeaway';

export function DigitResults({
  s,
  lanes,
  points,
}: {
  readonly s: RaceSettings;
  readonly lanes: readonly DigitLane[];
  readonly points: readonly DigitMeasure[];
}) {
  const rows = lanes.flatMap(({ measure }, lane) => (measure ? [{ measure, lane }] : []));
  if (rows.length === 0) return null;
  return (
    <div class="sr-results">
      <Table label="Results">
        <thead>
          <tr>
            <th scope="col">Sampler</th>
            <th scope="col">Steps</th>
            <th scope="col">Evaluations</th>
            <th scope="col">Read as asked</th>
            <th scope="col">Fréchet distance</th>
            <th scope="col">Error to the ODE</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ measure: m, lane }) => (
            <tr key={m.sampler} data-sampler={m.sampler}>
              <th scope="row" class={`tone-${signOf(m.sampler, lane).tone}`}>
                {runnerLabel(m.sampler)}
              </th>
              <td>{m.steps}</td>
              <td>{m.evaluations}</td>
              <td>
                {m.agreed} of {s.pictures}
              </td>
              <td>{m.frechet === null ? '' : fixed(m.frechet, 1)}</td>
              <td>
                {isEndless(m.sampler)
                  ? pupilCalls(m.sampler)
                    ? 'no path'
                    : m.sampler === 'codes'
                      ? 'its own'
                      : 'draws noise'
                  : m.error === null
                    ? '…'
                    : significant(m.error, 3)}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Takeaway
        rows={rows.length + points.length}
        file="sampler-race-digits.csv"
        text={() => digitCsv(s, lanes, points)}
      />
    </div>
  );
}
