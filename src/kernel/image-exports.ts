/** The pieces that `image.wasm` exports. Arguments are addresses in bytes and counts; `assembly/image/` says what each does. */
export interface ImageKernelExports {
  readonly linear: (
    y: number,
    x: number,
    w: number,
    bias: number,
    scratch: number,
    m: number,
    n: number,
    k: number,
  ) => void;
  readonly linearInput: (dx: number, dy: number, w: number, scratch: number, m: number, n: number, k: number) => void;
  readonly linearInputTimes: (
    dx: number,
    dy: number,
    w: number,
    scale: number,
    scratch: number,
    m: number,
    n: number,
    k: number,
  ) => void;
  readonly linearWeights: (
    dw: number,
    db: number,
    x: number,
    dy: number,
    scratch: number,
    m: number,
    n: number,
    k: number,
  ) => void;
  readonly convolution: (
    y: number,
    x: number,
    w: number,
    bias: number,
    packed: number,
    scratch: number,
    n: number,
    height: number,
    width: number,
    from: number,
    to: number,
  ) => void;
  readonly convolutionInput: (
    dx: number,
    dy: number,
    w: number,
    taps: number,
    packed: number,
    scratch: number,
    n: number,
    height: number,
    width: number,
    from: number,
    to: number,
  ) => void;
  readonly convolutionWeights: (
    dw: number,
    db: number,
    x: number,
    dy: number,
    packed: number,
    scratch: number,
    n: number,
    height: number,
    width: number,
    from: number,
    to: number,
  ) => void;
  readonly norm: (
    y: number,
    x: number,
    gain: number,
    bias: number,
    kept: number,
    scratch: number,
    n: number,
    pixels: number,
    c: number,
    groups: number,
  ) => void;
  readonly normBack: (
    dx: number,
    dgain: number,
    dbias: number,
    x: number,
    dy: number,
    gain: number,
    kept: number,
    scratch: number,
    n: number,
    pixels: number,
    c: number,
    groups: number,
  ) => void;
  readonly convolution1d: (
    y: number,
    x: number,
    w: number,
    bias: number,
    packed: number,
    scratch: number,
    n: number,
    length: number,
    from: number,
    to: number,
    taps: number,
    stride: number,
  ) => void;
  readonly convolution1dInput: (
    dx: number,
    dy: number,
    w: number,
    packed: number,
    scratch: number,
    n: number,
    length: number,
    from: number,
    to: number,
    taps: number,
    stride: number,
  ) => void;
  readonly convolution1dWeights: (
    dw: number,
    db: number,
    x: number,
    dy: number,
    packed: number,
    scratch: number,
    n: number,
    length: number,
    from: number,
    to: number,
    taps: number,
    stride: number,
  ) => void;
  readonly channelNorm: (
    y: number,
    x: number,
    gain: number,
    bias: number,
    kept: number,
    rows: number,
    c: number,
    centred: boolean,
    epsilon: number,
  ) => void;
  readonly channelNormBack: (
    dx: number,
    dgain: number,
    dbias: number,
    x: number,
    dy: number,
    gain: number,
    kept: number,
    rows: number,
    c: number,
    centred: boolean,
  ) => void;
  readonly attention: (
    y: number,
    p: number,
    q: number,
    k: number,
    v: number,
    bias: number,
    a: number,
    b: number,
    packed: number,
    n: number,
    rows: number,
    keys: number,
    c: number,
    heads: number,
  ) => void;
  readonly attentionBack: (
    dq: number,
    dk: number,
    dv: number,
    q: number,
    k: number,
    v: number,
    p: number,
    dy: number,
    a: number,
    b: number,
    packed: number,
    ds: number,
    n: number,
    rows: number,
    keys: number,
    c: number,
    heads: number,
  ) => void;
  readonly silu: (y: number, x: number, n: number) => void;
  readonly siluBack: (dx: number, x: number, dy: number, n: number) => void;
  readonly relu: (y: number, x: number, n: number) => void;
  readonly reluBack: (dx: number, x: number, dy: number, n: number) => void;
  readonly leaky: (y: number, x: number, n: number) => void;
  readonly leakyBack: (dx: number, x: number, dy: number, n: number) => void;
  readonly multiply: (out: number, a: number, b: number, n: number) => void;
  readonly siluSlope: (y: number, slope: number, x: number, n: number) => void;
  readonly siluBend: (out: number, x: number, a: number, b: number, n: number) => void;
  readonly film: (y: number, x: number, ab: number, n: number, pixels: number, c: number) => void;
  readonly filmBack: (
    dx: number,
    dab: number,
    x: number,
    ab: number,
    dy: number,
    n: number,
    pixels: number,
    c: number,
  ) => void;
  readonly add: (out: number, a: number, b: number, n: number) => void;
  readonly toDepth: (
    out: number,
    x: number,
    n: number,
    height: number,
    width: number,
    c: number,
    factor: number,
  ) => void;
  readonly toSpace: (
    out: number,
    x: number,
    n: number,
    height: number,
    width: number,
    c: number,
    factor: number,
  ) => void;
  readonly pool: (y: number, x: number, n: number, height: number, width: number, c: number) => void;
  readonly poolBack: (
    dx: number,
    x: number,
    y: number,
    dy: number,
    n: number,
    height: number,
    width: number,
    c: number,
  ) => void;
  readonly lookup: (out: number, table: number, ids: number, n: number, width: number) => void;
  readonly lookupBack: (dtable: number, ids: number, dy: number, n: number, width: number) => void;
  readonly squaredError: (
    dp: number,
    losses: number,
    p: number,
    y: number,
    n: number,
    d: number,
    scale: number,
  ) => void;
  readonly sumOfSquares: (x: number, n: number) => number;
  readonly adam: (
    w: number,
    g: number,
    m: number,
    v: number,
    e: number,
    n: number,
    scale: number,
    beta1: number,
    beta2: number,
    step: number,
    correct: number,
    kept: number,
  ) => void;
}
