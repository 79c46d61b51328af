/** Real browsers: Debian's Chromium, driven by Playwright, which is imported here and nowhere else. */
package io.patchbay.testbeds.browser;
