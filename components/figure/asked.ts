/** What a chapter asks of a figure: the settings to begin with. */
export interface Asked {
  readonly initial?: Readonly<Record<string, unknown>>;
}
