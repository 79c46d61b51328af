package io.patchbay.gateway.config;

/**
 * One thing wrong with the configuration.
 *
 * @param source the file or the environment variable
 * @param line of the file, counted from 1; 0 where there is none to name
 * @param what the key, its value and what is allowed
 */
public record Mistake(String source, int line, String what) {
    @Override
    public String toString() {
        return (line == 0 ? source : source + ":" + line) + ": " + what;
    }
}
