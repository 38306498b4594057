/** The numbers of the reflow figure as a table: how straight, what moving costs, how far from the data, what it took. */
import { pairPlan } from '../../../src/engine/kinds/pupil/methods';
import type { PupilSettings } from '../../../src/engine/kinds/pupil/settings';
import { flowEvaluations, repaired, type PupilSnapshot } from '../../../src/engine/kinds/pupil/types';
import { duration, fixed, grouped, significant } from '../../../src/picture/numbers';
import { Table } from '../kit/Table';
import type { Couplings } from './couplings';
import { distanceText, flowOf, flowTitle, lookOf, shareText } from './labels';
import { toneOf } from './FlowPanels';
import { flowNumbers } from './state';

export interface ResultsProps {
  readonly seen: PupilSnapshot | null;
  readonly settings: PupilSettings;
  readonly couplings: Couplings | null;
}

export function Results({ seen, settings, couplings }: ResultsProps) {
  if (!seen || seen.flows.length === 0) return null;
  const { modes } = seen;
  return (
    <>
      <Table label="How straight, what moving costs, how far from the data">
        <thead>
          <tr>
            <th scope="col">Pairs of noise and data</th>
            <th scope="col">Straightness S</th>
            <th scope="col">of the squared way</th>
            <th scope="col">Moving costs</th>
            <th scope="col">of it spare</th>
            {flowEvaluations.map((n) => (
              <th key={n} scope="col">
                {n === 1 ? 'Energy distance by 1 step' : `by ${n}`}
              </th>
            ))}
            {modes > 0 && <th scope="col">Modes lost by 1</th>}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" class="tone-data">
              As they come
            </th>
            <td />
            <td />
            <td>{couplings ? fixed(couplings.transport) : ''}</td>
            <td>{couplings ? shareText(couplings.spare) : ''}</td>
            {flowEvaluations.map((n) => (
              <td key={n} />
            ))}
            {modes > 0 && <td />}
          </tr>
          {flowNumbers.map((flow) => {
            const look = flowOf(seen, flow);
            if (!look) return null;
            const one = lookOf(look, 1);
            return (
              <tr key={flow}>
                <th scope="row" class={`tone-${toneOf(flow)}`}>
                  {flowTitle(flow, seen.step, settings)}
                </th>
                <td>{significant(look.deviation, 2)}</td>
                <td>{shareText(look.relative)}</td>
                <td>{fixed(look.transport)}</td>
                <td>{shareText(look.spare)}</td>
                {flowEvaluations.map((n) => (
                  <td key={n}>{distanceText(lookOf(look, n)?.energyDistance ?? NaN)}</td>
                ))}
                {modes > 0 && <td>{one ? `${modes - one.modesCovered} of ${modes}` : ''}</td>}
              </tr>
            );
          })}
        </tbody>
      </Table>
      <p class="f-readout">
        {`Moving costs the mean squared distance of noise and sample; spare is what the cheapest pairing of ${repaired} of them would save. ${costsText(seen, settings)}`}
      </p>
    </>
  );
}

/** What learning and pairs have taken so far. */
export function costsText(
  { cost }: Pick<PupilSnapshot, 'cost'>,
  { pairSteps }: Pick<PupilSettings, 'pairSteps'>,
): string {
  const said = (
    [
      ['Learning flow 1', cost.teacher],
      [`drawing pairs, ${grouped(pairPlan.count)} at a time in ${pairSteps} steps each`, cost.pairs],
      ['learning the flows after it', cost.pupil],
    ] as const
  )
    .filter(([, { flops }]) => flops > 0)
    .map(
      ([what, { flops, milliseconds }]) =>
        `${what} took ${significant(flops / 1e9, 2)}\u00a0GFLOP${milliseconds > 0 ? ` and ${duration(milliseconds / 1000)} here` : ''}`,
    );
  return said.length > 0 ? `${said.join('; ')}.` : '';
}
