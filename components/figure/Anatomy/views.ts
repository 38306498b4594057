/** The view of each system. */
import { imagenView } from './imagen-view';
import { stableView } from './stable-view';
import type { AnatomySettings } from './state';
import type { SystemView } from './system-view';
import { unclipView } from './unclip-view';
import type { Answer } from './work';

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
