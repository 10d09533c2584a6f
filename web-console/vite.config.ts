import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The control plane serves the built files under /console/ and allows no inline script.
export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Cloudscape is about 900 kB in one piece, fetched once from the installation itself.
    chunkSizeWarningLimit: 1_200,
  },
  server: {
    proxy: Object.fromEntries(
      ['/q', '/platform', '/restapis', '/console/session', '/console/sign-in', '/console/sign-out'].map(
        (path) => [path, 'http://localhost:8080'],
      ),
    ),
  },
})
