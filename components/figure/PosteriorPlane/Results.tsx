/** The numbers of the figure of posteriors as a table. */
import { methods } from '../../../src/core/inverse/registry';
import { fixed, significant } from '../../../src/picture/index';
import { Table } from '../kit/Table';
import { undefinedText, verdict, withDeviation } from './labels';
import type { PlaneSettings } from './state';
import { floorNow, floorSets, laneNow, running, type Shown } from './work';

export function Results({ s, shown }: { readonly s: PlaneSettings; readonly shown: Shown }) {
  const floor = floorNow(s, shown);
  return (
    <Table label="Methods beside the truth">
      <thead>
        <tr>
          <th scope="col">Method</th>
          <th scope="col">Evaluations</th>
          <th scope="col">Energy distance</th>
          <th scope="col">Spread</th>
          <th scope="col">Off y, in noises</th>
          <th scope="col">Seen</th>
        </tr>
      </thead>
      <tbody>
        {floor && (
          <tr>
            <th scope="row" class="tone-exact">
              true samples, {floorSets} sets
            </th>
            <td />
            <td>{withDeviation(floor.distance)}</td>
            <td>{withDeviation(floor.spread)}</td>
            <td>{withDeviation(floor.residual)}</td>
            <td />
          </tr>
        )}
        {s.methods.map((method) => {
          const lane = laneNow(method, s, shown);
          const there = running(s).includes(method);
          return (
            <tr key={method} data-method={method}>
              <th scope="row" class="tone-model">
                {methods[method].label}
              </th>
              {lane && there ? (
                <>
                  <td>{lane.evaluations}</td>
                  <td>{significant(lane.judged.distance, 2)}</td>
                  <td>{fixed(lane.judged.spread)}</td>
                  <td>{fixed(lane.judged.residual)}</td>
                  <td>{floor ? verdict(lane.judged, floor) : ''}</td>
                </>
              ) : (
                <td colSpan={5}>{there ? 'being computed' : undefinedText(method)}</td>
              )}
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
