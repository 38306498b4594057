import type { Plugin } from 'vite';

const module = /tfjs-backend-wasm[\\/]wasm-out[\\/]tfjs-backend-wasm-threaded-simd\.js/;

/**
 * TensorFlow.js starts its WASM threads from the source text of one function (`toString()` into a blob), so that function must
 * not speak of anything outside it. It asks for `typeof _scriptDir`, an outer variable; a minifier that knows the variable to
 * exist drops the `typeof`, and every thread then fails on a name it has never heard of. Here the question is dropped: the
 * text is always handed over as a blob. Throws when a new version of the library no longer reads so.
 */
export function tfjsThreads(): Plugin {
  return {
    name: 'tfjs-threads',
    transform(code, id) {
      if (!module.test(id)) return undefined;
      const question = 'if(typeof _scriptDir !== "undefined" && _scriptDir){scriptDirectory=_scriptDir}';
      const fallback = 'Module["mainScriptUrlOrBlob"]||_scriptDir';
      for (const expected of [question, fallback]) {
        if (!code.includes(expected))
          throw new Error(`${id} has changed (expected it to contain ${expected}); see src/site/tfjs-threads.ts`);
      }
      return { code: code.replace(question, '').replace(fallback, 'Module["mainScriptUrlOrBlob"]'), map: null };
    },
  };
}
