package io.patchbay.testbeds.sipp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a run ended.
 *
 * @param successful calls that went by the scenario
 * @param failed calls that did not
 * @param errors what SIPp says of those, with the message that it did not expect
 * @param screen its last statistics
 */
public record SippResult(int exitCode, int successful, int failed, String errors, String screen) {

    /** How often the first response of this status in the scenario came again. */
    public int repeated(int status) {
        Matcher matcher = Pattern.compile("(?m)^ *" + status + " <-+ +(?:E-RTD1 +)?\\d+ +(\\d+) ")
                .matcher(screen);
        if (!matcher.find()) {
            throw new AssertionError("SIPp shows no count of " + status + ":\n" + screen);
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** @throws AssertionError with SIPp's own words where a call did not go by the scenario */
    public SippResult assertAllSuccessful() {
        if (exitCode != 0 || failed != 0 || successful == 0) {
            throw new AssertionError("SIPp: exit code %d, %d successful, %d failed%n%s%n%s"
                    .formatted(exitCode, successful, failed, errors, screen));
        }
        return this;
    }
}
