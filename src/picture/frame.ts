/** An interval in data units, [low, high]. May run backwards (high < low) to flip an axis. */
export type Domain = readonly [number, number];

export interface Margin {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export interface FrameOptions {
  /** Size of the whole picture in SVG user units (choose about the width it is shown at: text scales with it). */
  readonly width: number;
  readonly height: number;
  /** Room around the data, in the same units; one number for all four sides. */
  readonly margin?: number | Partial<Margin>;
  /** Data shown from left to right. */
  readonly x: Domain;
  /** Data shown from bottom to top. */
  readonly y: Domain;
  /** One data unit is equally long on both axes; the domain that has room to spare grows about its centre. */
  readonly equal?: boolean;
  /** Logarithmic axes; their domains must be positive. */
  readonly xLog?: boolean;
  readonly yLog?: boolean;
}

/** The map between data and pixels of one panel. Nothing else in the book knows pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Edges of the data area, in user units. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Domains actually shown (after `equal`). */
  readonly xDomain: Domain;
  readonly yDomain: Domain;
  readonly xLog: boolean;
  readonly yLog: boolean;
  /** Data to user units. */
  x(value: number): number;
  y(value: number): number;
  /** User units to data. */
  invertX(pixel: number): number;
  invertY(pixel: number): number;
  /** Whether a data point lies inside the data area. */
  contains(x: number, y: number): boolean;
}

/**
 * Makes the frame of a panel.
 * Throws `RangeError` on an empty size, an empty or non-finite domain, or a log axis that reaches zero.
 */
export function frame(options: FrameOptions): Frame {
  const { width, height, equal = false, xLog = false, yLog = false } = options;
  const margin = fullMargin(options.margin ?? 0);
  const left = margin.left;
  const right = width - margin.right;
  const top = margin.top;
  const bottom = height - margin.bottom;
  if (!(right > left) || !(bottom > top)) {
    throw new RangeError(`frame of ${width} by ${height} leaves no room inside its margins (expected a larger size)`);
  }
  checkDomain('x', options.x, xLog);
  checkDomain('y', options.y, yLog);
  let xDomain = options.x;
  let yDomain = options.y;
  if (equal) [xDomain, yDomain] = equalised(xDomain, yDomain, right - left, bottom - top);

  const xs = scale(xDomain, left, right, xLog);
  const ys = scale(yDomain, bottom, top, yLog);
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    xDomain,
    yDomain,
    xLog,
    yLog,
    x: xs.to,
    y: ys.to,
    invertX: xs.from,
    invertY: ys.from,
    contains: (x, y) => within(x, xDomain) && within(y, yDomain),
  };
}

/** A square frame without margins over [-extent, extent] squared: the usual panel for a 2-D cloud. */
export function squareFrame(extent: number, size = 284, margin = 4): Frame {
  return frame({ width: size, height: size, margin, x: [-extent, extent], y: [-extent, extent], equal: true });
}

function fullMargin(margin: number | Partial<Margin>): Margin {
  if (typeof margin === 'number') return { top: margin, right: margin, bottom: margin, left: margin };
  return { top: margin.top ?? 0, right: margin.right ?? 0, bottom: margin.bottom ?? 0, left: margin.left ?? 0 };
}

function checkDomain(axis: string, [low, high]: Domain, log: boolean): void {
  if (!Number.isFinite(low) || !Number.isFinite(high) || low === high) {
    throw new RangeError(`${axis} domain is [${low}, ${high}] (expected two different finite numbers)`);
  }
  if (log && (low <= 0 || high <= 0)) {
    throw new RangeError(`logarithmic ${axis} domain is [${low}, ${high}] (expected positive numbers)`);
  }
}

function equalised(x: Domain, y: Domain, width: number, height: number): [Domain, Domain] {
  const unit = Math.min(width / Math.abs(x[1] - x[0]), height / Math.abs(y[1] - y[0]));
  return [stretched(x, width / unit), stretched(y, height / unit)];
}

function stretched([low, high]: Domain, span: number): Domain {
  const half = (Math.sign(high - low) * span) / 2;
  const centre = (low + high) / 2;
  return [centre - half, centre + half];
}

function scale([low, high]: Domain, start: number, end: number, log: boolean) {
  const a = log ? Math.log(low) : low;
  const b = log ? Math.log(high) : high;
  const rate = (end - start) / (b - a);
  return {
    to: log ? (v: number) => start + (Math.log(v) - a) * rate : (v: number) => start + (v - a) * rate,
    from: log ? (p: number) => Math.exp(a + (p - start) / rate) : (p: number) => a + (p - start) / rate,
  };
}

function within(value: number, [low, high]: Domain): boolean {
  return low <= high ? value >= low && value <= high : value >= high && value <= low;
}
