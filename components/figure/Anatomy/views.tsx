/** What of a system is shown at a step: the same for all three. */
import type { ComponentChildren } from 'preact';
import type { BlockText } from './Diagram';
import { imagenView } from './imagen-view';
import type { AnatomySettings } from './state';
import { stableView } from './stable-view';
import { unclipView } from './unclip-view';
import type { Answer } from './work';

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

export function viewOf(s: AnatomySettings, answer: Answer, step: number): SystemView {
  switch (answer.system) {
    case 'stable-diffusion':
      return stableView(s, answer.found, step);
    case 'unclip':
      return unclipView(s, answer.found, step);
    case 'imagen':
      return imagenView(s, answer.found, step);
  }
}
