package io.patchbay.gateway.config;

/**
 * One thing wrong with the configuration.
 *
 * @param where file and line, or the environment variable
 * @param what the key, its value and what is allowed
 */
public record Mistake(String where, String what) {
    @Override
    public String toString() {
        return where + ": " + what;
    }
}
