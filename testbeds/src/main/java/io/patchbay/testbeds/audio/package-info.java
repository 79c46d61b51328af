/** Tones to be heard by, and the analysis that tells who is heard. Levels are dB relative to a full-scale sine. */
package io.patchbay.testbeds.audio;
