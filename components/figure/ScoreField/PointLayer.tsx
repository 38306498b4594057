import { PointLayer as Layer, type PointLayerProps } from '../PointLayer';
import { cellAt, neighbour } from './state';

/** A layer to point on whose arrow keys go cell by cell of the map. */
export function PointLayer({ y, ...props }: Omit<PointLayerProps, 'beside' | 'label'> & { readonly y: number }) {
  return (
    <Layer {...props} label="Place to read both scores at" beside={(dx, dy) => neighbour(cellAt(props.x, y), dx, dy)} />
  );
}
