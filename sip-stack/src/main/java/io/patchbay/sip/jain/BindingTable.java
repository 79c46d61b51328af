package io.patchbay.sip.jain;

import io.patchbay.sip.Binding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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

    /** What holds for {@code contact} now; the same URI as text is the same binding. */
    Optional<Registration> find(String device, String contact) {
        return devices.getOrDefault(device, List.of()).stream()
                .filter(known -> known.binding().contact().equals(contact))
                .findFirst();
    }

    Collection<Registration> all(String device) {
        return devices.getOrDefault(device, List.of());
    }

    /** Replaces or adds {@code fresh}, drops the contacts of {@code gone}. */
    void update(String device, List<Registration> fresh, Set<String> gone) {
        List<Registration> all = new ArrayList<>(fresh);
        for (Registration known : devices.getOrDefault(device, List.of())) {
            String contact = known.binding().contact();
            boolean replaced =
                    fresh.stream().anyMatch(one -> one.binding().contact().equals(contact));
            if (!replaced && !gone.contains(contact)) {
                all.add(known);
            }
        }
        put(device, all);
    }

    void clear(String device) {
        devices.remove(device);
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

    private void put(String device, List<Registration> all) {
        if (all.isEmpty()) {
            devices.remove(device);
        } else {
            devices.put(device, List.copyOf(all));
        }
    }
}
