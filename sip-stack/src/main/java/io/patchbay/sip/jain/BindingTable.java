package io.patchbay.sip.jain;

import io.patchbay.sip.Binding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The location service (RFC 3261 §10): which device is where. One thread at a time changes it, the registrar's loop; any
 * thread may read.
 */
final class BindingTable {
    private final Map<String, List<Registration>> devices = new ConcurrentHashMap<>();
    private final Map<Destination, Set<String>> onConnections = new HashMap<>(); // devices; the registrar's loop's

    /** The bindings of {@code device} that hold at {@code now}, freshest first. */
    List<Binding> of(String device, Instant now) {
        return devices.getOrDefault(device, List.of()).stream()
                .map(Registration::binding)
                .filter(binding -> binding.expires().isAfter(now))
                .toList();
    }

    /** Their names. */
    Set<String> devices() {
        return devices.keySet();
    }

    int deviceCount() {
        return devices.size();
    }

    /** What {@code binding} takes the place of. */
    Optional<Registration> find(String device, Binding binding) {
        return devices.getOrDefault(device, List.of()).stream()
                .filter(known -> isSame(known.binding(), binding))
                .findFirst();
    }

    /** The same URI as text, or the same flow of the same instance (RFC 5626 §6). */
    private static boolean isSame(Binding one, Binding other) {
        boolean isSameFlow = one.regId() > 0
                && one.regId() == other.regId()
                && one.instance().equals(other.instance());
        return isSameFlow || one.contact().equals(other.contact());
    }

    Collection<Registration> all(String device) {
        return devices.getOrDefault(device, List.of());
    }

    /** Replaces or adds {@code fresh}, drops the contacts of {@code gone}. */
    void update(String device, List<Registration> fresh, Set<String> gone) {
        List<Registration> all = new ArrayList<>(fresh);
        for (Registration known : devices.getOrDefault(device, List.of())) {
            String contact = known.binding().contact();
            boolean replaced = fresh.stream().anyMatch(one -> isSame(one.binding(), known.binding()));
            if (!replaced && !gone.contains(contact)) {
                all.add(known);
            }
        }
        put(device, all);
    }

    void clear(String device) {
        put(device, List.of());
    }

    /** Drops what was bound to a connection that is gone, and names the devices that lost something. */
    Set<String> connectionClosed(Destination way) {
        Set<String> lost = new TreeSet<>(onConnections.getOrDefault(way, Set.of()));
        for (String device : lost) {
            put(
                    device,
                    all(device).stream()
                            .filter(known -> !isOn(known.binding(), way))
                            .toList());
        }
        return lost;
    }

    private static boolean isOn(Binding binding, Destination way) {
        return binding.isBoundToConnection() && wayTo(binding).equals(way);
    }

    private static Destination wayTo(Binding binding) {
        return new Destination(binding.target().address(), binding.target().transport());
    }

    /** Drops what has run out at {@code now} and names the devices that lost something. */
    Set<String> expire(Instant now) {
        Set<String> changed = new TreeSet<>();
        devices.forEach((device, all) -> {
            List<Registration> left = all.stream()
                    .filter(known -> known.binding().expires().isAfter(now))
                    .toList();
            if (left.size() < all.size()) {
                changed.add(device);
                put(device, left);
            }
        });
        return changed;
    }

    /** When the next binding runs out; empty where there is none. */
    Optional<Instant> nextExpiry() {
        return devices.values().stream()
                .flatMap(List::stream)
                .map(known -> known.binding().expires())
                .min(Comparator.naturalOrder());
    }

    private void put(String device, Collection<Registration> all) {
        for (Registration gone : all(device)) {
            if (gone.binding().isBoundToConnection()) {
                onConnections.computeIfPresent(wayTo(gone.binding()), (way, names) -> {
                    names.remove(device);
                    return names.isEmpty() ? null : names;
                });
            }
        }
        for (Registration now : all) {
            if (now.binding().isBoundToConnection()) {
                onConnections
                        .computeIfAbsent(wayTo(now.binding()), first -> new TreeSet<>())
                        .add(device);
            }
        }
        if (all.isEmpty()) {
            devices.remove(device);
        } else {
            devices.put(device, List.copyOf(all));
        }
    }
}
