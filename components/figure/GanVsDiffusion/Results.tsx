/** The numbers of the comparison as a table, to read, to copy or to take away. */
import { useSignal } from '@preact/signals';
import { Button } from '../../control/index';
import { grouped, significant } from '../../../src/picture/index';
import { Table } from '../kit/Table';
import { measureNames, speedOf, spreadText, verdictText } from './labels';
import { samplingSteps, sizesOf } from './settings';
import { csv } from './table';
import {
  contestants,
  endOf,
  finished,
  measures,
  spreadOf,
  verdictOf,
  type Contestant,
  type Mark,
  type Trial,
} from './trial';
import type { Results as Measured } from './useGanVsDiffusion';

export function Results({ results }: { readonly results: Measured }) {
  const { trials, settings, built } = results;
  const said = useSignal('');
  const all = finished(trials);
  if (all.length === 0) return null;
  const sizes = sizesOf(settings);
  const rows: readonly (readonly [string, string, string, string])[] = [
    ...measures.flatMap((what) => {
      const [d, g] = contestants.map((who) => spreadText(what, endOf(trials, who, what)));
      return d ? [[measureNames[what], d, g, verdictText[verdictOf(trials, what)]] as const] : [];
    }),
    ['Points a second', ...speeds(trials), ''],
    ['Evaluations a point', String(samplingSteps), '1', ''],
    ['Training steps', ...counted(all, (m) => grouped(m.step)), ''],
    ['Examples seen', ...counted(all, (m) => grouped(m.spent.examples)), ''],
    ['Training, GFLOP', ...counted(all, (m) => significant(m.spent.flops / 1e9, 3)), ''],
    ...(built ? [] : [['Training, seconds here', ...seconds(all), ''] as const]),
    ['Parameters', grouped(sizes.diffusion), `${grouped(sizes.generator)} + ${grouped(sizes.discriminator)}`, ''],
  ];
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(csv(results));
      said.value = 'Copied: a row for each model, seed and mark.';
    } catch {
      said.value = 'The browser did not allow copying.';
    }
  };
  return (
    <div class="gd-results">
      <Table label="Results">
        <thead>
          <tr>
            <th scope="col">{`At the end, ${all.length} ${all.length === 1 ? 'seed' : 'seeds'}: median (range)`}</th>
            <th scope="col" class="tone-model">
              Diffusion
            </th>
            <th scope="col" class="tone-generator">
              GAN
            </th>
            <th scope="col">Better</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, d, g, better]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{d}</td>
              <td>{g}</td>
              <td>{better}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <div class="f-controls">
        <Button onClick={() => void copy()}>Copy as CSV</Button>
        <span class="c-hint" role="status">
          {said.value}
        </span>
      </div>
    </div>
  );
}

function counted(all: readonly Trial[], text: (mark: Mark) => string): [string, string] {
  const of = (who: Contestant) => {
    const mark = all.at(-1)?.[who].marks.at(-1);
    return mark ? text(mark) : '';
  };
  return [of('diffusion'), of('gan')];
}

function seconds(all: readonly Trial[]): [string, string] {
  const of = (who: Contestant) => {
    const spread = spreadOf(all.flatMap((trial) => trial[who].marks.at(-1)?.spent.milliseconds ?? []));
    return spread ? significant(spread.median / 1000, 2) : '';
  };
  return [of('diffusion'), of('gan')];
}

function speeds(trials: readonly Trial[]): [string, string] {
  const text = (who: Contestant) => {
    const speed = speedOf(trials, who);
    return Number.isFinite(speed) ? grouped(Number(speed.toPrecision(2))) : 'measured when run here';
  };
  return [text('diffusion'), text('gan')];
}
