import { defineConfig } from 'vitest/config';
import { licences } from './build/licences';

export default defineConfig({
  base: '/',
  plugins: [licences()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    assetsDir: 'assets',
    // The page is served under a content security policy without data: addresses and inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
  },
});
