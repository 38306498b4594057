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
    chapter: 0,
    where: 'primer',
    said: 'that lengths of standard Gaussian vectors are close to √d; that to integrate by parts a function or a field must vanish far away',
    right: 'the first holds where d is large; for the second their product must vanish, and fast enough',
    mended: '2026-11-29',
  },
  {
    chapter: 0,
    where: 'errata',
    said: 'that every mend came with a test that fails where the error comes back',
    right: 'where a number was wrong, a test now computes it; what a sentence says of a paper no test can hold',
    mended: '2026-11-29',
  },
  {
    chapter: 4,
    where: 'a short step back',
    said: 'that the correction of the variance can be had from the same network',
    right: 'its average over the data can, one number for each step',
    mended: '2026-11-29',
  },
  {
    chapter: 7,
    where: 'which one, with how many',
    said: 'that on steps even in √t the grid did more than the order',
    right:
      'with five evaluations it does for DDIM about what the memory of DEIS does; from ten on memory does more than twice as much',
    mended: '2026-11-29',
  },
  {
    chapter: 7,
    where: 'which one, with how many',
    said: 'a multistep method of order two, and among them UniPC and DEIS, which are of order three',
    right: 'of order two or three',
    mended: '2026-11-29',
  },
  {
    chapter: 7,
    where: 'what can be exact',
    said: 'that straight ahead means towards the guess in the coordinates x/α and σ/α and in no others',
    right: 'it does in a few others too, as in the time of a flow with α = 1 − t and σ = t',
    mended: '2026-11-29',
  },
  {
    chapter: 7,
    where: 'what order buys',
    said: 'that every library has the weight of the paper in 2M; that DEIS remembers four answers; that DPM-Solver++’s paper has 3M',
    right: 'diffusers has the exact weight too, as solver_type "heun"; it remembers three; 3M is in the libraries',
    mended: '2026-11-29',
  },
  {
    chapter: 6,
    where: 'encodings',
    said: 'that the codes of sub-VP, divided by σ, differ by as little as its last ratio does',
    right:
      'as they stand they differ by two parts in 100,000, as the ratio does; divided by σ they agree to nine digits',
    mended: '2026-11-29',
  },
  {
    chapter: 6,
    where: 'itô in one page',
    said: 'x + f h for an Euler–Maruyama step, where f is a factor of the pull',
    right: 'x + u h, with the pull u = f x',
    mended: '2026-11-29',
  },
  {
    chapter: 5,
    where: 'the denoiser is the score',
    said: 'that the theory of local denoisers predicts well what trained networks draw',
    right: 'those that are convolutions and nothing else; with attention only in part',
    mended: '2026-11-29',
  },
  {
    chapter: 5,
    where: 'walking by the arrows',
    said: 'that Chapter 2 shows how kicks alone carry a crowd away from where it is dense',
    right: 'it has the equation of the density; what follows from it is now shown where it is used',
    mended: '2026-11-29',
  },
  {
    chapter: 4,
    where: 'from likelihood to least squares',
    said: 'that every weighted loss, the simple one among them, is a mixture of bounds',
    right:
      'a loss is one whose weight on each unit of log-SNR never falls as the noise grows; that of the simple loss falls again at much noise',
    mended: '2026-11-29',
  },
  {
    chapter: 3,
    where: 'the table of schedules and steps',
    said: 'that true samples have a median of 0.006, and reach from 0.002 to 0.019',
    right: 'that was of forty sets; of four hundred it is 0.004, and from 0.001 to 0.020',
    mended: '2026-11-29',
  },
  {
    chapter: 2,
    where: 'what is left',
    said: 'in one row of a table, what is found beside noise of 10 times the power of the signal, and the bits that are left at a log-SNR of −3, which is 20 times',
    right: 'both experiments are now at the same levels, and a row is one level',
    mended: '2026-11-29',
  },
  {
    chapter: 7,
    where: 'samplers that start at t = 1',
    said: 'under the cosine schedule Euler stood still in its first step, and Heun’s order fell to one',
    right: 'the schedule’s slope at t = 1 was taken for 0; both now begin as DDIM does, and Heun’s order is two',
    mended: '2026-11-29',
  },
  {
    chapter: 7,
    where: 'PNDM in the race',
    said: 'it spent one evaluation more than its share',
    right: 'no sampler spends more than it is given; one that would have to says so',
    mended: '2026-11-29',
  },
  {
    chapter: 0,
    where: 'tables of betas',
    said: 'a cosine table of 1,100 steps or more was cut where little signal is left',
    right: 'it is kept as it is; the first DDPM step of a table of 4,000 had left 3.7 times what it should',
    mended: '2026-11-29',
  },
  {
    chapter: 14,
    where: 'the table of rules',
    said: 'R1 holds all eight modes with every seed; the Wasserstein loss without its condition loses one mode only; averaging comes three or four times nearer',
    right:
      'that was true of five seeds: of ten, R1 holds eight modes with eight, the unconditioned critic keeps from none to all, and averaging comes about three times nearer',
    mended: '2026-11-29',
  },
  {
    chapter: 1,
    where: 'what is ahead',
    said: 'that the second part had just begun, when four parts were there',
    right:
      'the sentence is made from the chapters that exist; those of 7, 11 and 16 on what comes next and the README’s too',
    mended: '2026-11-29',
  },
  {
    chapter: 3,
    where: 'the note on the energy distance',
    said: 'that 500 and 1,000 true points of the eight Gaussians are 0.0045 apart',
    right:
      'that is near the median against a set whose shares are exact (0.0043 over four hundred sets; the average is 0.0053), and single sets reach from 0.001 to 0.020; two independent sets have an average of 0.0074',
    mended: '2026-11-29',
  },
  {
    chapter: 3,
    where: 'where training time goes',
    said: 'that beyond a log-SNR of −6 the best answer hardly differs from the average of the data',
    right:
      'it depends on the data: half a percent of the variance for the eight Gaussians, 0.4 of 13 bits for our digits, more for large pictures',
    mended: '2026-11-29',
  },
  {
    chapter: 3,
    where: 'five choices',
    said: 'that the last stretch of a linear schedule was found to be all noise, without saying for what',
    right: 'for pictures of 32 and 64 pixels a side',
    mended: '2026-11-29',
  },
  {
    chapter: 3,
    where: 'the exercise on brightness',
    said: '√((0.069·64·0.53)² + 1) ≈ 2.6',
    right: '2.5',
    mended: '2026-11-29',
  },
  {
    chapter: 3,
    where: 'ends that are not the end',
    said: 'that an end at βmax = 1.5 raises the distance from 0.004 to 0.006, from one cloud',
    right: 'the scatter of single clouds is larger than that; from ten starts it rises each time, by 0.002 to 0.004',
    mended: '2026-11-29',
  },
  {
    chapter: 4,
    where: 'what was established',
    said: 'that the reverse of a short step is Gaussian with a known variance, and its divergence from it falls with the cube of the step',
    right:
      'the cube holds for the Gaussian of the same mean and variance; with a variance fixed beforehand it is the square',
    mended: '2026-11-29',
  },
  {
    chapter: 4,
    where: 'a short step back',
    said: 'Feller, 1949, for the reverse being a diffusion',
    right: 'this could not be confirmed; Anderson, 1982, and conditions by Haussmann and Pardoux, 1986',
    mended: '2026-11-29',
  },
  {
    chapter: 5,
    where: 'one network for all levels',
    said: 'that the levels help each other',
    right: 'the experiment shows the price of sharing one network and says nothing of help',
    mended: '2026-11-29',
  },
  {
    chapter: 5,
    where: 'what a plane hides',
    said: 'that a network knows the score on the shells of its noise levels and nowhere else',
    right: 'it is trained there; what it answers elsewhere was not measured in pictures',
    mended: '2026-11-29',
  },
  {
    chapter: 6,
    where: 'bits, with caution',
    said: 'that training bounds the likelihood of the SDE',
    right: 'only if each level is weighed with g², which the simple loss does not do',
    mended: '2026-11-29',
  },
  {
    chapter: 6,
    where: 'three ways to drown a picture',
    said: 'that the variance-exploding process is the limit of annealed Langevin dynamics',
    right: 'of its ladder of noise levels; the Langevin moves are no part of it',
    mended: '2026-11-29',
  },
  {
    chapter: 6,
    where: 'the equations',
    said: 'f for the whole pull and for a factor of it, and a reversed Wiener process without a definition',
    right: 'the pull has a letter of its own, and the update of one step back is written out',
    mended: '2026-11-29',
  },
  {
    chapter: 7,
    where: 'the tables',
    said: '2M and 3M without saying which',
    right:
      '2M has its paper’s weight and not that of (7.4); 3M was a corrected variant of order three; the one of the libraries stands beside it and is ahead of it up to twenty evaluations',
    mended: '2026-11-29',
  },
  {
    chapter: 7,
    where: 'the tables',
    said: 'EDM on a grid that is not its own',
    right: 'a row on its own grid stands below it',
    mended: '2026-11-29',
  },
  {
    chapter: 7,
    where: 'which one, with how many',
    said: 'that three methods qualify from ten evaluations on, and nothing of Euler',
    right:
      'plain Euler beats DDIM at every budget on these data, and on steps even in √t its ten evaluations cannot be told from the data',
    mended: '2026-11-29',
  },
  {
    chapter: 10,
    where: 'the shape of the thing',
    said: 'that the U-Net is older than diffusion models',
    right: 'it is two months younger: March and May 2015',
    mended: '2026-11-29',
  },
  {
    chapter: 10,
    where: 'the judge',
    said: 'that samples are no nearer to training digits than held-out ones, as evidence against copying',
    right:
      'so at ten evaluations, a little nearer at more; and the GAN’s are nearer still, though it copies nothing: the number shows wholesale copying only',
    mended: '2026-11-29',
  },
  {
    chapter: 11,
    where: 'the exercise on a product of two',
    said: 'that the summed precision is smaller, and sets out too wide',
    right: 'it is larger, 3.18 against 2.32 at t = 0.2: too narrow',
    mended: '2026-11-29',
  },
  {
    chapter: 11,
    where: 'what is sampled',
    said: 'that guidance narrows and moves a class, as if it were so in any dimension',
    right:
      'with noise in every step it does so less and less, as the root of the dimension; without, as much in any; a part of a class beside another class is lost in all',
    mended: '2026-11-29',
  },
  {
    chapter: 14,
    where: 'the game',
    said: 'that the Jensen–Shannon divergence is a proper distance',
    right: 'its square root is',
    mended: '2026-11-29',
  },
  {
    chapter: 14,
    where: 'round and round',
    said: 'that two time scales make the game converge',
    right: 'under conditions that the game of one point, in the same section, does not meet',
    mended: '2026-11-29',
  },
  {
    chapter: 14,
    where: 'what was established',
    said: 'spectral norm among what mends',
    right: 'in the chapter’s own table it held no mode',
    mended: '2026-11-29',
  },
  {
    chapter: 14,
    where: 'other judges',
    said: 'that three layers with a slope of a half leave the judge nearly flat',
    right: 'they leave an eighth; that the judge became flatter still was measured, and is not explained by it',
    mended: '2026-11-29',
  },
  {
    chapter: 15,
    where: 'one call',
    said: 'that a GAN alone draws in one call without a teacher',
    right: 'consistency training and mean flows need none either',
    mended: '2026-11-29',
  },
  {
    chapter: 15,
    where: 'one call',
    said: 'that one evaluation gives the average, E[x₀ | c]',
    right: 'at guidance 1 it is 2 E[x₀ | c] − E[x₀], and our network lets a little of the noise show',
    mended: '2026-11-29',
  },
  {
    chapter: 15,
    where: 'a code for a real picture',
    said: 'that the equation does not care what it is given',
    right: 'its error on mirrored digits grows by more than the generator’s does, in proportion',
    mended: '2026-11-29',
  },
  {
    chapter: 16,
    where: 'the exercise on rare modes',
    said: 'that a mode is missing in nearly nine sets of ten',
    right: 'in 0.635 of them; 0.88 is the mean number of missing modes',
    mended: '2026-11-29',
  },
  {
    chapter: 16,
    where: 'they do not overfit',
    said: 'chapter 4, for the best denoiser of a finite set',
    right: 'chapters 2 and 5',
    mended: '2026-11-29',
  },
  {
    chapter: 15,
    where: 'one call',
    said: 'the diffusion model passes the GAN with 5 evaluations, at a Fréchet distance of 5.9',
    right: 'that was one set of samples; over ten sets it is behind with 5 evaluations and ahead with 10',
    mended: '2026-11-29',
  },
  {
    chapter: 10,
    where: 'the judge, the first hundred; chapter 15 beside the GAN',
    said: 'nothing of it: no number saw that strokes break',
    right:
      'one sample in ten of the diffusion model is in more than one piece, of held-out digits one in fifty, of the GAN’s about one in thirty-six; a measure of it stands in the chapter',
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
