/** How good a call sounds, in figures: loss and its bursts, clock drift, the E-model. */
package io.patchbay.media.quality;
