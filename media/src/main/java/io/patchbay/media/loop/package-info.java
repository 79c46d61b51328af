/** The threads that own packets: one {@link io.patchbay.media.loop.MediaLoop} a core. */
package io.patchbay.media.loop;
