import type { Convention } from '../core/notation';

/** One line of the dictionary: formulas in each notation, typeset with that notation's symbols. */
export interface Line {
  readonly name: string;
  readonly tex: Readonly<Record<Convention, readonly string[]>>;
}

/** Where each notation comes from. */
export const papers: Readonly<Record<Convention, { readonly text: string; readonly keys: readonly string[] }>> = {
  book: { text: 'close to Kingma et al., 2021', keys: ['kingma2021'] },
  ddpm: { text: 'Ho et al., 2020', keys: ['ho2020'] },
  sde: { text: 'Song et al., 2021', keys: ['song2021sde'] },
  edm: { text: 'Karras et al., 2022', keys: ['karras2022'] },
  flow: { text: 'Liu et al., 2023', keys: ['liu2023'] },
};

const line = (
  name: string,
  book: string | string[],
  ddpm: string | string[],
  sde: string | string[],
  edm: string | string[],
  flow: string | string[],
): Line => {
  const list = (tex: string | string[]): readonly string[] => (typeof tex === 'string' ? [tex] : tex);
  return { name, tex: { book: list(book), ddpm: list(ddpm), sde: list(sde), edm: list(edm), flow: list(flow) } };
};
const raw = String.raw;

/** Checked against each other in numbers by `tests/core/notation.test.ts`. */
export const dictionary: readonly Line[] = [
  line(
    'clock, from data to noise',
    raw`t\in[0,1]`,
    raw`t=1,\dots,T`,
    raw`t\in[0,1]`,
    raw`\sigma\in[0,\infty)`,
    raw`t\in[0,1]`,
  ),
  line('clean point', raw`\xz`, raw`\xz`, raw`\xz`, raw`\xz`, raw`\xz`),
  line(
    'noised point',
    raw`\xt=\alphat\,\xz+\sigmat\,\eps`,
    raw`\xt=\alphat\,\xz+\sigmat\,\eps`,
    raw`\xt=\alphat\,\xz+\sigmat\,\eps`,
    [raw`\xt=\xz+n`, raw`n=\sigma\,\eps`],
    raw`\xt=\alphat\,\xz+\sigmat\,\eps`,
  ),
  line(
    'from the book’s point',
    raw`x_t`,
    raw`x_t\big/\sqrt{\alpha^2+\sigma^2}`,
    raw`x_t`,
    raw`x_t/\alpha`,
    raw`x_t/(\alpha+\sigma)`,
  ),
  line('from the book’s clock', raw`t`, raw`T\,t`, raw`t`, raw`\sigma/\alpha`, raw`\sigma/(\alpha+\sigma)`),
  line(
    'log-SNR',
    raw`\lambda_t=2\ln\frac{\alphat}{\sigmat}`,
    raw`\ln\frac{\alphabar}{1-\alphabar}`,
    raw`2\ln\frac{\alphat}{\sigmat}`,
    raw`-2\ln\sigma`,
    raw`2\ln\frac{1-t}{t}`,
  ),
  line(
    'the network says',
    raw`\xhat`,
    raw`\epshat(\xt,t)`,
    raw`\shat(\xt,t)`,
    raw`\Dtheta(\xt;\sigma)`,
    raw`\vtheta(\xt,t)`,
  ),
  line(
    'to minimise',
    raw`\mathbb E\,\lVert\xhat-\xz\rVert^2`,
    raw`\mathbb E\,\lVert\epshat-\eps\rVert^2`,
    raw`\mathbb E\,\lVert\sigmat\,\shat+\eps\rVert^2`,
    raw`\mathbb E\,\lVert\Dtheta-\xz\rVert^2`,
    raw`\mathbb E\,\lVert\vtheta-(\eps-\xz)\rVert^2`,
  ),
  line(
    'denoised point',
    raw`\xhat`,
    raw`\frac{\xt-\sigmat\,\epshat}{\alphat}`,
    raw`\frac{\xt+\sigmatsq\,\shat}{\alphat}`,
    raw`\Dtheta`,
    raw`\xt-t\,\vtheta`,
  ),
  line(
    'score',
    raw`\frac{\alphat\,\xhat-\xt}{\sigmatsq}`,
    raw`-\frac{\epshat}{\sigmat}`,
    raw`\shat`,
    raw`\frac{\Dtheta-\xt}{\sigma^2}`,
    raw`-\frac{\xt+(1-t)\,\vtheta}{t}`,
  ),
  line(
    'drift and diffusion',
    [raw`f=\alpha'/\alpha`, raw`g^2=(\sigma^2)'-2f\sigma^2`],
    [raw`f=-\tfrac12\betat`, raw`g^2=\betat`, raw`\text{a step, if small}`],
    [raw`\mathbf f(\mathbf x,t)=f(t)\,\mathbf x`, raw`g(t)`],
    [raw`f=0`, raw`g^2=2\sigma`],
    [raw`f=-\frac{1}{1-t}`, raw`g^2=\frac{2t}{1-t}`],
  ),
  line(
    'flow without noise',
    raw`\frac{dx}{dt}=f\,x-\tfrac12g^2\,\score`,
    raw`\frac{dx}{dt}=-\tfrac12\betat\,(x+\score)`,
    raw`\frac{d\mathbf x}{dt}=\mathbf f-\tfrac12g^2\,\shat`,
    raw`\frac{dx}{d\sigma}=\frac{x-\Dtheta}{\sigma}`,
    raw`\frac{dx}{dt}=\vtheta`,
  ),
  line(
    'step from t to s, order 1',
    raw`\xe=\alphas\,\xhat+\frac{\sigmas}{\sigmat}(\xt-\alphat\,\xhat)`,
    raw`\xe=\alphas\,\xhat+\sigmas\,\epshat`,
    raw`\xe=\alphas\,\xhat-\sigmas\,\sigmat\,\shat`,
    raw`\xe=\htmlData{term=xt}{x_i}+(\sigma_{i+1}-\sigma_i)\frac{\htmlData{term=xt}{x_i}-\Dtheta}{\sigma_i}`,
    raw`\xe=\xt+(s-t)\,\vtheta`,
  ),
];
