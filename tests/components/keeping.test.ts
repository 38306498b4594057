import { describe, expect, it, vi } from 'vitest';
import { createKeeping } from '../../components/figure/keeping';

const bytes = Uint8Array.of(1, 2, 3);
function keepingOf(learned: number) {
  const save = vi.fn(() => Promise.resolve(bytes));
  const keeping = createKeeping({
    id: 'fig-x',
    learned: () => learned,
    save,
    load: () => Promise.resolve(),
    name: () => 'a network',
    file: () => 'network',
  });
  return { keeping, save };
}

describe('keeping a network', () => {
  it('puts nothing untrained in the place of one that was kept', async () => {
    const { keeping, save } = keepingOf(0);
    await keeping.keep();
    expect(save).not.toHaveBeenCalled();
    expect(keeping.noted.value).toBe('Nothing was kept: no network has learned here yet.');
    expect(keeping.said.value).toBeNull();
  });

  it('says where it cannot be stored, and that a file can take it', async () => {
    const { keeping, save } = keepingOf(5);
    await keeping.keep();
    expect(save).toHaveBeenCalledOnce();
    expect(keeping.said.value).toMatch(/could not store the network .*; save it to a file instead/);
    expect(keeping.noted.value).toBeNull();
  });
});
