/** The clouds of the pupil figure: what so many evaluations of one network give. */
import { useMemo } from 'preact/hooks';
import type { TargetSpec } from '../../../src/core/data/target';
import { methodFacts, type PupilMethod } from '../../../src/engine/kinds/pupil/methods';
import type { PupilLook, PupilSnapshot } from '../../../src/engine/kinds/pupil/types';
import type { Status } from '../../../src/engine/protocol';
import { dots, energyDistanceText, squareFrame } from '../../../src/picture/index';
import type { Tone } from '../../control/tone';
import { Dots, Panel } from '../index';
import { notYet } from '../kit/not-yet';
import { extent, toPanel } from '../kit/plane-target';
import { evaluationsText, lookOf, modesText } from './labels';

export const square = squareFrame(extent);

/** A teacher is a model; a pupil that needs one evaluation is a generator. */
export const tones: Readonly<Record<PupilLook['of'], Tone>> = { teacher: 'model', pupil: 'generator' };

/** What the networks are called: who learns without a teacher is nobody's pupil. */
export function nameOf(who: PupilLook['of'], method: PupilMethod): string {
  return who === 'teacher' ? 'Teacher' : methodFacts[method].teacher ? 'Pupil' : 'Network';
}

export interface CloudProps {
  readonly seen: PupilSnapshot | null;
  readonly who: PupilLook['of'];
  readonly evaluations: number;
  readonly spec: TargetSpec;
  readonly method: PupilMethod;
  readonly status: Status | 'static';
  /** What the network is called; by default teacher, pupil or network. */
  readonly name?: string;
}

export function CloudPanel({ seen, who, evaluations, spec, method, status, name = nameOf(who, method) }: CloudProps) {
  const look = lookOf(seen, who, evaluations);
  const cloud = useMemo(() => (look ? dots(square, toPanel(spec, look.samples)) : ''), [look, spec]);
  const title = `${name}, ${evaluationsText(evaluations)}`;
  return (
    <Panel
      frame={square}
      title={title}
      tone={tones[who]}
      readout={
        look ? (
          <>
            {energyDistanceText(look.energyDistance)}
            <br />
            {who === 'pupil' && evaluations > 1 && methodFacts[method].once
              ? 'it has learned t = 1 alone'
              : modesText(look, seen?.modes ?? -1)}
          </>
        ) : (
          waiting(who, seen, method, status)
        )
      }
      label={look ? `Scatter plot of samples: ${title}` : `${title}: nothing yet`}
    >
      <Dots d={cloud} tone={tones[who]} size={2.6} opacity={0.8} />
    </Panel>
  );
}

function waiting(who: PupilLook['of'], seen: PupilSnapshot | null, method: PupilMethod, status: CloudProps['status']) {
  if (who === 'teacher' || methodFacts[method].teacher === null) return notYet(status, 'not trained yet');
  return seen?.stage === 'pairs' ? 'waits for pairs' : 'begins when the teacher is trained';
}
