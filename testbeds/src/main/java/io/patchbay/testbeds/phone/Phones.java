package io.patchbay.testbeds.phone;

import io.patchbay.testbeds.net.Host;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * The phones of one host, with the two threads they share: one owns the SIP state of all, one owns their RTP sockets.
 * Closing hangs nobody up: it closes sockets, as a power cut does.
 */
public final class Phones implements AutoCloseable {
    private final Host host;
    private final ScheduledExecutorService sipThread;
    private final MediaThread mediaThread;
    private final List<Phone> phones = new CopyOnWriteArrayList<>();

    public Phones(Host host) {
        this.host = host;
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "phones-sip");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.sipThread = executor;
        this.mediaThread = new MediaThread();
    }

    /** A phone that sends all its requests to {@code server}. */
    public Phone phone(PhoneSettings settings, InetSocketAddress server) {
        SipWire wire = settings.transport().equals("UDP") ? new UdpWire(host) : new TcpWire(host);
        Phone phone = new Phone(this, settings, wire, server);
        phones.add(phone);
        return phone;
    }

    Host host() {
        return host;
    }

    ScheduledExecutorService sipThread() {
        return sipThread;
    }

    MediaThread mediaThread() {
        return mediaThread;
    }

    void forget(Phone phone) {
        phones.remove(phone);
    }

    @Override
    public void close() {
        phones.forEach(Phone::close);
        sipThread.shutdownNow();
        mediaThread.close();
    }
}
