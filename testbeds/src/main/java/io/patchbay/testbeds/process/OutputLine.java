package io.patchbay.testbeds.process;

import java.time.Instant;

/** A line that a child process wrote, to stdout or stderr, and when it was read. */
public record OutputLine(Instant at, String text) {}
