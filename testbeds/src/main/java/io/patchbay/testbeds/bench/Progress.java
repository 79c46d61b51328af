package io.patchbay.testbeds.bench;

/** Tells whoever waits what is being done. */
final class Progress {

    private Progress() {}

    /** Writes a line to standard error; standard output has the report only. */
    static void say(String format, Object... arguments) {
        System.err.println("bench: " + format.formatted(arguments));
    }
}
