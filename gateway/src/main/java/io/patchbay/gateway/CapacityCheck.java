package io.patchbay.gateway;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether there is enough of everything for the calls that the configuration allows. Otherwise the first sign would be calls refused at
 * the height of a load test.
 *
 * @param portPairs of {@code media.rtp-ports}
 * @param descriptors that the process may open
 * @param heapBytes that it may grow to
 */
record CapacityCheck(int portPairs, long descriptors, long heapBytes) {
    private static final int DESCRIPTORS_A_CALL = 2; // RTP, RTCP
    private static final int OTHER_DESCRIPTORS = 250; // jars, database, listening sockets; a browser's share is small
    private static final long HEAP_A_CALL = 512 * 1024;
    private static final long OTHER_HEAP = 64 * 1024 * 1024;

    static CapacityCheck of(int portPairs) {
        long descriptors = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
        return new CapacityCheck(portPairs, descriptors, Runtime.getRuntime().maxMemory());
    }

    /** A sentence for each thing that allows fewer calls than are allowed; {@code limits.calls} of 0 allows what the ports do. */
    List<String> warnings(int callsAllowed) {
        List<String> warnings = new ArrayList<>();
        String wanted = callsAllowed == 0
                ? "media.rtp-ports allows %d calls".formatted(portPairs)
                : "limits.calls allows %d calls".formatted(callsAllowed);
        int calls = callsAllowed == 0 ? portPairs : callsAllowed;
        if (portPairs < calls) {
            warnings.add("%s, but media.rtp-ports has ports for %d; it takes %d ports for all of them"
                    .formatted(wanted, portPairs, 2 * calls));
        }
        long byDescriptors = Math.max(0, (descriptors - OTHER_DESCRIPTORS) / DESCRIPTORS_A_CALL);
        if (byDescriptors < calls) {
            warnings.add("%s, but %d open files (ulimit -n) are enough for %d; raise it to %d (LimitNOFILE for systemd)"
                    .formatted(
                            wanted, descriptors, byDescriptors, (long) calls * DESCRIPTORS_A_CALL + OTHER_DESCRIPTORS));
        }
        long byHeap = Math.max(0, (heapBytes - OTHER_HEAP) / HEAP_A_CALL);
        if (callsAllowed > 0 && byHeap < calls) {
            warnings.add("%s, but a heap of %d MB is enough for about %d; start with JAVA_OPTS=-Xmx%dm"
                    .formatted(wanted, heapBytes >> 20, byHeap, calls * HEAP_A_CALL + OTHER_HEAP >> 20));
        }
        return warnings;
    }
}
