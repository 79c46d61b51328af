package io.patchbay.gateway.config;

/** UDP ports from {@code first} to {@code last}, both included. */
public record PortRange(int first, int last) {
    /** Each call takes a pair: RTP on the even port, RTCP on the next. */
    private static final int SMALLEST = 2;

    public PortRange {
        if (first < 1024 || last > 65_535 || last - first + 1 < SMALLEST) {
            throw new IllegalArgumentException("ports are between 1024 and 65535, and a range holds at least two");
        }
    }

    static PortRange parse(String text) {
        String[] edges = text.split("-", -1);
        if (edges.length != 2
                || !edges[0].strip().matches("\\d{1,5}")
                || !edges[1].strip().matches("\\d{1,5}")) {
            throw new IllegalArgumentException("write it as 20000-29999");
        }
        return new PortRange(Integer.parseInt(edges[0].strip()), Integer.parseInt(edges[1].strip()));
    }

    public boolean contains(int port) {
        return port >= first && port <= last;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
