/** Pure drawing: data and a frame in, SVG path strings (or a small picture) out. Runs the same at build and live. */
export { frame, squareFrame, type Domain, type Frame, type FrameOptions, type Margin } from './frame';
export { ticks, logTicks, type Tick } from './ticks';
export { dots, type DotsOptions } from './dots';
export { line, plot, segments, trails, type Curve, type LineOptions } from './line';
export { thread } from './thread';
export { scene, sceneCircle, sceneDome, sceneDots, sceneLines, type Course, type Scene } from './scene';
export { area, type AreaOptions } from './area';
export { histogram, bars, type Histogram } from './histogram';
export { sideBars } from './side-bars';
export { gridOver, gridPoints, gridOf, gridFrom, type Grid, type GridShape } from './grid';
export { contours, type Contour } from './contour';
export { densityGrid, massLevels } from './density';
export { arrows, type ArrowsOptions } from './arrows';
export { pixels, greys, type PixelsOptions } from './pixels';
export { mosaic, type Mosaic, type MosaicOptions } from './mosaic';
export { sheet, sheetFrames } from './sheet';
export { raster, type RasterOptions, type Strokes } from './raster';
export { fixed, significant, grouped, percent, duration, minus, energyDistanceText } from './numbers';
