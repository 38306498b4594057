import type { IslandProps } from '../Shell';
import { useFigure } from '../useFigure';
import { ChainFigure } from './ChainFigure';
import { CloudFigure } from './CloudFigure';
import { DigitFigure } from './DigitFigure';
import { forwardNoiseSchema } from './settings';
import type { Built } from './state';

export interface ForwardNoiseProps extends IslandProps {
  /** The search's answer for the first frame, from the build. */
  readonly built?: Built | undefined;
}

/** The forward process: of a digit, of a cloud, or the chain beside the jump. */
export default function ForwardNoiseView({ id, initial, built }: ForwardNoiseProps) {
  const figure = useFigure({ id, schema: forwardNoiseSchema, initial });
  switch (figure.settings.value.mode) {
    case 'digit':
      return <DigitFigure figure={figure} built={built} />;
    case 'cloud':
      return <CloudFigure figure={figure} />;
    case 'chain':
      return <ChainFigure figure={figure} />;
  }
}
