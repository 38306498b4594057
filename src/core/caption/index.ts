export { askedParts, askedPrompts, came, type AskedPart, type AskedPrompt, type Came } from './asks';
export { attributeNames, attributes, borders, factsOf, isTold, valueOf } from './attributes';
export type { Attribute, Facts, ValueOf } from './attributes';
export { captionHabits, captionOf, type CaptionHabits } from './caption';
export { squaredDistances } from './distance-transform';
export { heldOutCombinations, heldOutIn, seenIn, shownRows, type Combination, type Seen } from './held-out';
export { measures, slant, unevenness, type Measures } from './instruments';
export {
  inOrder,
  pairCaptionOf,
  pairHabits,
  pairLength,
  pairVocabulary,
  readPairPrompt,
  type HalfAsked,
  type HalfFound,
  type PairHabits,
  type PairPrompt,
  type Relation,
} from './pairs';
export { askedPairs, cameInPair, pairParts, type AskedPair, type PairCame, type PairPart } from './pair-asks';
export { fulfilled, readPrompt, type Prompt, type PromptTokens, type Wish, type Wishes, type Word } from './prompt';
export { onPaper } from './paper';
export { captionLength, digitNames, sayings, tokenOf, vocabulary } from './words';
