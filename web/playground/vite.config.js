import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  build: {
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // fonts and workers stay files, as the page's policy wants
    license: { fileName: 'licenses.md' }, // of what is built in
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      onwarn(warning, warn) {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning); // "use client" means nothing here
      },
    },
  },
  worker: { format: 'es' },
  server: { proxy: { '/graphql': 'http://127.0.0.1:8080' } },
});
