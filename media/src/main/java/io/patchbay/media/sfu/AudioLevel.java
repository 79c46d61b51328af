package io.patchbay.media.sfu;

/**
 * How loud a producer was.
 *
 * @param level dBov, -127 (silence) to 0
 */
public record AudioLevel(Producer producer, int level) {}
