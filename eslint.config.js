import astro from 'eslint-plugin-astro';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores([
    'dist/',
    '.astro/',
    '.cache/',
    'node_modules/',
    'public/',
    'src/kernel/assembly/',
    'src/kernel/build/',
    'test-results/',
    'screenshots/',
  ]),
  tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
  },
  astro.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-eval': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness is an argument: use core/random.' },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/ban-ts-comment': 'error',
    },
  },
  { files: ['src/**', 'components/**'], rules: { 'no-console': 'error' } },
  // A list of short entries, which only grows.
  { files: ['content/errata.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['tests/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='toBeDefined']",
          message: 'Nearly everything is defined: expect the value itself.',
        },
        {
          selector: 'CallExpression[callee.property.name=/^(toBeCloseTo|closeTo)$/][arguments.1.value=0]',
          message: 'Within a half: give the precision that is printed, or state the bound.',
        },
      ],
    },
  },
);
