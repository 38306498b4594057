/** Runs of a teacher and its pupil that are looked at when they stand still alone; closed after each test. */
import { afterEach } from 'vitest';
import { pupilSettings, lengthsOf, type PupilSettings } from '../../src/engine/kinds/pupil/settings';
import type { PupilMethod } from '../../src/engine/kinds/pupil/methods';
import { parsePupilSettings } from '../../src/engine/kinds/pupil/parse';
import { pupilWatchDefaults, type PupilLook, type PupilSnapshot } from '../../src/engine/kinds/pupil/types';
import type { Report } from '../../src/engine/protocol';
import { pupilRun, type PupilRun } from './runs';

const opened: PupilRun[] = [];
afterEach(() => opened.splice(0).forEach((run) => run.dispose()));

export function begin(change: Partial<PupilSettings> = {}) {
  const reports: Report[] = [];
  const settings = parsePupilSettings({ backend: 'simd', ...change });
  const run = pupilRun(
    'pupil',
    settings,
    { ...pupilWatchDefaults, interval: 1e9 },
    {
      report: (r) => reports.push(r),
      without: [],
    },
  );
  opened.push(run);
  const last = () => reports.flatMap((r) => (r.type === 'snapshot' ? [r.snapshot as PupilSnapshot] : [])).at(-1)!;
  const finish = async () => {
    for (let left = lengthsOf(settings).total; left > 0; left -= 1000) await run.step(Math.min(1000, left));
  };
  return { run, settings, last, finish };
}

export const find = ({ looks }: PupilSnapshot, who: PupilLook['of'], n: number): PupilLook =>
  looks.find(({ of, evaluations }) => of === who && evaluations === n)!;
export const distance = (snapshot: PupilSnapshot, who: PupilLook['of'], n: number) =>
  find(snapshot, who, n).energyDistance;
/** Runs that tell how they are put together, not what they learn. */
export const short = (method: PupilMethod): Partial<PupilSettings> => ({
  method,
  pupilSteps: 10,
  sampleCount: 60,
  ...(pupilSettings(method).teacherSteps > 0 && { teacherSteps: 6 }),
});
