// Runs in the head before the first paint: puts the reader's kept settings on <html>, so that no page flashes in the wrong
// theme. The one place that reads what is stored; anything malformed counts as unset.
(() => {
  const allowed = {
    theme: ['system', 'light', 'dark'],
    motion: ['system', 'reduced'],
    backend: ['auto', 'simd', 'webgl', 'wasm', 'cpu'],
    notation: ['book', 'ddpm', 'sde', 'edm', 'flow'],
  };
  let stored = null;
  try {
    stored = JSON.parse(localStorage.getItem('diffusion-live:settings'));
  } catch {
    // Storage may be forbidden or hold something else; the defaults below serve.
  }
  const address = new URLSearchParams(location.search);
  for (const [name, values] of Object.entries(allowed)) {
    const kept = stored !== null && typeof stored === 'object' ? stored[name] : undefined;
    const asked = name === 'backend' || name === 'notation' ? address.get(name) : null;
    const value = values.includes(asked) ? asked : kept;
    document.documentElement.dataset[name] = values.includes(value) ? value : values[0];
  }
  document.documentElement.classList.add('js');
})();
