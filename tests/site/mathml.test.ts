import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { conventions } from '../../src/core/notation';
import { innerHtml } from '../../src/mdx/formula';
import { gatherApplications } from '../../src/mdx/mathml';
import { mathmlFaults } from './mathml-faults';
import { markdownProcessor } from '../../src/mdx/processor';

/** Formulas in which a function's name stands where one child may. */
const formulas = [
  String.raw`\sigma_{\max}`,
  String.raw`\sigma_{\min}^2 + \beta_{\max}`,
  String.raw`x^{\ln}_{\exp}`,
  String.raw`\max_{x} \ln \frac{\sin}{\cos}`,
  String.raw`\operatorname{KL}(p)`,
];

describe('MathML', () => {
  it('finds too many children, too few, and what is not closed', () => {
    expect(mathmlFaults('<math><msub><mi>a</mi><mi>b</mi></msub></math>')).toEqual([]);
    expect(mathmlFaults('<math><msub><mi>a</mi><mi>b</mi><mo>c</mo></msub></math>')[0]).toMatch(
      /3 children \(expected 2\)/,
    );
    expect(mathmlFaults('<math><mfrac><mi>a</mi></mfrac></math>')[0]).toMatch(/1 children \(expected 2\)/);
    expect(mathmlFaults('<math><mrow><mi>a</mrow></math>')).not.toEqual([]);
  });

  it.each(formulas)('of %s is whole in every notation', (tex) => {
    for (const convention of conventions) {
      for (const display of [false, true]) expect(mathmlFaults(innerHtml({ tex, display }, convention))).toEqual([]);
    }
  });

  it('of KaTeX alone is not, or the mending has lost its reason', () => {
    expect(mathmlFaults(katex.renderToString(formulas[0]))).not.toEqual([]);
    expect(mathmlFaults(gatherApplications(katex.renderToString(formulas[0])))).toEqual([]);
  });

  it('is whole in a chapter too', async () => {
    const processor = await markdownProcessor().createRenderer({});
    const { code } = await processor.render(formulas.map((tex) => `$${tex}$`).join('\n\n'));
    expect(code.match(/<math/g)).toHaveLength(formulas.length);
    expect(mathmlFaults(code)).toEqual([]);
  });
});
