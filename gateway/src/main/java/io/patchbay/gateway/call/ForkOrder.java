package io.patchbay.gateway.call;

import io.patchbay.gateway.trunk.Place;
import io.patchbay.sip.Binding;
import io.patchbay.sip.SipTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * In which order a device's contacts ring (RFC 3261 §16.6): those of the highest q-value at once, then those of the next. Several
 * flows of one instance are ways to the same phone, tried one after the other (RFC 5626 §7.1), at the place of its best one.
 */
final class ForkOrder {
    private ForkOrder() {}

    /** @param bindings freshest first; at least one */
    static List<List<Place>> of(List<Binding> bindings) {
        List<Binding> ranked = new ArrayList<>(bindings);
        ranked.sort(Comparator.comparingInt(Binding::preference).reversed()); // stable: the freshest of equals first
        Map<String, List<Binding>> phones = new LinkedHashMap<>();
        for (Binding binding : ranked) {
            String phone = binding.instance().isEmpty() ? binding.contact() : "instance " + binding.instance();
            phones.computeIfAbsent(phone, first -> new ArrayList<>()).add(binding);
        }
        Map<Integer, List<Place>> groups = new TreeMap<>(Comparator.reverseOrder());
        for (List<Binding> flows : phones.values()) {
            List<SipTarget> ways = flows.stream().map(Binding::target).toList();
            groups.computeIfAbsent(flows.get(0).preference(), first -> new ArrayList<>())
                    .add(new Place(ways));
        }
        return List.copyOf(groups.values());
    }
}
