package io.patchbay.testbeds.process;

/** A child process did not do what was expected of it; the message says what, and carries the end of its output. */
public final class ProcessFailure extends RuntimeException {

    public ProcessFailure(String message) {
        super(message);
    }

    public ProcessFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
