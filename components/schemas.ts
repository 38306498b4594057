/** The settings of each figure, by the name that a chapter writes: what is given in `initial` and in `<Set>` is held against them. */
import { anatomyFigure } from './figure/Anatomy/state';
import { promptDigits } from './figure/Prompt/state';
import { askDigits } from './figure/AskDigits/state';
import { chargesSchema } from './figure/Charges/state';
import { claimBench } from './figure/ClaimBench/state';
import { compose } from './figure/Compose/state';
import { consistencyMap } from './figure/ConsistencyMap/state';
import { couplingsFigure } from './figure/Couplings/state';
import { digitsVsDigits } from './figure/DigitsVsDigits/state';
import { dSlider } from './figure/DSlider/state';
import { flowFigure } from './figure/Flow/state';
import { forwardNoiseSchema } from './figure/ForwardNoise/settings';
import { ganLab } from './figure/GanLab/state';
import { ganVsDiffusion } from './figure/GanVsDiffusion/settings';
import { guidanceScale } from './figure/GuidanceScale/state';
import { hero } from './figure/Hero/state';
import { inversion } from './figure/Inversion/state';
import { langevinSchema } from './figure/Langevin/state';
import { latentCost } from './figure/LatentCost/state';
import { latentMap } from './figure/LatentMap/state';
import { latentWalk } from './figure/LatentWalk/state';
import { likelihoodMap } from './figure/LikelihoodMap/settings';
import { lossWeights } from './figure/LossWeights/state';
import { networkMap } from './figure/NetworkMap/state';
import { noiseBudget } from './figure/NoiseBudget/settings';
import { parallelSteps } from './figure/ParallelSteps/state';
import { posteriorSchema } from './figure/Posterior/state';
import { panorama } from './figure/Panorama/state';
import { posteriorPlane } from './figure/PosteriorPlane/state';
import { pupilFigure } from './figure/Pupil/state';
import { reflowFigure } from './figure/Reflow/state';
import { restoreFigure } from './figure/Restore/state';
import { samplerRace } from './figure/SamplerRace/settings';
import { scheduleEditor } from './figure/ScheduleEditor/settings';
import { scoreField } from './figure/ScoreField/state';
import { sdePaths } from './figure/SdePaths/settings';
import { sdeditFigure } from './figure/Sdedit/state';
import { search } from './figure/Search/state';
import { smallData } from './figure/SmallData/state';
import { thereAndBack } from './figure/ThereAndBack/state';
import { trainDigits } from './figure/TrainDigits/state';
import { trainLive } from './figure/TrainLive/state';
import { translation } from './figure/Translation/state';

export const schemas = {
  Anatomy: anatomyFigure,
  AskDigits: askDigits,
  Prompt: promptDigits,
  Charges: chargesSchema,
  ClaimBench: claimBench,
  Compose: compose,
  ConsistencyMap: consistencyMap,
  Couplings: couplingsFigure,
  DigitsVsDigits: digitsVsDigits,
  DSlider: dSlider,
  Flow: flowFigure,
  ForwardNoise: forwardNoiseSchema,
  GanLab: ganLab,
  GanVsDiffusion: ganVsDiffusion,
  GuidanceScale: guidanceScale,
  Hero: hero,
  Inversion: inversion,
  Langevin: langevinSchema,
  LatentCost: latentCost,
  LatentMap: latentMap,
  LatentWalk: latentWalk,
  LikelihoodMap: likelihoodMap,
  LossWeights: lossWeights,
  NetworkMap: networkMap,
  NoiseBudget: noiseBudget,
  ParallelSteps: parallelSteps,
  Posterior: posteriorSchema,
  Panorama: panorama,
  PosteriorPlane: posteriorPlane,
  Pupil: pupilFigure,
  Reflow: reflowFigure,
  Restore: restoreFigure,
  SamplerRace: samplerRace,
  ScheduleEditor: scheduleEditor,
  ScoreField: scoreField,
  SdePaths: sdePaths,
  Sdedit: sdeditFigure,
  Search: search,
  SmallData: smallData,
  ThereAndBack: thereAndBack,
  TrainDigits: trainDigits,
  TrainLive: trainLive,
  Translation: translation,
} as const;
