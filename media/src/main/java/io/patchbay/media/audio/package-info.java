/** The audio engine: jitter buffer, loss concealment, resampling, mixing, levels, tones. */
package io.patchbay.media.audio;
