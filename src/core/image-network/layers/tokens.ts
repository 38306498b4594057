import { uncounted, type LayerRecord } from './record';

/** Embedding of tokens: each place's one number, a token from 0 on, becomes that token's row of a table. Only where it is what goes in. */
export interface Tokens {
  readonly kind: 'tokens';
  readonly vocabulary: number;
  readonly to: number;
}

declare module '../description' {
  interface LayerKinds {
    readonly tokens: Tokens;
  }
}

export const tokens: LayerRecord<Tokens> = {
  shape({ to }, { extent, channels }, { expect }) {
    expect(channels === 1, 'one number a place, its token');
    return { extent, channels: to };
  },
  parameters: ({ vocabulary, to }) => [{ rows: vocabulary, columns: to, start: 'normal', fanIn: 1, matrix: true }],
  flops: uncounted,
  forward(_, x, { ops, parameters: [table], values }) {
    if (!values) throw new Error('tokens after another layer (expected first, where what goes in is tokens)');
    const ids = Int32Array.from(values, Math.round);
    return {
      y: ops.lookup(table, ids),
      back(dy, wantsInput) {
        ops.lookupBack(table, ids, dy);
        // Nothing changes with a token's number.
        return wantsInput ? ops.put(new Float32Array(ids.length), ...ops.shape(x)) : undefined;
      },
    };
  },
  sketch: () => ({ label: 'tokens' }),
};
