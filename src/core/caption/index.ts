export { attributeNames, attributes, borders, factsOf, isTold, valueOf } from './attributes';
export type { Attribute, Facts, ValueOf } from './attributes';
export { captionHabits, captionOf, type CaptionHabits } from './caption';
export { squaredDistances } from './distance-transform';
export { heldOutCombinations, heldOutIn, seenIn, shownRows, type Combination, type Seen } from './held-out';
export { measures, type Measures } from './instruments';
export { fulfilled, readPrompt, type Prompt, type Wish, type Word } from './prompt';
export { captionLength, digitNames, sayings, tokenOf, vocabulary } from './words';
