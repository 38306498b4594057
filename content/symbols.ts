/**
 * The book's notation, in one place. Each entry becomes a KaTeX macro that marks its output with `data-term`, so that the
 * same quantity in an equation, on a control and on a curve can be lit together and coloured by the theme.
 */
export interface Symbol {
  /** The macro a chapter writes, without its backslash. */
  readonly macro: string;
  /** The value of `data-term`; figures use the same id. */
  readonly term: string;
  /** What the macro typesets. */
  readonly tex: string;
  /** What the symbol stands for, in a few plain words. */
  readonly meaning: string;
  /** The colour token (src/styles/tokens.css) of the quantity. */
  readonly colour: 'data' | 'noise' | 'noised' | 'exact' | 'model' | 'ink';
}

export const symbols: readonly Symbol[] = [
  { macro: 'xz', term: 'x0', tex: 'x_0', meaning: 'a clean data point', colour: 'data' },
  { macro: 'xt', term: 'xt', tex: 'x_t', meaning: 'the data point, noised up to time t', colour: 'noised' },
  { macro: 'xs', term: 'xs', tex: 'x_{t-1}', meaning: 'the point one step less noisy', colour: 'noised' },
  { macro: 'xe', term: 'xs', tex: 'x_s', meaning: 'the point at an earlier time s, less noisy', colour: 'noised' },
  { macro: 'eps', term: 'epsilon', tex: '\\varepsilon', meaning: 'the standard Gaussian noise that was added', colour: 'noise' },
  { macro: 'alphat', term: 'alpha', tex: '\\alpha(t)', meaning: 'the factor on the signal at time t', colour: 'noised' },
  { macro: 'sigmat', term: 'sigma', tex: '\\sigma(t)', meaning: 'the standard deviation of the noise at time t', colour: 'noise' },
  { macro: 'betat', term: 'beta', tex: '\\beta_t', meaning: 'the variance of the noise added in one step', colour: 'noised' },
  { macro: 'alphas', term: 'alpha', tex: '\\alpha(s)', meaning: 'the factor on the signal at an earlier time s', colour: 'noised' },
  { macro: 'sigmas', term: 'sigma', tex: '\\sigma(s)', meaning: 'the standard deviation of the noise at an earlier time s', colour: 'noise' },
  { macro: 'betarate', term: 'beta', tex: '\\beta(t)', meaning: 'the variance of the noise added per unit of time', colour: 'noised' },
  { macro: 'alphabar', term: 'alphabar', tex: '\\bar\\alpha_t', meaning: 'the share of the signal’s variance that is left at time t', colour: 'noised' },
  { macro: 'snr', term: 'snr', tex: '\\mathrm{SNR}(t)', meaning: 'the signal-to-noise ratio at time t', colour: 'noised' },
  { macro: 'logsnr', term: 'logsnr', tex: '\\lambda_t', meaning: 'the logarithm of the signal-to-noise ratio', colour: 'noised' },
  { macro: 'xhat', term: 'xhat', tex: '\\hat x_0', meaning: 'the model’s guess of the clean point', colour: 'model' },
  { macro: 'epshat', term: 'epshat', tex: '\\varepsilon_\\theta', meaning: 'the model’s guess of the noise', colour: 'model' },
  { macro: 'vhat', term: 'vhat', tex: '\\hat v', meaning: 'the model’s guess of the velocity v', colour: 'model' },
  { macro: 'score', term: 'score', tex: '\\nabla_{x_t}\\log p_t(x_t)', meaning: 'the score: the direction in which the density rises fastest', colour: 'exact' },
  { macro: 'scorex', term: 'score', tex: '\\nabla\\log p(x)', meaning: 'the score of a density p at x', colour: 'exact' },
  { macro: 'Dtheta', term: 'Dtheta', tex: 'D_\\theta', meaning: 'the denoiser, as the network learned it', colour: 'model' },
  { macro: 'shat', term: 'Dtheta', tex: 's_\\theta', meaning: 'the score, as the network learned it: the denoiser in another form', colour: 'model' },
];

/** Macros in KaTeX's form: `\xt` -> `{\htmlData{term=xt}{x_t}}`; the outer braces make it one symbol to the spacing rules. */
export const macros: Readonly<Record<string, string>> = Object.fromEntries(
  symbols.map(({ macro, term, tex }) => [`\\${macro}`, `{\\htmlData{term=${term}}{${tex}}}`]),
);

/** The entry for a `data-term`, or undefined for a term that only a figure uses. */
export function symbolOf(term: string): Symbol | undefined {
  return symbols.find((symbol) => symbol.term === term);
}
