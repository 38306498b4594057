/** What was measured of each coupling, as a table. */
import { percent } from '../../../src/picture/numbers';
import { Table } from '../kit/Table';
import { flowSteps, lookKey, type Looks } from './looks';
import { couplingTitle, energyText, millisecondsText, numberText, work } from './labels';
import { couplingKinds, type CouplingsSettings } from './state';

export interface ResultsProps {
  readonly s: CouplingsSettings;
  readonly looks: Looks;
}

export function Results({ s, looks }: ResultsProps) {
  return (
    <>
      <p class="f-readout">
        Of the exact flow on each coupling. Length²: mean squared length of the pairs. Variance: of the velocity’s
        target given (x<sub>t</sub>, t), the least loss of any network. Bend: 0 for straight paths. Then the energy
        distance after 1, 2, 4 and 8 of Euler’s steps. Optimal pairs: share of the weight on pairs of the optimal plan.
        Time: of the pairs that a learner is given, measured here; m points in a batch. Lines may cross without meeting:
        two walkers are there at different times.
      </p>
      <Table label="What each coupling does to the flow">
        <caption>{`${s.n} points of each cloud`}</caption>
        <thead>
          <tr>
            <th scope="col">Coupling</th>
            <th scope="col">length²</th>
            <th scope="col">variance</th>
            <th scope="col">bend</th>
            {flowSteps.map((n) => (
              <th key={n} scope="col">
                {n === 1 ? '1 step' : n}
              </th>
            ))}
            <th scope="col">crossings</th>
            <th scope="col">optimal pairs</th>
            <th scope="col">ms</th>
            <th scope="col">work</th>
          </tr>
        </thead>
        <tbody>
          {couplingKinds.map((kind) => {
            const look = looks[kind]?.key === lookKey(kind, s) ? looks[kind] : undefined;
            const measured = look?.measured;
            return (
              <tr key={kind}>
                <th scope="row">{couplingTitle(kind, s)}</th>
                <td>{numberText(measured?.cost)}</td>
                <td>{numberText(measured?.floor)}</td>
                <td>{numberText(measured?.bend)}</td>
                {flowSteps.map((n, i) => (
                  <td key={n}>{energyText(measured?.energy[i])}</td>
                ))}
                <td>{look?.crossings ?? '–'}</td>
                <td>{look ? percent(look.matched) : '–'}</td>
                <td>{look ? millisecondsText(look.milliseconds) : '–'}</td>
                <td>{work[kind]}</td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </>
  );
}
