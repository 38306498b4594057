import katex from 'katex';
import type { Convention } from '../core/notation';
import { macrosOf } from '../../content/symbols';
import { inConvention } from './convention';
import { gatherApplications } from './mathml';

/** A formula as its chapter has it, alternatives (`\as`) and all. */
export interface Formula {
  readonly tex: string;
  readonly display: boolean;
}

/** `trust` lets \htmlData through, which is how a symbol is linked to its control and its curve. */
export function katexOptions(convention: Convention) {
  return { trust: true, strict: false as const, throwOnError: true, macros: { ...macrosOf(convention) } };
}

/** What stands inside the outer element of the formula, `.katex` or `.katex-display`, in a convention. Throws KaTeX's error. */
export function innerHtml({ tex, display }: Formula, convention: Convention): string {
  const html = katex.renderToString(inConvention(tex, convention), {
    ...katexOptions(convention),
    displayMode: display,
  });
  return gatherApplications(html.replace(/^<span[^>]*>/, '').replace(/<\/span>$/, ''));
}
