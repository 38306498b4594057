/** The numbers of the pupil figure as a table: what each network cost, and what it gives by how many evaluations. */
import type { PupilSettings } from '../../../src/engine/kinds/pupil/settings';
import type { PupilSnapshot } from '../../../src/engine/kinds/pupil/types';
import { duration, grouped } from '../../../src/picture/numbers';
import type { Tone } from '../../control/tone';
import { Table } from '../kit/Table';
import { sign } from './Charts';
import { distanceText, flopsText, lookOf, paidAfter } from './labels';
import { keyOf, pupilNow, resultsOf, type Learned } from './learned';
import { tones } from './Panels';
import type { Racer } from './race';

export interface ResultsProps {
  readonly seen: PupilSnapshot | null;
  readonly settings: PupilSettings;
  readonly learned: readonly Learned[];
  /** Who learns beside it in a race; empty elsewhere. */
  readonly rivals: readonly Racer[];
}

export function Results({ seen, settings, learned, rivals }: ResultsProps) {
  if (!seen) return null;
  const { modes } = seen;
  const looks = resultsOf(seen, 'teacher');
  const teacher: Learned | null =
    looks.length > 0 ? { key: 'teacher', label: 'Teacher', cost: seen.cost.teacher, looks } : null;
  const now = pupilNow(settings, seen);
  const racing = rivals.flatMap(({ place, settings: of, training }) => {
    const one = training.seen.value && pupilNow(of, training.seen.value);
    return one ? [{ place, one }] : [];
  });
  const keys = [settings, ...rivals.map((one) => one.settings)].map(keyOf);
  const earlier = learned.filter(({ key }) => !keys.includes(key));
  const rows = [teacher, now, ...racing.map(({ one }) => one), ...earlier];
  const timed = rows.some((one) => (one?.cost.milliseconds ?? 0) > 0);
  const shape = { modes, timed, columns: teacher ? [1, 2, 4, 50] : [1, 2, 4] };
  const [one, few, many] = [lookOf(seen, 'pupil', 1), lookOf(seen, 'teacher', 2), lookOf(seen, 'teacher', 50)];
  // Lessons that came to nothing are never paid.
  const paid = one && few && many && one.energyDistance < few.energyDistance ? paidAfter(seen) : null;
  return (
    <>
      <Table label="What it cost, and what it gives">
        <thead>
          <tr>
            <th scope="col">Network</th>
            <th scope="col">Operations</th>
            {timed && <th scope="col">Time here</th>}
            {shape.columns.map((n) => (
              <th key={n} scope="col">
                {n === 1 ? 'Energy distance by 1' : `by ${n}`}
              </th>
            ))}
            {modes > 0 && <th scope="col">Modes lost by 1</th>}
          </tr>
        </thead>
        <tbody>
          {teacher && <Row one={teacher} {...shape} tone={tones.teacher} />}
          {now && <Row one={now} {...shape} tone={tones.pupil} {...(rivals.length > 0 && { mark: '1' })} />}
          {racing.map(({ place, one }) => (
            <Row key={place} one={one} {...shape} tone={tones.pupil} mark={String(place)} />
          ))}
          {earlier.map((one, i) => (
            <Row key={one.key} one={one} {...shape} mark={sign(i)} />
          ))}
        </tbody>
      </Table>
      {paid !== null && (
        <p class="f-readout">
          {`What it cost to teach the pupil is saved again after about ${grouped(Number(paid.toPrecision(2)))} samples, each by one evaluation in place of the teacher’s 50, where a distance of ${distanceText(one!.energyDistance)} will do in place of ${distanceText(many!.energyDistance)}.`}
        </p>
      )}
    </>
  );
}

interface RowProps {
  readonly one: Learned;
  readonly modes: number;
  readonly timed: boolean;
  readonly columns: readonly number[];
  readonly tone?: Tone;
  readonly mark?: string;
}

function Row({ one: { label, cost, looks }, modes, timed, columns, tone = 'soft', mark }: RowProps) {
  const by = (n: number) => looks.find(({ evaluations }) => evaluations === n);
  const first = by(1);
  return (
    <tr>
      <th scope="row" class={`tone-${tone}`}>
        {mark ? `${mark}  ${label}` : label}
      </th>
      <td>{cost.flops > 0 ? flopsText(cost.flops) : ''}</td>
      {timed && <td>{cost.milliseconds > 0 ? timeText(cost.milliseconds) : ''}</td>}
      {columns.map((n) => (
        <td key={n}>{distanceText(by(n)?.energyDistance ?? NaN)}</td>
      ))}
      {modes > 0 && <td>{first && first.modesCovered >= 0 ? `${modes - first.modesCovered} of ${modes}` : ''}</td>}
    </tr>
  );
}

const timeText = (milliseconds: number): string => (milliseconds < 100 ? 'under 0.1 s' : duration(milliseconds / 1000));
