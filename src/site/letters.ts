/** Letters that the field uses for several things, and what each means in which chapter: one meaning a chapter. */
export interface Letter {
  /** As it is typeset. */
  readonly tex: string;
  readonly meanings: readonly {
    readonly says: string;
    readonly chapters: readonly number[];
    /** How the chapter's source has it: a formula of each of the chapters matches. */
    readonly written: RegExp;
  }[];
}

export const letters: readonly Letter[] = [
  {
    tex: String.raw`\lambda`,
    meanings: [
      { says: 'log-SNR; with an index, at a time', chapters: [2, 3, 4, 7], written: /\\logsnr|\\lambda/ },
      { says: 'weight of a gradient penalty', chapters: [14], written: /\\lambda/ },
    ],
  },
  {
    tex: String.raw`\eta`,
    meanings: [
      { says: 'length of a Langevin step', chapters: [5], written: /\\eta/ },
      { says: 'amount of noise on the way back: 0 the ODE, 1 the SDE', chapters: [6, 7], written: /\\eta/ },
      { says: 'length of a gradient step', chapters: [14], written: /\\eta/ },
    ],
  },
  {
    tex: 's',
    meanings: [
      { says: 'the earlier time of a step', chapters: [1, 4, 7, 8], written: /\\alphas|\\xe|\\alpha\(s\)/ },
      { says: 'the cosine schedule’s small offset', chapters: [3], written: /\bs = 0/ },
      { says: 'score', chapters: [5], written: /\bs\(x\)/ },
      { says: 'guided score, with the weight as its index', chapters: [11], written: /s_w/ },
      { says: 'share of the way between two codes', chapters: [15], written: /\\code\(s\)/ },
    ],
  },
  {
    tex: 'v',
    meanings: [
      { says: 'variance', chapters: [2], written: /\bv\b/ },
      { says: 'what a network may predict, αε − σx₀', chapters: [4, 5, 10], written: /\bv\b/ },
      { says: 'velocity of the flow', chapters: [6, 8], written: /v\(x,t\)/ },
    ],
  },
  {
    tex: 'D',
    meanings: [
      { says: 'denoiser, or an answer of it', chapters: [1, 7, 8, 10, 11], written: /D_|\\Dtheta|D\(/ },
      { says: 'number of pixels', chapters: [3], written: /\\sqrt D/ },
      { says: 'discriminator', chapters: [14], written: /\\dis\b/ },
    ],
  },
  {
    tex: 'f',
    meanings: [
      { says: 'the curve behind the cosine schedule', chapters: [3], written: /f\(t\)/ },
      { says: 'factor of the pull towards or from the origin', chapters: [6, 7], written: /f\(t\)|f\\,x/ },
      { says: 'where the path through a point ends', chapters: [8], written: /\\fth\(/ },
    ],
  },
  {
    tex: String.raw`\tau`,
    meanings: [
      { says: 'time that runs down, in a derivation', chapters: [6], written: /\\tau/ },
      { says: 'way through one step, 0 to h', chapters: [7], written: /\\tau/ },
      { says: 'time between two others, in an integral', chapters: [8], written: /\\tau/ },
    ],
  },
  {
    tex: 'p',
    meanings: [
      {
        says: 'density: of data, at a time with an index, of the model with θ',
        chapters: [2, 4, 5, 6, 8, 11, 14],
        written: /(?<![\\A-Za-z])p[_(]/,
      },
      { says: 'of λ: share of training time for each unit of log-SNR', chapters: [3], written: /p\(\\lambda\)/ },
    ],
  },
  {
    tex: 'q',
    meanings: [{ says: 'distribution of the forward process', chapters: [2, 4, 5], written: /\bq\(/ }],
  },
  {
    tex: String.raw`\rho`,
    meanings: [
      { says: 'exponent of Karras’s noise levels', chapters: [3], written: /\\rho/ },
      { says: 'density of a crowd of walkers', chapters: [5], written: /\\rho/ },
      { says: 'ratio of signal to noise', chapters: [8], written: /\\rho=/ },
      { says: 'eigenvalue', chapters: [14], written: /\\rho/ },
    ],
  },
  {
    tex: 'm',
    meanings: [
      { says: 'mean', chapters: [1, 2, 5], written: /\bm\b/ },
      { says: 'what an average of weights keeps of itself in a step', chapters: [4], written: /m\\,\\bar\\theta/ },
    ],
  },
  {
    tex: 'h',
    meanings: [
      { says: 'a short time', chapters: [2, 6, 8], written: /\bh\b/ },
      { says: 'variance of a step’s noise, on the scale of the earlier point', chapters: [4], written: /h = b\^2/ },
      { says: 'length of a step, in halves of a log-SNR', chapters: [7], written: /e\^\{-h\}/ },
    ],
  },
  {
    tex: String.raw`\Delta`,
    meanings: [
      { says: 'difference of two candidates', chapters: [2], written: /\\Delta/ },
      { says: 'Laplacian', chapters: [5, 6], written: /\\Delta/ },
    ],
  },
  {
    tex: 'J',
    meanings: [
      { says: 'what score matching minimises', chapters: [5], written: /J\(\\theta\)/ },
      { says: 'matrix of the derivatives of a velocity', chapters: [6], written: /\\operatorname\{tr\}J/ },
    ],
  },
  {
    tex: 'w',
    meanings: [
      { says: 'Wiener process', chapters: [6, 7], written: /dw|d\\bar w/ },
      { says: 'weight of a row in a loss', chapters: [8], written: /w\(t\)/ },
      { says: 'weights of a network', chapters: [10], written: /w_/ },
      { says: 'guidance weight', chapters: [11, 15], written: /\bw\b/ },
    ],
  },
];
