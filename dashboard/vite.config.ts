import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: {
    // Straight into the jar's class path; emptied each time, so no asset of an older build is shipped.
    outDir: 'target/classes/META-INF/resources/console',
    emptyOutDir: true,
    // Every asset is a file of its own: the content security policy allows no data: addresses.
    assetsInlineLimit: 0,
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    reporters: ['default', 'junit'],
    outputFile: { junit: 'target/surefire-reports/TEST-dashboard.xml' },
    restoreMocks: true,
    unstubGlobals: true,
    // PatternFly's modules import CSS, which Node cannot load by itself.
    server: { deps: { inline: [/patternfly/] } },
  },
});
