/**
 * The chapter author's whole vocabulary. A chapter imports from here and from nowhere else.
 *
 * To add a figure: build `components/figure/Name/Name.astro` (it renders `../Figure.astro` around its island and passes
 * `id`, `number` and `title` on), then add one line below, in the order of the alphabet. Chapters can then write
 * `<Name id="fig-…" title="…">caption</Name>`; the chapter pipeline numbers whatever has an id that begins with `fig-`.
 */

// Prose
export { default as AblationTable } from './prose/AblationTable.astro';
export { default as AutoencodersTable } from './prose/AutoencodersTable.astro';
export { default as CascadeTable } from './prose/CascadeTable.astro';
export { default as CollapseTable } from './prose/CollapseTable.astro';
export { default as Cite } from './prose/Cite.astro';
export { default as Code } from './prose/Code.astro';
export { default as CouplingsByDimension } from './prose/CouplingsByDimension.astro';
export { default as CouplingsTable } from './prose/CouplingsTable.astro';
export { default as Derivation } from './prose/Derivation.astro';
export { default as DigitPupilTable } from './prose/DigitPupilTable.astro';
export { default as DigitSetsTable } from './prose/DigitSetsTable.astro';
export { default as Equation } from './prose/Equation.astro';
export { default as Established } from './prose/Established.astro';
export { default as EvaluationTable } from './prose/EvaluationTable.astro';
export { default as Exercise } from './prose/Exercise.astro';
export { default as GanRulesTable } from './prose/GanRulesTable.astro';
export { default as InversionEditsTable } from './prose/InversionEditsTable.astro';
export { default as InversionMendsTable } from './prose/InversionMendsTable.astro';
export { default as InversionTable } from './prose/InversionTable.astro';
export { default as LatentCostTable } from './prose/LatentCostTable.astro';
export { default as Measured } from './prose/Measured.astro';
export { default as Note } from './prose/Note.astro';
export { default as OriginalsTable } from './prose/OriginalsTable.astro';
export { default as PosteriorDimensionTable } from './prose/PosteriorDimensionTable.astro';
export { default as PosteriorsTable } from './prose/PosteriorsTable.astro';
export { default as PanoramaTable } from './prose/PanoramaTable.astro';
export { default as PupilsTable } from './prose/PupilsTable.astro';
export { default as WordsTable } from './prose/WordsTable.astro';
export { default as QualityTable } from './prose/QualityTable.astro';
export { default as ReliabilityTable } from './prose/ReliabilityTable.astro';
export { default as RestoreTable } from './prose/RestoreTable.astro';
export { default as Ref } from './prose/Ref.astro';
export { default as RivalsTable } from './prose/RivalsTable.astro';
export { default as SdeditTable } from './prose/SdeditTable.astro';
export { default as Set } from './prose/Set.astro';
export { default as SearchCurve } from './prose/SearchCurve.astro';
export { default as SearchTable } from './prose/SearchTable.astro';
export { default as SmallDataTable } from './prose/SmallDataTable.astro';
export { default as TranslationTable } from './prose/TranslationTable.astro';
export { default as UnclipTable } from './prose/UnclipTable.astro';
export { default as WalkTable } from './prose/WalkTable.astro';
export { default as Written } from './prose/Written.astro';

// What the claims' record says, in prose
export { default as Found } from './figure/ClaimBench/Found.astro';
export { default as Verdict } from './figure/ClaimBench/Verdict.astro';
export { default as ClaimOverview } from './figure/ClaimBench/ClaimOverview.astro';
export { default as VerdictTable } from './figure/ClaimBench/VerdictTable.astro';

// Figures
export { default as Anatomy } from './figure/Anatomy/Anatomy.astro';
export { default as Prompt } from './figure/Prompt/Prompt.astro';
export { default as AskDigits } from './figure/AskDigits/AskDigits.astro';
export { default as Charges } from './figure/Charges/Charges.astro';
export { default as ClaimBench } from './figure/ClaimBench/ClaimBench.astro';
export { default as Compose } from './figure/Compose/Compose.astro';
export { default as ConsistencyMap } from './figure/ConsistencyMap/ConsistencyMap.astro';
export { default as Couplings } from './figure/Couplings/Couplings.astro';
export { default as DigitsVsDigits } from './figure/DigitsVsDigits/DigitsVsDigits.astro';
export { default as DSlider } from './figure/DSlider/DSlider.astro';
export { default as Flow } from './figure/Flow/Flow.astro';
export { default as ForwardNoise } from './figure/ForwardNoise/ForwardNoise.astro';
export { default as GanLab } from './figure/GanLab/GanLab.astro';
export { default as GanVsDiffusion } from './figure/GanVsDiffusion/GanVsDiffusion.astro';
export { default as GuidanceScale } from './figure/GuidanceScale/GuidanceScale.astro';
export { default as Hero } from './figure/Hero/Hero.astro';
export { default as Inversion } from './figure/Inversion/Inversion.astro';
export { default as Langevin } from './figure/Langevin/Langevin.astro';
export { default as LatentCost } from './figure/LatentCost/LatentCost.astro';
export { default as LatentMap } from './figure/LatentMap/LatentMap.astro';
export { default as LatentWalk } from './figure/LatentWalk/LatentWalk.astro';
export { default as LikelihoodMap } from './figure/LikelihoodMap/LikelihoodMap.astro';
export { default as LossWeights } from './figure/LossWeights/LossWeights.astro';
export { default as NetworkMap } from './figure/NetworkMap/NetworkMap.astro';
export { default as NoiseBudget } from './figure/NoiseBudget/NoiseBudget.astro';
export { default as Panorama } from './figure/Panorama/Panorama.astro';
export { default as ParallelSteps } from './figure/ParallelSteps/ParallelSteps.astro';
export { default as Plate } from './figure/Plate/Plate.astro';
export { default as Posterior } from './figure/Posterior/Posterior.astro';
export { default as PosteriorPlane } from './figure/PosteriorPlane/PosteriorPlane.astro';
export { default as Pupil } from './figure/Pupil/Pupil.astro';
export { default as Reflow } from './figure/Reflow/Reflow.astro';
export { default as Restore } from './figure/Restore/Restore.astro';
export { default as SamplerRace } from './figure/SamplerRace/SamplerRace.astro';
export { default as SampleSheet } from './figure/SampleSheet/SampleSheet.astro';
export { default as ScheduleEditor } from './figure/ScheduleEditor/ScheduleEditor.astro';
export { default as ScoreField } from './figure/ScoreField/ScoreField.astro';
export { default as SdePaths } from './figure/SdePaths/SdePaths.astro';
export { default as Sdedit } from './figure/Sdedit/Sdedit.astro';
export { default as Search } from './figure/Search/Search.astro';
export { default as SmallData } from './figure/SmallData/SmallData.astro';
export { default as ThereAndBack } from './figure/ThereAndBack/ThereAndBack.astro';
export { default as TrainDigits } from './figure/TrainDigits/TrainDigits.astro';
export { default as TrainLive } from './figure/TrainLive/TrainLive.astro';
export { default as Translation } from './figure/Translation/Translation.astro';
