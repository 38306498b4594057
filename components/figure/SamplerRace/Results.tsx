/** The numbers of the race as a table, to copy or to take away. */
import { fixed, significant } from '../../../src/picture/index';
import { laneSigns } from './labels';
import type { RaceState } from './race';
import type { RaceSettings } from './settings';
import { csv, rowsOf } from './table';
import { entryOf } from '../kit/samplers';
import { Table } from '../kit/Table';
import { Takeaway } from '../kit/Takeaway';

export function Results({ s, race }: { readonly s: RaceSettings; readonly race: RaceState }) {
  const rows = rowsOf(race);
  if (rows.length === 0) return null;
  return (
    <div class="sr-results">
      <Table label="Results">
        <thead>
          <tr>
            <th scope="col">Sampler</th>
            <th scope="col">Steps</th>
            <th scope="col">Evaluations</th>
            <th scope="col">Error to the ODE</th>
            <th scope="col">Energy distance</th>
            <th scope="col">Order</th>
            <th scope="col">Measured</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={row.sampler} data-sampler={row.sampler}>
              <th scope="row" class={`tone-${laneSigns[i].tone}`}>
                {row.label}
              </th>
              <td>{row.steps}</td>
              <td>{row.evaluations}</td>
              <td>{row.error === null ? 'draws noise' : significant(row.error, 3)}</td>
              <td>{fixed(row.distance, 4)}</td>
              <td>{entryOf(row.sampler).stochastic ? `${row.stated}, in law` : row.stated}</td>
              <td>{row.measured === null ? '' : fixed(row.measured, 2)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Takeaway rows={race.lanes.length + race.points.length} file="sampler-race.csv" text={() => csv(s, race)} />
    </div>
  );
}
