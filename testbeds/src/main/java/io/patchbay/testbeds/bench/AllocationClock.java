package io.patchbay.testbeds.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What the threads of another Java process allocate from now on. It opens that process' management agent. */
final class AllocationClock implements AutoCloseable {
    private final JMXConnector connector;
    private final ThreadMXBean threads;
    private final Map<Long, Long> before;

    AllocationClock(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            String url = machine.startLocalManagementAgent();
            machine.detach();
            connector = JMXConnectorFactory.connect(new JMXServiceURL(url));
            threads = ManagementFactory.newPlatformMXBeanProxy(
                    connector.getMBeanServerConnection(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            before = allocated();
        } catch (IOException | AttachNotSupportedException e) {
            throw new IllegalStateException("process %d: cannot ask what it allocates".formatted(pid), e);
        }
    }

    /** All threads together; those that ended meanwhile don't count. */
    long bytes() {
        return allocated().entrySet().stream()
                .mapToLong(now -> now.getValue() - before.getOrDefault(now.getKey(), 0L))
                .sum();
    }

    private Map<Long, Long> allocated() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> byThread = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0) {
                byThread.put(ids[i], bytes[i]);
            }
        }
        return byThread;
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            return; // the process has gone
        }
    }
}
