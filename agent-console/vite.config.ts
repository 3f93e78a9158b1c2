/** Builds the console into agent-console/dist; the server serves that folder. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('./dist', import.meta.url)),
    emptyOutDir: true,
    // Data URLs would be refused for workers by the server's content policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1600,
  },
})
