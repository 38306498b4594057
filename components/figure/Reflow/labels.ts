/** Words of the reflow figure, all made from its state. */
import { pairPlan } from '../../../src/engine/kinds/pupil/methods';
import { stretchesOf, type PupilSettings } from '../../../src/engine/kinds/pupil/settings';
import type { FlowLook, PupilLook, PupilSnapshot } from '../../../src/engine/kinds/pupil/types';
import { fixed, grouped, percent, significant } from '../../../src/picture/numbers';
import { targetInText, targetLabels } from '../kit/plane-target';
import { flowTargets, type ReflowSettings } from './state';

export const targetOptions = flowTargets.map((value) => ({ value, label: targetLabels[value] }));
export const drawOptions = [
  { value: 'paths', label: 'Paths' },
  { value: 'pairs', label: 'Pairs' },
] as const;
export const evaluationOptions = (['1', '2', '4', '50'] as const).map((value) => ({
  value,
  label: `${value} ${value === '1' ? 'step' : 'steps'}`,
}));

/** Four places as long as they say anything: distances here lie between 0.003 and 1.5. */
export function distanceText(value: number): string {
  return Number.isFinite(value) ? fixed(value, Math.abs(value) < 0.1 ? 4 : 2) : '';
}

export function flowOf(seen: PupilSnapshot | null, flow: number): FlowLook | null {
  return seen?.flows.find((one) => one.flow === flow) ?? null;
}

export function lookOf(flow: FlowLook | null, evaluations: number): PupilLook | null {
  return flow?.looks.find((one) => one.evaluations === evaluations) ?? null;
}

/** S, and what it is of the squared way. */
export function straightnessText({ deviation, relative }: FlowLook): string {
  return `S = ${significant(deviation, 2)}, ${shareText(relative)} of the squared way`;
}

/** A share; less than a millionth is rounding. */
export const shareText = (share: number): string =>
  share < 1e-6 ? '0\u00a0%' : share < 0.1 ? `${significant(100 * share, 2)}\u00a0%` : percent(share);

export function lengthText({ detour }: FlowLook): string {
  return `paths ${fixed(detour, 3)} times as long as straight ones`;
}

/** What the pairs for the next flow are worth, where their number of steps is one that samples were drawn by. */
export function pairsText(s: ReflowSettings, seen: PupilSnapshot | null): string {
  const said = `${grouped(pairPlan.count)} pairs, each drawn in ${s.pairSteps} ${s.pairSteps === '1' ? 'step' : 'steps'}`;
  const [pairs, pupil] = [lookOf(flowOf(seen, 1), Number(s.pairSteps)), lookOf(flowOf(seen, 2), 1)];
  if (!pairs) return `${said}.`;
  const learned = pupil
    ? `; flow 2, which learns them, comes to ${distanceText(pupil.energyDistance)} by one step`
    : '';
  return `${said}: their samples are at an energy distance of ${distanceText(pairs.energyDistance)}${learned}.`;
}

export function waitingText(flow: number, seen: PupilSnapshot | null, settings: PupilSettings): string {
  if (flow === 1) return 'not trained yet';
  const done = seen?.flows.length ?? 0;
  if (done < flow - 1 || settings.method !== 'reflow') return `begins when flow ${flow - 1} has learned`;
  return `waits for the pairs of flow ${flow - 1}`;
}

/** A flow that has not learned yet is a copy of the one before, and says so. */
export function flowTitle(flow: number, step: number, settings: PupilSettings): string {
  const own = stretchesOf(settings).find((one) => one.stage === 'pupil' && one.flow === flow);
  return own && step <= own.from ? `Flow ${flow}, as it begins: flow ${flow - 1}` : `Flow ${flow}`;
}

export function summary(s: ReflowSettings, seen: PupilSnapshot | null, step: number): string {
  const what = `Rectified flows on ${targetInText(s.target)}: the second learns the pairs of noise and sample that the first makes in ${s.pairSteps} ${s.pairSteps === '1' ? 'step' : 'steps'}, the third those of the second.`;
  if (!seen || seen.flows.length === 0) return `${what} Nothing has been trained yet.`;
  const told = seen.flows
    .map(
      (flow) =>
        `Flow ${flow.flow}: ${straightnessText(flow)}; energy distance ${distanceText(lookOf(flow, 1)?.energyDistance ?? NaN)} by one step, ${distanceText(lookOf(flow, 4)?.energyDistance ?? NaN)} by four; transport costs ${fixed(flow.transport)}.`,
    )
    .join(' ');
  return `${what} After ${grouped(step)} steps. ${told}`;
}
