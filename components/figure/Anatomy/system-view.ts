/** What of a system is shown at a step: the same for all three. */
import type { ComponentChildren } from 'preact';
import type { BlockText } from './Diagram';

export interface SystemView {
  readonly title: string;
  readonly readout: string;
  readonly summary: string;
  readonly costNote: string;
  /** Of each loop of the diagram, how often, in lines. */
  readonly loops: readonly (readonly string[])[];
  readonly content: (block: string) => BlockText;
  /** An arrow that carries nothing as things are set. */
  readonly idle: (arrow: string) => boolean;
  /** The panels of an opened block. */
  readonly panels: (block: string) => ComponentChildren;
  readonly stepName: (step: number) => string;
}
