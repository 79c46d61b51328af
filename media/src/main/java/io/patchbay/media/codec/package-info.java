/** Audio codecs: G.711, G.722 and Opus. libopus is called through JNA by direct mapping; nothing else here is native. */
package io.patchbay.media.codec;
