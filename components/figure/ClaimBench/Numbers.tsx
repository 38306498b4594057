/** Every series in a table: what is recorded, with its machine, and what the page has run. */
import type { Claim } from '../../../src/core/claims/index';
import { duration } from '../../../src/picture/index';
import { Table } from '../kit/Table';
import { strip } from './chart';
import type { Measured, Recorded } from './state';
import { centreText, intervalText, tones, unitOf } from './words';

export function Numbers({
  claim,
  recorded,
  live,
}: {
  readonly claim: Claim;
  readonly recorded: Recorded;
  readonly live: Measured;
}) {
  const unit = unitOf(claim);
  const cell = (rows: Measured['rows'], key: string) => {
    const found = strip(claim, rows, key);
    return found ? intervalText(found.interval, unit) : '–';
  };
  return (
    <div class="cb-numbers">
      <Table label="All numbers">
        <caption>
          {claim.axis.label}: {centreText(claim)} over seeds and its 95&nbsp;% interval. Recorded by{' '}
          <code>{recorded.command}</code> in {duration(recorded.seconds)} on {recorded.machine}.
        </caption>
        <thead>
          <tr>
            <th scope="col" />
            <th scope="col">recorded, {recorded.rows.length} seeds</th>
            <th scope="col">run here, {live.rows.length} seeds</th>
          </tr>
        </thead>
        <tbody>
          {claim.series.map(({ key, label, of }) => (
            <tr key={key}>
              <th scope="row" class={`tone-${tones[of]}`}>
                {label}
              </th>
              <td>{cell(recorded.rows, key)}</td>
              <td>{cell(live.rows, key)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
