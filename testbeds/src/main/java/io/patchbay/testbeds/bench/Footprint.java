package io.patchbay.testbeds.bench;

import io.patchbay.testbeds.process.ChildProcess;
import io.patchbay.testbeds.process.ProcessStatistics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of a Java process when everything that can be collected has been.
 *
 * @param heapBytes what objects take up
 * @param residentBytes what the kernel counts for the whole process
 */
record Footprint(long heapBytes, long residentBytes) {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Pattern USED = Pattern.compile("heap\\s+total \\d+K, used (\\d+)K");

    /** Collects twice, since the first may only find what the second can free. */
    static Footprint of(long pid) {
        jcmd(pid, "GC.run");
        jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException(
                    "process %d: jcmd does not tell how much of its heap is used".formatted(pid));
        }
        return new Footprint(
                Long.parseLong(used.group(1)) * 1024, ProcessStatistics.of(pid).residentBytes());
    }

    private static String jcmd(long pid, String command) {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return ChildProcess.run(DEADLINE, program, Long.toString(pid), command);
    }
}
