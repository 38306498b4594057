/** Runs as the worker lives them, without a worker. */
import type { DigitNetworks } from '../../src/engine/kinds/shipped/worker/networks';
import type { DigitGanSettings } from '../../src/engine/kinds/digits-gan/settings';
import { digitGanLearning } from '../../src/engine/kinds/digits-gan/worker';
import type { DigitSettings, DigitWatch } from '../../src/engine/kinds/digits/settings';
import { digitLearning } from '../../src/engine/kinds/digits/worker';
import type { LatentSettings } from '../../src/engine/kinds/latent/settings';
import { latentLearning } from '../../src/engine/kinds/latent/worker';
import type { PlaneGanSettings } from '../../src/engine/kinds/plane-gan/settings';
import type { PlaneGanWatch } from '../../src/engine/kinds/plane-gan/types';
import { planeGanLearning } from '../../src/engine/kinds/plane-gan/worker';
import type { PlaneSettings } from '../../src/engine/kinds/plane/settings';
import type { PlaneWatch } from '../../src/engine/kinds/plane/watch';
import { planeLearning } from '../../src/engine/kinds/plane/worker';
import type { PupilSettings } from '../../src/engine/kinds/pupil/settings';
import type { PupilWatch } from '../../src/engine/kinds/pupil/types';
import { pupilLearning } from '../../src/engine/kinds/pupil/worker';
import type { AnswerOf, Ask, TrainedKind } from '../../src/engine/kinds';
import type { Host, Listener, WorkerRun } from '../../src/engine/worker/half';
import { LearningRun } from '../../src/engine/worker/learning';

export const silent: Listener<unknown> = { tell: () => {}, gone: () => false };

/** A run's questions, typed as the page has them. */
export const asking =
  <K extends TrainedKind>(run: Pick<WorkerRun, 'ask'>): Ask<K> =>
  (question, spec) =>
    run.ask(question, spec, silent) as Promise<AnswerOf<K, typeof question>>;

export const planeRun = (name: string, settings: Partial<PlaneSettings>, watch: PlaneWatch, host: Host) =>
  new LearningRun(planeLearning(host), name, settings, watch, host);
export type PlaneRun = ReturnType<typeof planeRun>;

export const planeGanRun = (name: string, settings: Partial<PlaneGanSettings>, watch: PlaneGanWatch, host: Host) =>
  new LearningRun(planeGanLearning(host), name, settings, watch, host);
export type PlaneGanRun = ReturnType<typeof planeGanRun>;

export const pupilRun = (name: string, settings: Partial<PupilSettings>, watch: PupilWatch, host: Host) =>
  new LearningRun(pupilLearning(host), name, settings, watch, host);
export type PupilRun = ReturnType<typeof pupilRun>;

export const digitRun = (
  name: string,
  settings: Partial<DigitSettings>,
  watch: DigitWatch,
  host: Host,
  networks: DigitNetworks,
) => new LearningRun(digitLearning(host, networks), name, settings, watch, host);
export type DigitRun = ReturnType<typeof digitRun>;

export const digitGanRun = (
  name: string,
  settings: Partial<DigitGanSettings>,
  watch: DigitWatch,
  host: Host,
  networks: DigitNetworks,
) => new LearningRun(digitGanLearning(host, networks), name, settings, watch, host);

export const latentRun = (
  name: string,
  settings: Partial<LatentSettings>,
  watch: DigitWatch,
  host: Host,
  [networks, fetchDigits]: readonly [DigitNetworks, Parameters<typeof latentLearning>[2]],
) => new LearningRun(latentLearning(host, networks, fetchDigits), name, settings, watch, host);
