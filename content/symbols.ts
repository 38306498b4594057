import type { Convention } from '../src/core/notation';

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
  /** What it typesets in another convention, where that differs. */
  readonly as?: Readonly<Partial<Record<Convention, string>>>;
  /** What the symbol stands for, in a few plain words. */
  readonly meaning: string;
  /** The colour token (src/styles/tokens.css) of the quantity. */
  readonly colour: 'data' | 'noise' | 'noised' | 'exact' | 'model' | 'generator' | 'discriminator' | 'ink';
}

export const symbols: readonly Symbol[] = [
  {
    macro: 'xz',
    term: 'x0',
    tex: 'x_0',
    as: { sde: '\\mathbf x(0)', edm: 'y' },
    meaning: 'a clean data point',
    colour: 'data',
  },
  {
    macro: 'xt',
    term: 'xt',
    tex: 'x_t',
    as: { sde: '\\mathbf x(t)', edm: 'x' },
    meaning: 'the data point, noised up to time t',
    colour: 'noised',
  },
  { macro: 'xs', term: 'xs', tex: 'x_{t-1}', meaning: 'the point one step less noisy', colour: 'noised' },
  {
    macro: 'xe',
    term: 'xs',
    tex: 'x_s',
    as: { sde: '\\mathbf x(s)', edm: 'x_{i+1}' },
    meaning: 'the point at an earlier time s, less noisy',
    colour: 'noised',
  },
  {
    macro: 'eps',
    term: 'epsilon',
    tex: '\\varepsilon',
    as: { sde: '\\mathbf z' },
    meaning: 'the standard Gaussian noise that was added',
    colour: 'noise',
  },
  {
    macro: 'alphat',
    term: 'alpha',
    tex: '\\alpha(t)',
    as: { ddpm: '\\sqrt{\\bar\\alpha_t}', sde: 'm(t)', edm: '1', flow: '(1-t)' },
    meaning: 'the factor on the signal at time t',
    colour: 'noised',
  },
  {
    macro: 'sigmat',
    term: 'sigma',
    tex: '\\sigma(t)',
    as: { ddpm: '\\sqrt{1-\\bar\\alpha_t}', edm: '\\sigma', flow: 't' },
    meaning: 'the standard deviation of the noise at time t',
    colour: 'noise',
  },
  {
    macro: 'betat',
    term: 'beta',
    tex: '\\beta_t',
    meaning: 'the variance of the noise added in one step',
    colour: 'noised',
  },
  {
    macro: 'alphas',
    term: 'alpha',
    tex: '\\alpha(s)',
    as: { ddpm: '\\sqrt{\\bar\\alpha_s}', sde: 'm(s)', edm: '1', flow: '(1-s)' },
    meaning: 'the factor on the signal at an earlier time s',
    colour: 'noised',
  },
  {
    macro: 'sigmas',
    term: 'sigma',
    tex: '\\sigma(s)',
    as: { ddpm: '\\sqrt{1-\\bar\\alpha_s}', edm: '\\sigma_{i+1}', flow: 's' },
    meaning: 'the standard deviation of the noise at an earlier time s',
    colour: 'noise',
  },
  {
    macro: 'betarate',
    term: 'beta',
    tex: '\\beta(t)',
    meaning: 'the variance of the noise added per unit of time',
    colour: 'noised',
  },
  {
    macro: 'alphabar',
    term: 'alphabar',
    tex: '\\bar\\alpha_t',
    meaning: 'the share of the signal’s variance that is left at time t',
    colour: 'noised',
  },
  {
    macro: 'snr',
    term: 'snr',
    tex: '\\mathrm{SNR}(t)',
    meaning: 'the signal-to-noise ratio at time t',
    colour: 'noised',
  },
  {
    macro: 'logsnr',
    term: 'logsnr',
    tex: '\\lambda_t',
    meaning: 'the logarithm of the signal-to-noise ratio',
    colour: 'noised',
  },
  {
    macro: 'xhat',
    term: 'xhat',
    tex: '\\hat x_0',
    as: { sde: '\\hat{\\mathbf x}_0', edm: 'D(x;\\sigma)' },
    meaning: 'the model’s guess of the clean point',
    colour: 'model',
  },
  {
    macro: 'epshat',
    term: 'epshat',
    tex: '\\varepsilon_\\theta',
    meaning: 'the model’s guess of the noise',
    colour: 'model',
  },
  { macro: 'vhat', term: 'vhat', tex: '\\hat v', meaning: 'the model’s guess of the velocity v', colour: 'model' },
  {
    macro: 'score',
    term: 'score',
    tex: '\\nabla_{x_t}\\log p_t(x_t)',
    as: {
      ddpm: '\\nabla_{x_t}\\log q(x_t)',
      sde: '\\nabla_{\\mathbf x}\\log p_t(\\mathbf x(t))',
      edm: '\\nabla_x\\log p(x;\\sigma)',
    },
    meaning: 'the score: the direction in which the density rises fastest',
    colour: 'exact',
  },
  {
    macro: 'scorex',
    term: 'score',
    tex: '\\nabla\\log p(x)',
    meaning: 'the score of a density p at x',
    colour: 'exact',
  },
  {
    macro: 'Dtheta',
    term: 'Dtheta',
    tex: 'D_\\theta',
    meaning: 'the denoiser, as the network learned it',
    colour: 'model',
  },
  {
    macro: 'shat',
    term: 'Dtheta',
    tex: 's_\\theta',
    as: { sde: '\\mathbf s_\\theta' },
    meaning: 'the score, as the network learned it: the denoiser in another form',
    colour: 'model',
  },
  {
    macro: 'sigmatsq',
    term: 'sigma',
    tex: '\\sigma(t)^2',
    as: { ddpm: '(1-\\bar\\alpha_t)', edm: '\\sigma^2', flow: 't^2' },
    meaning: 'the variance of the noise at time t',
    colour: 'noise',
  },
  {
    macro: 'density',
    term: 'pt',
    tex: 'p_t(x_t)',
    as: { ddpm: 'q(x_t)', sde: 'p_t(\\mathbf x(t))', edm: 'p(x;\\sigma)' },
    meaning: 'the density of the noised data at time t',
    colour: 'ink',
  },
  {
    macro: 'vtheta',
    term: 'vhat',
    tex: 'v_\\theta',
    meaning: 'the velocity of a rectified flow, as the network learned it',
    colour: 'model',
  },
  {
    macro: 'ut',
    term: 'velocity',
    tex: 'u',
    as: { sde: '\\mathbf u', flow: 'v' },
    meaning: 'the velocity of the flow: the mean of where the paths through a point are going',
    colour: 'exact',
  },
  {
    macro: 'utheta',
    term: 'uhat',
    tex: 'u_\\theta',
    as: { sde: '\\mathbf u_\\theta', flow: 'v_\\theta' },
    meaning: 'the velocity of the flow, as the network learned it',
    colour: 'model',
  },
  {
    macro: 'xone',
    term: 'x1',
    tex: 'x_1',
    meaning: 'a point of the cloud at the other end of the path',
    colour: 'noise',
  },
  {
    macro: 'alphabars',
    term: 'alphabar',
    tex: '\\bar\\alpha_s',
    meaning: 'the share of the signal’s variance that is left at an earlier step s',
    colour: 'noised',
  },
  {
    macro: 'gen',
    term: 'generator',
    tex: 'G',
    meaning: 'the generator of a GAN: from a latent code to a point',
    colour: 'generator',
  },
  {
    macro: 'dis',
    term: 'discriminator',
    tex: 'D',
    meaning: 'the discriminator of a GAN: how real a point looks to it',
    colour: 'discriminator',
  },
  {
    macro: 'logit',
    term: 'discriminator',
    tex: '\\ell',
    meaning:
      'the discriminator’s output before the sigmoid: log-odds of being real, where it has been trained as a classifier',
    colour: 'discriminator',
  },
  { macro: 'code', term: 'z', tex: 'z', meaning: 'the latent code of a GAN, standard Gaussian', colour: 'noise' },
];

/** Macros in KaTeX's form: `\xt` -> `{\htmlData{term=xt}{x_t}}`; the outer braces make it one symbol to the spacing rules. */
export function macrosOf(convention: Convention): Readonly<Record<string, string>> {
  return Object.fromEntries(
    symbols.map(({ macro, term, tex, as }) => [`\\${macro}`, `{\\htmlData{term=${term}}{${as?.[convention] ?? tex}}}`]),
  );
}

/** The macros of the book's own notation. */
export const macros = macrosOf('book');

/** The entry for a `data-term`, or undefined for a term that only a figure uses. */
export function symbolOf(term: string): Symbol | undefined {
  return symbols.find((symbol) => symbol.term === term);
}
