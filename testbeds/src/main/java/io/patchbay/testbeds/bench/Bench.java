package io.patchbay.testbeds.bench;

import java.util.Map;

/** One measurement. */
interface Bench {

    /** What is typed to run it. */
    String name();

    /** What it measures, in a sentence. */
    String description();

    /**
     * Measures.
     *
     * @param options as typed, {@code --calls 50} as {@code calls=50}
     */
    Report run(Map<String, String> options);
}
