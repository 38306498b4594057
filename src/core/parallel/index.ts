export { movesOf, type Moves } from './moves';
export { ancestralLengths, picard, runPicard, type PicardInput, type Sweep } from './picard';
