package io.patchbay.gateway.access;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The addresses that a setting lets in, as it is written: words and blocks.
 *
 * <ul>
 *   <li>{@code loopback}: this machine (127.0.0.0/8, ::1, and by {@link Access} whatever other address it has);
 *   <li>{@code private}: addresses that the internet doesn't route: RFC 1918, unique local IPv6 (RFC 4193) and link-local
 *       ones (RFC 3927, RFC 4291 §2.5.6). The shared space of RFC 6598 (100.64.0.0/10) is not among them: a carrier hands
 *       it to strangers; name it where a VPN uses it;
 *   <li>{@code any}: everybody;
 *   <li>a single address or a block such as {@code 198.51.100.0/24}.
 * </ul>
 */
public final class AddressList {
    private static final List<AddressRange> LOOPBACK = ranges("127.0.0.0/8", "::1");
    private static final List<AddressRange> PRIVATE =
            ranges("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10");
    private static final List<AddressRange> ANY = ranges("0.0.0.0/0", "::/0");

    /** What is let in without configuration. */
    public static final AddressList LOCAL = new AddressList(List.of("loopback", "private"));

    private final List<String> entries;
    private final List<AddressRange> ranges;

    /**
     * @param entries words, addresses and blocks; an empty list lets nobody in
     * @throws IllegalArgumentException naming the entry that is neither a word of the list nor an address
     */
    public AddressList(List<String> entries) {
        this.entries = List.copyOf(entries);
        List<AddressRange> all = new ArrayList<>();
        entries.forEach(entry -> all.addAll(rangesOf(entry)));
        ranges = List.copyOf(all);
    }

    public List<String> entries() {
        return entries;
    }

    public boolean contains(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /** Whether the word {@code loopback} is among the entries. */
    boolean containsThisMachine() {
        return entries.stream().anyMatch("loopback"::equalsIgnoreCase);
    }

    /** The words as written, separated by commas; {@code nobody} where there are none. */
    @Override
    public String toString() {
        return entries.isEmpty() ? "nobody" : String.join(", ", entries);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressList list && entries.equals(list.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    private static List<AddressRange> rangesOf(String entry) {
        return switch (entry.toLowerCase(Locale.ROOT)) {
            case "loopback" -> LOOPBACK;
            case "private" -> PRIVATE;
            case "any" -> ANY;
            default -> List.of(AddressRange.parse(entry));
        };
    }

    private static List<AddressRange> ranges(String... blocks) {
        List<AddressRange> ranges = new ArrayList<>();
        for (String block : blocks) {
            ranges.add(AddressRange.parse(block));
        }
        return List.copyOf(ranges);
    }
}
