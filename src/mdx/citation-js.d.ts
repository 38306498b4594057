/** The two packages ship no types; this is the one class and the one side effect the book uses. */
declare module '@citation-js/core' {
  export class Cite {
    constructor(bibtex: string);
    /** CSL-JSON entries. */
    readonly data: unknown;
  }
}
declare module '@citation-js/plugin-bibtex';
