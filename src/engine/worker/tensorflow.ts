/** The little that the engine asks of TensorFlow.js itself. It is loaded only where a run already uses it. */
let used = false;

/** Called when a run takes a TensorFlow.js backend. */
export function tensorflowUsed(): void {
  used = true;
}

/** Tensors alive; 0 where only the kernel has run. */
export async function tensorCount(): Promise<number> {
  if (!used) return 0;
  const { memory } = await import('@tensorflow/tfjs-core');
  return memory().numTensors;
}

/** Loses the WebGL context as a driver would. Nothing happens on another backend. */
export async function loseContext(): Promise<void> {
  if (!used) return;
  const { backend, getBackend } = await import('@tensorflow/tfjs-core');
  if (getBackend() !== 'webgl') return;
  const { gpgpu } = backend() as unknown as { gpgpu: { gl: WebGL2RenderingContext } };
  gpgpu.gl.getExtension('WEBGL_lose_context')?.loseContext();
}
