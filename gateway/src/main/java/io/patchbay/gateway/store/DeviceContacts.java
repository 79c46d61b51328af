package io.patchbay.gateway.store;

import io.patchbay.gateway.log.OncePerSecond;
import io.patchbay.sip.Binding;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where devices are registered, kept over a restart. Saving only notes what is to be written, so it may be done on any loop; one
 * thread writes, once a second at most, of each device the last word. What a restart breaks, connections, is not kept.
 */
public final class DeviceContacts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeviceContacts.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
    private static final int LONGEST_CONTACT = 1024; // as the column holds
    private static final String DELETE = "DELETE FROM device_contact WHERE device = :device";
    private static final String INSERT =
            """
            INSERT INTO device_contact (device, contact, address, port, transport, path, expires_at, since, preference,
                instance, reg_id, user_agent)
            VALUES (:device, :contact, :address, :port, :transport, :path, :expiresAt, :since, :preference, :instance,
                :regId, :userAgent)
            """;

    private final Database database;
    private final Clock clock;
    private final OncePerSecond perSecond = new OncePerSecond();
    private final Thread writer = new Thread(this::write, "device-contacts");
    private Map<String, List<Binding>> unwritten = new HashMap<>(); // guarded by this
    private boolean closing; // guarded by this

    private DeviceContacts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        writer.setDaemon(true);
    }

    /** Starts writing; forgets what ran out while the appliance was away. */
    public static DeviceContacts start(Database database, Clock clock) {
        DeviceContacts contacts = new DeviceContacts(database, clock);
        database.jdbi().useHandle(handle -> handle.createUpdate("DELETE FROM device_contact WHERE expires_at <= :now")
                .bind("now", clock.millis())
                .execute());
        contacts.writer.start();
        return contacts;
    }

    /** What is kept, by device, the contacts that ran out left out. Blocks: not on a loop. */
    public Map<String, List<Binding>> all() {
        Map<String, List<Binding>> all = new TreeMap<>();
        database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT * FROM device_contact WHERE expires_at > :now ORDER BY device, expires_at DESC")
                        .bind("now", clock.millis())
                        .map(ContactRow::read)
                        .list())
                .forEach(row -> all.merge(row.device(), List.of(row.binding()), ContactRow::joined));
        return all;
    }

    /** {@code device} is registered at {@code bindings} now, and nowhere else. Returns at once. */
    public synchronized void save(String device, List<Binding> bindings) {
        unwritten.put(device, List.copyOf(bindings));
        notifyAll();
    }

    /** Writes what still waits, for three seconds at most. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            writer.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        while (true) {
            Map<String, List<Binding>> batch = next();
            if (batch.isEmpty()) {
                return;
            }
            try {
                write(batch);
            } catch (RuntimeException e) {
                perSecond.run(
                        others -> log.error("where devices are cannot be written, trying again: {}", e.toString()));
                if (!putBack(batch)) {
                    return;
                }
            }
            pause();
        }
    }

    /** Waits for something to write; empty at the end. */
    private synchronized Map<String, List<Binding>> next() {
        try {
            while (unwritten.isEmpty() && !closing) {
                wait();
            }
        } catch (InterruptedException e) {
            return Map.of();
        }
        Map<String, List<Binding>> batch = unwritten;
        unwritten = new HashMap<>();
        return batch;
    }

    /** Whether there is another chance. */
    private synchronized boolean putBack(Map<String, List<Binding>> batch) {
        batch.forEach(unwritten::putIfAbsent);
        return !closing;
    }

    private synchronized void pause() {
        long deadline = System.nanoTime() + EVERY.toNanos();
        try {
            for (long left = EVERY.toNanos(); left > 0 && !closing; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Map<String, List<Binding>> devices) {
        database.jdbi().useTransaction(handle -> {
            PreparedBatch deletes = handle.prepareBatch(DELETE);
            devices.keySet().forEach(device -> deletes.bind("device", device).add());
            deletes.execute();
            insert(handle, devices);
        });
    }

    private static void insert(Handle handle, Map<String, List<Binding>> devices) {
        PreparedBatch inserts = handle.prepareBatch(INSERT);
        devices.forEach((device, bindings) -> bindings.stream()
                .filter(DeviceContacts::outlivesRestart)
                .forEach(binding -> ContactRow.bind(inserts, device, binding)));
        if (inserts.size() > 0) {
            inserts.execute();
        }
    }

    /** A device on TCP comes back by a connection of its own, once it sees that the old one is gone. */
    private static boolean outlivesRestart(Binding binding) {
        boolean isKnownByAddress = !binding.target().address().getAddress().isLinkLocalAddress();
        return (binding.target().transport().equals("udp")
                        || !binding.target().path().isEmpty())
                && isKnownByAddress
                && binding.contact().length() <= LONGEST_CONTACT;
    }
}
