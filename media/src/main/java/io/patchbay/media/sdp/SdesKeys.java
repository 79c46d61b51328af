package io.patchbay.media.sdp;

import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpMasterKey;
import io.patchbay.media.srtp.SrtpSuite;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Our keys that descriptions carry, over all rounds of offer and answer: one stays until the other end changes its own (RFC 4568
 * §7.1.4). Belongs to one thread.
 */
final class SdesKeys {
    private final Map<SrtpSuite, SrtpMasterKey> ours = new EnumMap<>(SrtpSuite.class);
    private List<CryptoLine> offered = List.of();
    private SrtpKeys agreed; // null where none are

    List<Attribute> offer(List<SrtpSuite> suites) {
        offered = new ArrayList<>();
        for (SrtpSuite suite : suites) {
            SrtpMasterKey key = ours.computeIfAbsent(suite, SrtpMasterKey::random);
            offered.add(new CryptoLine(offered.size() + 1, key));
        }
        return offered.stream().map(CryptoLine::toAttribute).toList();
    }

    boolean wereOffered() {
        return !offered.isEmpty();
    }

    Attribute answer(CryptoLine chosen) {
        SrtpMasterKey theirs = chosen.key();
        if (agreed == null || !agreed.remote().equals(theirs)) { // with another key it may be another device
            SrtpMasterKey fresh = SrtpMasterKey.random(theirs.suite());
            ours.put(theirs.suite(), fresh);
            agreed = new SrtpKeys(fresh, theirs);
        }
        return new CryptoLine(chosen.tag(), agreed.local()).toAttribute();
    }

    /** Whether one of the answer's lines belongs to one that we offered. */
    boolean accept(List<CryptoLine> answered) {
        for (CryptoLine line : answered) {
            for (CryptoLine mine : offered) {
                if (mine.tag() == line.tag() && mine.key().suite() == line.key().suite()) {
                    agreed = new SrtpKeys(mine.key(), line.key());
                    return true;
                }
            }
        }
        return false;
    }

    void forget() {
        agreed = null;
    }

    Optional<SrtpKeys> agreed() {
        return Optional.ofNullable(agreed);
    }
}
