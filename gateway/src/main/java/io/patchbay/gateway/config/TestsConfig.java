package io.patchbay.gateway.config;

import java.util.List;

/**
 * Lines for load testers to call.
 *
 * @param enabled whether anybody who may call may dial test-echo, test-milliwatt, test-sequence and test-silence; routes may lead
 *     there in any case
 */
public record TestsConfig(boolean enabled) {
    static final List<String> LINES = List.of("echo", "milliwatt", "sequence", "silence");

    static TestsConfig read(Section section) {
        TestsConfig config = new TestsConfig(section.flag("enabled", false));
        section.finish();
        return config;
    }

    /** What comes behind the routes that are written. */
    List<RouteConfig> routes() {
        return enabled
                ? LINES.stream()
                        .map(line -> new RouteConfig("test-" + line, "any", 0, "", "test:" + line))
                        .toList()
                : List.of();
    }
}
