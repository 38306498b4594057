/** What the book said and should not have said, newest first. A page at the back lists it; `tests/site/errata.test.ts` reads it. */
export interface Erratum {
  /** The number of the chapter; what is in no chapter stands under 0, the book's code and figures in general. */
  readonly chapter: number;
  /** Where in it: a section, a figure, an exercise. */
  readonly where: string;
  /** What it said, in its own words or in short; or what a figure did. */
  readonly said: string;
  /** What is right. */
  readonly right: string;
  /** The day on which it was mended, as YYYY-MM-DD. */
  readonly mended: string;
}

export const errata: readonly Erratum[] = [
  {
    chapter: 14,
    where: 'the table of rules',
    said: 'R1 holds all eight modes with every seed; the Wasserstein loss without its condition loses one mode only; averaging comes three or four times nearer',
    right:
      'that was true of five seeds: of ten, R1 holds eight modes with eight, the unconditioned critic keeps from none to all, and averaging comes about three times nearer',
    mended: '2026-11-29',
  },
  {
    chapter: 15,
    where: 'one call; the tuning',
    said: 'the GAN’s Fréchet distance is 6.0, and 5.3 further down',
    right:
      'they were two streams of codes, a set of samples each; there is one stream now, and its first set of codes is at 5.3',
    mended: '2026-11-29',
  },
  {
    chapter: 14,
    where: 'the game of one point',
    said: 'a mean pull of 1.4',
    right: '1.3: the number is now taken from the game in the figure (1.344)',
    mended: '2026-11-29',
  },
  {
    chapter: 0,
    where: 'figures that train',
    said: 'a figure that was scrolled out of sight before its run had opened went on computing',
    right: 'it rests until it is seen again',
    mended: '2026-11-29',
  },
  {
    chapter: 0,
    where: 'Settings',
    said: 'a change of backend did not reach runs on digits',
    right: 'it reaches runs of every kind',
    mended: '2026-11-29',
  },
];
